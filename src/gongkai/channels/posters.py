"""The poster of a disclosure for the notice board, composed from what its audience sees."""

from collections.abc import Mapping
from typing import Any, Final

from gongkai.disclosures.display import number, shown
from gongkai.disclosures.models import Disclosure, Revision
from gongkai.disclosures.queries import publications
from gongkai.documents.html import to_text
from gongkai.documents.pdf import PosterColumn, PosterData, PosterTable, PosterText
from gongkai.rulebook import model
from gongkai.rulebook.vocabulary import Audience, ElementType

SHORT: Final = 60  # characters; longer texts stand under a heading of their own
_NUMERIC: Final = frozenset({ElementType.NUMBER, ElementType.MONEY, ElementType.PERCENT})
_FILES: Final = frozenset({ElementType.FILE, ElementType.IMAGE})


def poster_of(disclosure: Disclosure, definition: model.Duty, *, base_url: str, language: str = "zh") -> PosterData:
    """What stands on the poster of a published disclosure.

    Args:
        disclosure: published; its unit and current revision are read.
        definition: its duty, which tells the order and the kinds of the elements.
        base_url: of the public site, without a slash at its end; the QR code leads to the page below it.
        language: of headings; the content stays as it was written.

    Raises:
        ValueError: it is not published, so there is no page to lead to, or it is for one person only.
    """
    revision: Revision | None = disclosure.current
    if revision is None or disclosure.published_on is None or disclosure.index_number is None:
        raise ValueError("only what is published has a poster")
    if disclosure.audience == Audience.INDIVIDUAL:
        raise ValueError("what is for one person only hangs nowhere")
    content: Mapping[str, Any] = revision.content
    last = publications(disclosure).filter(revision=revision).first()
    return PosterData(
        title=content["title"],
        unit=disclosure.unit.name,
        page_url=f"{base_url}{_page(disclosure)}",
        index_number=disclosure.index_number,
        published_on=disclosure.published_on,
        posted_from=disclosure.published_on,
        posted_until=disclosure.posted_until,
        supervision_phone=disclosure.unit.supervision_phone,
        elements=tuple(_elements(definition, content, language)),
        filing_number=last.filing.number if last is not None and hasattr(last, "filing") else "",
        language=language,
    )


def _page(disclosure: Disclosure) -> str:
    """Where those for whom it is published read it: an internal one behind log-in."""
    return disclosure.path if disclosure.audience == Audience.PUBLIC else f"/internal{disclosure.path}"


def _elements(definition: model.Duty, content: Mapping[str, Any], language: str) -> list[PosterText | PosterTable]:
    """Tables as tables, long texts under their heading, short values together, files by name."""
    found: list[PosterText | PosterTable] = []
    lines: list[str] = []
    colon = "：" if language == "zh" else ": "
    for element in definition.elements:
        title, value = element.title.text(language), content["values"].get(element.id)
        if element.type in _FILES or value in (None, "", []):
            continue
        if element.type == ElementType.TABLE:
            found += _closed(lines)
            found.append(_table(element, value, language))
            continue
        text = to_text(str(value)) if element.type == ElementType.RICH_TEXT else _written(element, value, language)
        if len(text) > SHORT or "\n" in text:
            found += _closed(lines)
            found.append(PosterText(title, text))
        else:
            lines.append(f"{title}{colon}{text}")
    found += _closed(lines)
    names = [str(one["name"]) for one in content.get("attachments", ())]
    return [*found, PosterText("附件" if language == "zh" else "Attachments", "\n".join(names))] if names else found


def _closed(lines: list[str]) -> list[PosterText]:
    """The short values gathered so far as one piece; the list is emptied."""
    text = "\n".join(lines)
    lines.clear()
    return [PosterText("", text)] if text else []


def _written(element: model.Field, value: Any, language: str) -> str:
    text = shown(element, value, language)
    unit = element.unit or ("元" if element.type == ElementType.MONEY else "")
    return f"{text} {unit}" if unit and element.type in {ElementType.NUMBER, ElementType.MONEY} else text


def _table(element: model.Element, rows: list[Mapping[str, Any]], language: str) -> PosterTable:
    """A table without the columns that nobody filled in."""
    used = [one for one in element.columns if any(row.get(one.id) not in (None, "", []) for row in rows)]
    columns = tuple(PosterColumn(_heading(one, language), one.type in _NUMERIC) for one in used)
    cells = tuple(tuple(_cell(one, row.get(one.id), language) for one in used) for row in rows)
    return PosterTable(element.title.text(language), columns, cells)


def _heading(column: model.Field, language: str) -> str:
    unit = column.unit or ("元" if column.type == ElementType.MONEY else "")
    title = column.title.text(language)
    return f"{title}（{unit}）" if unit and column.type != ElementType.PERCENT else title


def _cell(column: model.Field, value: Any, language: str) -> str:
    return (
        number(column, str(value))
        if column.type in _NUMERIC and value not in (None, "")
        else shown(column, value, language)
    )
