"""Coverage as a document to be read in a meeting."""

import datetime as dt
import io
from collections.abc import Iterable, Sequence

from docx import Document
from docx.document import Document as DocumentType
from docx.oxml.ns import qn
from docx.shared import Pt

from gongkai.retrospect.coverage.obligations import Coverage, Rate
from gongkai.rulebook.text import Text

_MOST_ROWS = 200


def coverage_docx(coverage: Coverage, *, on: dt.date, language: str = "zh") -> bytes:
    """Return a document with the rate in one sentence, the rate of each unit, and what is missing.

    Arguments: coverage; on, the day of the report; language, of the words. At most 200 rows of each table are shown;
    the workbook has all.
    """

    def t(zh: str, en: str) -> str:
        return Text(zh, en).text(language)

    document = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(12)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "宋体")
    overall, key = coverage.overall, coverage.key_duties
    document.add_heading(t("应公开事项覆盖情况", "Coverage of the catalogue"), level=1)
    document.add_paragraph(t(f"统计日期：{on.isoformat()}", f"As of {on.isoformat()}"))
    document.add_paragraph(_sentence(overall, key).text(language))

    document.add_heading(t("按单位", "By unit"), level=2)
    headers = [
        t("单位", "Unit"),
        t("应公开", "Owed"),
        t("已公开", "Published"),
        t("按时", "On time"),
        t("公开率", "Rate"),
    ]
    rates = coverage.by_unit()
    _table(document, headers, [(r.name, r.owed, r.published, r.on_time, _percent(r)) for r in rates[:_MOST_ROWS]])
    _more(document, len(rates), language)

    document.add_heading(t("没有文件对应的事项", "Obligations that no document meets"), level=2)
    missing = coverage.missing
    if missing:
        headers = [t("单位", "Unit"), t("事项", "Duty"), t("时段", "Period"), t("期限", "Due")]
        star = t("【重点】", "[key] ")
        _table(
            document,
            headers,
            [
                (
                    line.owed.unit_name,
                    (star if line.owed.key else "") + line.owed.duty_title,
                    line.owed.period,
                    line.owed.due_on.isoformat() if line.owed.due_on else "",
                )
                for line in missing[:_MOST_ROWS]
            ],
        )
        _more(document, len(missing), language)
    else:
        document.add_paragraph(t("没有。每一项都有对应的文件。", "None. Each has its document."))
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _sentence(overall: Rate, key: Rate) -> Text:
    if not overall.owed:
        return Text("没有应公开的事项，无从计算公开率。", "Nothing was owed, so there is no rate.")
    zh = f"应公开 {overall.owed} 项，已公开 {overall.published} 项（其中按时 {overall.on_time} 项），公开率 {_percent(overall)}。"
    en = (
        f"Of {overall.owed} obligations {overall.published} were met ({overall.on_time} on time): a rate of "
        f"{_percent(overall)}."
    )
    if key.owed:
        zh += f"重点事项应公开 {key.owed} 项，已公开 {key.published} 项，公开率 {_percent(key)}。"
        en += f" Of {key.owed} on key duties {key.published} were met: {_percent(key)}."
    return Text(zh, en)


def _percent(rate: Rate) -> str:
    return "—" if rate.share is None else f"{rate.share:.1f}%"


def _table(document: DocumentType, headers: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    lines = list(rows)
    table = document.add_table(rows=1 + len(lines), cols=len(headers), style="Table Grid")
    for line, row in zip([headers, *lines], table.rows, strict=True):
        for value, cell in zip(line, row.cells, strict=True):
            cell.text = str(value)
    for cell in table.rows[0].cells:
        for run in cell.paragraphs[0].runs:
            run.bold = True


def _more(document: DocumentType, total: int, language: str) -> None:
    if total > _MOST_ROWS:
        document.add_paragraph(
            Text(f"只列出前 {_MOST_ROWS} 项，共 {total} 项。", f"The first {_MOST_ROWS} of {total} are shown.").text(
                language
            )
        )
