"""Coverage as a workbook."""

import io
from collections.abc import Iterable, Sequence

import xlsxwriter

from gongkai.retrospect.coverage.matching import Match
from gongkai.retrospect.coverage.obligations import Coverage, Rate
from gongkai.rulebook.text import Text

Line = Sequence[object]

_RATE_HEADERS = (Text("应公开", "Owed"), Text("已公开", "Published"), Text("按时", "On time"), Text("公开率", "Rate"))
_WIDEST = 60


def coverage_xlsx(coverage: Coverage, language: str = "zh") -> bytes:
    """Return a workbook with the rates, every obligation, what is missing, and why each document was matched.

    Arguments: coverage; language, of the words.
    """

    def t(zh: str, en: str) -> str:
        return Text(zh, en).text(language)

    rate_headers = [header.text(language) for header in _RATE_HEADERS]
    obligation_headers = [t("单位", "Unit"), t("事项", "Duty"), t("重点", "Key"), t("时段", "Period"), t("期限", "Due")]
    sheets: list[tuple[str, list[str], Iterable[Line]]] = [
        (
            t("汇总", "Summary"),
            [t("范围", "Scope"), *rate_headers],
            [
                _rate(coverage.overall, t("全部事项", "All duties")),
                _rate(coverage.key_duties, t("重点事项", "Key duties")),
            ],
        ),
        (
            t("按单位", "By unit"),
            [t("单位", "Unit"), *rate_headers],
            [_rate(rate, rate.name) for rate in coverage.by_unit()],
        ),
        (
            t("按事项", "By duty"),
            [t("事项", "Duty"), *rate_headers],
            [_rate(rate, rate.name) for rate in coverage.by_duty()],
        ),
        (
            t("未公开", "Not published"),
            obligation_headers,
            [
                (
                    line.owed.unit_name,
                    line.owed.duty_title,
                    t("是", "yes") if line.owed.key else "",
                    line.owed.period,
                    line.owed.due_on,
                )
                for line in coverage.missing
            ],
        ),
        (
            t("逐项", "Obligations"),
            [*obligation_headers, t("结果", "Outcome"), t("公开日期", "Published on"), t("文件", "Document")],
            [
                (
                    line.owed.unit_name,
                    line.owed.duty_title,
                    t("是", "yes") if line.owed.key else "",
                    line.owed.period,
                    line.owed.due_on,
                    line.status.label.text(language),
                    line.documents[0].published_on if line.documents else None,
                    line.documents[0].title if line.documents else "",
                )
                for line in coverage.lines
            ],
        ),
        (
            t("匹配说明", "Matches"),
            [t("标题", "Title"), t("单位", "Unit"), t("事项", "Duty"), t("得分", "Score"), t("理由", "Reasons")],
            [_match(match, language) for match in coverage.matches],
        ),
    ]
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        bold = book.add_format({"bold": True, "bg_color": "#F3F0E8", "bottom": 1})
        formats = {
            "day": book.add_format({"num_format": "yyyy-mm-dd"}),
            "share": book.add_format({"num_format": "0.0%"}),
        }
        for name, headers, lines in sheets:
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            sheet.write_row(0, 0, headers, bold)
            widths = [len(header) for header in headers]
            count = 0
            for count, line in enumerate(lines, 1):
                for column, value in enumerate(line):
                    _write(sheet, count, column, value, formats)
                    widths[column] = max(widths[column], len(str(value)))
            sheet.autofilter(0, 0, count, len(headers) - 1)
            for column, width in enumerate(widths):
                sheet.set_column(column, column, min(_WIDEST, 4 + width * 1.8))
    return buffer.getvalue()


def _write(
    sheet: "xlsxwriter.worksheet.Worksheet", row: int, column: int, value: object, formats: dict[str, object]
) -> None:
    if value is None:
        sheet.write_blank(row, column, None)
    elif isinstance(value, str):
        sheet.write_string(row, column, value)
    elif isinstance(value, int):
        sheet.write_number(row, column, value)
    elif isinstance(value, float):
        sheet.write_number(row, column, value, formats["share"])
    else:
        sheet.write_datetime(row, column, value, formats["day"])


def _rate(rate: Rate, name: str) -> Line:
    return (name, rate.owed, rate.published, rate.on_time, None if rate.share is None else rate.share / 100)


def _match(match: Match, language: str) -> Line:
    duty = match.duty or ""
    if match.undecided:
        duty = Text("待选：", "to choose: ").text(language) + "、".join(name for name, _ in match.rivals)
    reasons = "；".join(reason.words().text(language) for reason in match.reasons)
    return (match.document.title, match.document.unit, duty, match.score, reasons)
