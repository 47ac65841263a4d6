"""The values of a revision, element by element, as a reader sees them."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from minijinja import safe

from gongkai.documents.html import sanitise
from gongkai.rulebook import model
from gongkai.rulebook.vocabulary import ElementType
from gongkai.site.build import words
from gongkai.site.pages.disclosure import Block, Cell, FileLink, Value
from gongkai.site.pages.frame import Language

NUMERIC = frozenset({ElementType.NUMBER, ElementType.MONEY, ElementType.PERCENT})
PLAIN = re.compile(r"(?:[^<>]++|</?(?:p|br|ul|ol|li|strong|em|u|sub|sup|blockquote|h3|h4)>)*+")
"""HTML that can do no harm at sight: known elements without a single attribute."""

INLINE = "/files/sha256/"
EMPTY: tuple[object, ...] = ("", [])
YES_NO = {"zh": ("是", "否"), "en": ("Yes", "No")}
LONG_TEXT = 60  # characters; a longer text gets a heading of its own
FileHref = Callable[[str, str], str]


def shown(field: model.Field, value: Any, language: Language, *, in_table: bool = False) -> tuple[str, str]:
    """A typed value as text, and where it leads.

    Args:
        field: element or column.
        value: canonical value of :mod:`gongkai.rulebook.values`.
        language: of the words around it.
        in_table: dates and units stand shorter in cells.
    """
    if value is None or value in EMPTY:
        return "", ""
    if field.type == ElementType.LINK:
        return _link(value)
    if field.type in NUMERIC:
        return _number(field, value, language, in_table=in_table), ""
    text = _plain(value)
    match field.type:
        case ElementType.DATE if not in_table:
            text = _long_date(text, language)
        case ElementType.PERIOD:
            text = words.period(text, language)
        case ElementType.BOOLEAN:
            text = YES_NO[language][not value]
        case ElementType.CHOICE:
            chosen = value if isinstance(value, list) else [value]
            names = {option.value: option.label.text(language) for option in field.options}
            text = ("、" if language == "zh" else ", ").join(names.get(one, str(one)) for one in chosen)
    return text, ""


def _number(field: model.Field, value: Any, language: Language, *, in_table: bool) -> str:
    if field.type == ElementType.PERCENT:
        return f"{words.amount(value)}%"
    money = field.type == ElementType.MONEY
    figure = words.amount(value, 2 if money else None)
    unit = ("元" if language == "zh" else "yuan") if money else field.unit
    return figure if in_table or not unit else f"{figure} {unit}"


def _long_date(value: str, language: Language) -> str:
    try:
        return words.long_date(date.fromisoformat(value), language)
    except ValueError:
        return value


def _link(value: Any) -> tuple[str, str]:
    href, title = (value.get("url", ""), value.get("title", "")) if isinstance(value, Mapping) else (str(value), "")
    safe_scheme = href.startswith(("https://", "http://", "/"))
    return title or href, href if safe_scheme else ""


def _plain(value: Any) -> str:
    if isinstance(value, Mapping):
        return str(value.get("name") or value.get("title") or "、".join(str(one) for one in value.values() if one))
    if isinstance(value, list):
        return "、".join(_plain(one) for one in value)
    return str(value)


def prose(html: str, pictures: str) -> str:
    """Rich text as it may stand in a page.

    Args:
        html: as it was written; made harmless here whatever way it came.
        pictures: where the record's own files are.
    """
    clean = html if PLAIN.fullmatch(html) else sanitise(html)
    return safe(clean.replace(INLINE, pictures))


def heading(field: model.Field, language: Language) -> str:
    """The title of a column, with the unit of its numbers."""
    title = field.title.text(language)
    unit = "元" if field.type == ElementType.MONEY else field.unit
    if not unit:
        return title
    return f"{title}（{unit}）" if language == "zh" else f"{title} ({'yuan' if unit == '元' else unit})"


def table(element: model.Element, rows: Sequence[Mapping[str, Any]], language: Language) -> Block:
    """A typed table; columns without a single value are left out."""
    columns = [one for one in element.columns if any(row.get(one.id) not in (None, *EMPTY) for row in rows)]
    return Block(
        "table",
        element.title.text(language),
        columns=tuple(Cell(heading(one, language), one.type in NUMERIC) for one in columns),
        rows=tuple(
            tuple(
                Cell(text, column.type in NUMERIC, href)
                for column in columns
                for text, href in (shown(column, row.get(column.id), language, in_table=True),)
            )
            for row in rows
        ),
        anchor=element.id,
    )


def file_link(attachment: Mapping[str, Any], href: FileHref) -> FileLink:
    """An attachment as a reader sees it."""
    name = str(attachment["name"])
    kind = name.rpartition(".")[2].upper() if "." in name else str(attachment["media_type"])
    digest = str(attachment["sha256"])
    return FileLink(name, href(digest, name), kind, words.size(int(attachment["size"])), digest)


def blocks(
    definition: model.Duty,
    values: Mapping[str, Any],
    attachments: Sequence[Mapping[str, Any]],
    language: Language,
    *,
    href: FileHref,
    pictures: str,
) -> tuple[tuple[Block, ...], tuple[FileLink, ...]]:
    """The content in the order of the duty's elements, and the attachments that fill no element.

    Args:
        definition: the duty as the rulebook worded it when the record was published.
        values: canonical values by element.
        attachments: of the revision.
        language: of the headings; the content stays as it was written.
        href: address of a file by digest and name.
        pictures: where the pictures inside texts are, before their digest.
    """
    by_element: dict[str, list[FileLink]] = {}
    for attachment in attachments:
        by_element.setdefault(attachment.get("element") or "", []).append(file_link(attachment, href))
    found: list[Block] = []
    run: list[Value] = []

    def close_run() -> None:
        if run:
            found.append(Block("values", values=tuple(run)))
            run.clear()

    for element in definition.elements:
        title = element.title.text(language)
        value = values.get(element.id)
        if element.type in {ElementType.FILE, ElementType.IMAGE}:
            files = by_element.pop(element.id, [])
            if files:
                close_run()
                found.append(
                    Block("images" if element.type == ElementType.IMAGE else "files", title, files=tuple(files))
                )
            continue
        if value is None or value in EMPTY:
            continue
        if element.type == ElementType.TABLE:
            close_run()
            found.append(table(element, value, language))
        elif element.type == ElementType.RICH_TEXT:
            close_run()
            found.append(Block("prose", title, prose=prose(str(value), pictures)))
        elif element.type == ElementType.TEXT and (len(str(value)) > LONG_TEXT or "\n" in str(value)):
            close_run()
            paragraphs = tuple(line for line in str(value).splitlines() if line.strip())
            found.append(Block("text", title, paragraphs=paragraphs))
        else:
            text, link = shown(element, value, language)
            run.append(Value(title, text, link))
    close_run()
    rest = tuple(one for files in by_element.values() for one in files)
    return tuple(found), rest
