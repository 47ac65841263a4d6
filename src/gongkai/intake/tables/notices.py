"""What a person should know about a sheet before trusting what was read from it."""

from collections.abc import Sequence

from gongkai.intake.tables.model import Sheet, column_letter
from gongkai.intake.tables.peek import Peek
from gongkai.rulebook.objections import Objection

_LISTED = 10


def sheet_notices(name: str, sheets: Sequence[Sheet], seen: Peek, merged: int) -> tuple[Objection, ...]:
    """Return the notices of one sheet.

    Arguments: name, the sheet read; sheets, all of the workbook; seen, what is hidden in it; merged, number of merged
    ranges below the header.
    """
    return tuple(_sheets(name, sheets) + _hidden(seen) + _formulas(seen) + _merged(merged))


def _sheets(name: str, sheets: Sequence[Sheet]) -> list[Objection]:
    found = []
    others = [sheet.name for sheet in sheets if sheet.name != name and not sheet.hidden]
    hidden = [sheet.name for sheet in sheets if sheet.name != name and sheet.hidden]
    if any(sheet.hidden for sheet in sheets if sheet.name == name):
        found.append(
            Objection("hidden_sheet_read", f"读取的工作表“{name}”是隐藏的", f"The sheet read, “{name}”, is hidden")
        )
    if others:
        found.append(
            Objection(
                "other_sheets",
                f"只读取了工作表“{name}”，没有读取：{_some(others, '、')}",
                f"Only the sheet “{name}” was read, not: {_some(others, ', ')}",
            )
        )
    if hidden:
        found.append(
            Objection(
                "hidden_sheets",
                f"有隐藏的工作表，没有读取：{_some(hidden, '、')}",
                f"There are hidden sheets, which were not read: {_some(hidden, ', ')}",
            )
        )
    return found


def _hidden(seen: Peek) -> list[Objection]:
    found = []
    if seen.hidden_row_count:
        rows = [str(number) for number in seen.hidden_rows]
        found.append(
            Objection(
                "hidden_rows",
                f"有 {seen.hidden_row_count} 个隐藏行，也已读取" + (f"：第 {_some(rows, '、')} 行" if rows else ""),
                f"{seen.hidden_row_count} hidden rows were read too" + (f": {_some(rows, ', ')}" if rows else ""),
            )
        )
    if seen.hidden_columns:
        columns = [column_letter(index) for index in seen.hidden_columns if index >= 0]
        found.append(
            Objection(
                "hidden_columns",
                "有隐藏列，也已读取" + (f"：{_some(columns, '、')}" if columns else ""),
                "Hidden columns were read too" + (f": {_some(columns, ', ')}" if columns else ""),
            )
        )
    return found


def _formulas(seen: Peek) -> list[Objection]:
    found = []
    if seen.formulas:
        found.append(
            Objection(
                "formulas",
                f"有 {seen.formulas} 个公式，读取的是上次保存时算出的值",
                f"There are {seen.formulas} formulas; the values computed at the last save were read",
            )
        )
    if seen.uncomputed:
        found.append(
            Objection(
                "uncomputed",
                f"有 {seen.uncomputed} 个公式没有保存结果，读作空白；请在表格软件里打开、保存一次再导入",
                f"{seen.uncomputed} formulas have no saved value and read as empty; open and save the file once",
            )
        )
    if seen.errors:
        found.append(
            Objection(
                "errors",
                f"有 {seen.errors} 个单元格是错误值（如 #REF!、#N/A）",
                f"{seen.errors} cells hold an error value (such as #REF! or #N/A)",
            )
        )
    return found


def _merged(merged: int) -> list[Objection]:
    if not merged:
        return []
    return [
        Objection(
            "merged",
            f"正文有 {merged} 处合并单元格，其中的值已填入所覆盖的每一行",
            f"There are {merged} merged ranges below the header; their values were repeated in every row they cover",
        )
    ]


def _some(words: Sequence[str], joint: str) -> str:
    return joint.join(words[:_LISTED]) + ("…" if len(words) > _LISTED else "")
