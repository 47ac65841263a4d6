"""Cells that people filled in, turned into the plain values that a form would send."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Final

from gongkai.documents.sheets import contract
from gongkai.rulebook.model import Field

Read = int | float | str | bool | date | datetime | time | timedelta

_DATE: Final = re.compile(
    r"(?P<y>\d{4})\s*(?:[-/.年])\s*(?P<m>\d{1,2})\s*(?:[-/.月])\s*(?P<d>\d{1,2})\s*日?(?:[T ]+\d{1,2}:\d{2}.*)?"
    r"|(?P<y2>\d{4})(?P<m2>\d{2})(?P<d2>\d{2})"
)
_MARKS: Final = re.compile(r"[,，\s'’_¥￥$]|元$|%$")
_SEPARATORS: Final = re.compile(r"[、,，;；\n|]")
_ERRORS: Final = frozenset(
    {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#GETTING_DATA", "#SPILL!"}
)
_MOST_PLACES: Final = 30
_EXACT: Final = 10**15
_TRUE: Final = frozenset({"是", "yes", "true", "1", "y", "√", "✓", "■", "☑", "有"})
_FALSE: Final = frozenset({"否", "no", "false", "0", "n", "×", "✗", "□", "☐", "无"})


class CellError(ValueError):
    """A cell that cannot be understood; zh and en say what to do."""

    def __init__(self, code: str, zh: str, en: str) -> None:
        super().__init__(en)
        self.code, self.zh, self.en = code, zh, en


def is_blank(cell: Read | None) -> bool:
    """Whether nobody wrote anything; blanks of every width count as nothing."""
    return cell is None or (isinstance(cell, str) and not cell.strip(" \t\r\n\u00a0\u3000\ufeff\u200b"))


def value(cell: Read, field: Field, *, epoch_1904: bool) -> object:
    """Return the raw value of a filled cell: text, ISO date, decimal as text, the value of a choice, or a truth.

    Raises: CellError when it does not fit the type of the field.
    """
    if isinstance(cell, str) and cell.strip().upper() in _ERRORS:
        raise CellError("cell_error", f"公式结果是错误值 {cell.strip()}，请改正公式或直接填写数值。",
                        f"the formula gives {cell.strip()}; correct it or enter the value.")  # fmt: skip
    if field.type == "date":
        return _date(cell, epoch_1904=epoch_1904)
    if field.type in {"number", "money", "percent"}:
        return _number(cell, field.unit or "")
    if field.type == "boolean":
        return _truth(cell)
    if field.type == "choice":
        if field.multiple:
            return [_choice(word, field) for word in _SEPARATORS.split(_text(cell)) if word.strip()]
        return _choice(cell, field)
    return _text(cell)


def _date(cell: Read, *, epoch_1904: bool) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        # A day number whose cell lost its date format. 60 is 29 February 1900, which only Excel knows.
        origin = date(1904, 1, 1) if epoch_1904 else date(1899, 12, 30)
        if 10_000 <= cell <= 110_000:
            return (origin + timedelta(days=int(cell))).isoformat()
    if isinstance(cell, int | float) and cell == int(cell):
        cell = str(int(cell))
    found = _DATE.fullmatch(unicodedata.normalize("NFKC", cell).strip()) if isinstance(cell, str) else None
    if found:
        parts = [found[name] or found[f"{name}2"] for name in "ymd"]
        try:
            return date(*(int(part) for part in parts)).isoformat()
        except ValueError:
            pass
    raise CellError("cell_date", f"“{_shown(cell)}”不是日期，请写成 2026-07-08 的样子。",
                    f"“{_shown(cell)}” is no date; write it like 2026-07-08.")  # fmt: skip


def _number(cell: Read, unit: str) -> str:
    if isinstance(cell, bool | date | time | timedelta):
        text = str(cell)
    elif isinstance(cell, int | float):
        text = _written(cell)
    else:
        text = unicodedata.normalize("NFKC", cell).strip()
        text = _MARKS.sub("", text.removesuffix(unit))
        if re.fullmatch(r"\(\d[\d.]*\)", text):
            text = f"-{text[1:-1]}"
    try:
        number = Decimal(text.replace("−", "-"))
    except InvalidOperation:
        number = Decimal("NaN")
    # A short text such as 1e999999 would be a number a million digits long.
    if not number.is_finite() or not -_MOST_PLACES < number.adjusted() < _MOST_PLACES:
        raise CellError("cell_number", f"“{_shown(cell)}”不是数字，请只写数字，不要带单位（万元请换算成元）。",
                        f"“{_shown(cell)}” is no number; write digits only, without a unit.")  # fmt: skip
    return f"{number:f}"


def _written(number: float) -> str:
    """Write a number the way the person saw it: 0.1 + 0.2 is 0.3 in a spreadsheet, which shows 15 digits."""
    if isinstance(number, int):
        return str(number)
    return f"{Decimal(f'{number:.15g}'):f}" if number not in {float("inf"), float("-inf")} else "NaN"


def _truth(cell: Read) -> bool:
    word = _text(cell).lower() if not isinstance(cell, bool) else str(cell).lower()
    if word in _TRUE:
        return True
    if word in _FALSE:
        return False
    raise CellError("cell_boolean", f"“{_shown(cell)}”请改为“是”或“否”。", f"“{_shown(cell)}”: write “Yes” or “No”.")


def _choice(cell: Read, field: Field) -> str:
    word = _text(cell)
    options = contract.options_of(field)
    for code, wordings in options:
        if word == code or word.casefold() in {wording.casefold() for wording in wordings}:
            return code
    allowed_zh = "、".join(wordings[0] for _, wordings in options[:12])
    allowed_en = ", ".join(wordings[-1] for _, wordings in options[:12])
    raise CellError("cell_choice", f"“{_shown(cell)}”不在可选项中，请从下拉列表中选择：{allowed_zh}。",
                    f"“{_shown(cell)}” is none of the choices: {allowed_en}.")  # fmt: skip


def _text(cell: Read) -> str:
    if isinstance(cell, bool):
        return contract.YES["zh"] if cell else contract.NO["zh"]
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ", timespec="minutes")
    if isinstance(cell, int | float):
        if abs(cell) >= _EXACT:
            raise CellError("cell_digits", "长数字被电子表格改写了（只保留 15 位）。请把单元格设为“文本”格式后重新填写。",
                            "the spreadsheet rounded this long number to 15 digits; set the cell to “text” "
                            "and enter it again.")  # fmt: skip
        return _written(cell)
    return str(cell).strip(" \t\r\n\u00a0\u3000\ufeff\u200b")


def _shown(cell: Read) -> str:
    return str(cell).strip()[:30]
