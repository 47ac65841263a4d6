"""Content objections: what is missing, too little, out of bounds, or does not add up."""

import html
import re
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from gongkai.rulebook.checks import check_objections
from gongkai.rulebook.checks.running import NUMERIC
from gongkai.rulebook.model import Duty, Element, Field
from gongkai.rulebook.objections import Objection
from gongkai.rulebook.values.refusal import Refusal
from gongkai.rulebook.values.scalars import is_blank, parse_scalar
from gongkai.rulebook.vocabulary import ElementType

GAPS: Final = frozenset({"value.required", "value.too_short", "value.too_few_rows", "value.placeholder"})
"""Codes of what is absent or too little, as against what is wrong."""

_EMPTY_WORDS = re.compile(
    r"(?:无|略|暂无|同上|待定|待补充|待完善|详?见附件|详见(?:网站|正文)|此处填写.*|测试|test|todo|tbd|n/?a|[x×*\-—_/.。、\s0]+)",
    re.IGNORECASE,
)
_WRITTEN = frozenset({ElementType.TEXT, ElementType.RICH_TEXT})


def objections(duty: Duty, values: Mapping[str, Any], attachments: Collection[str] = ()) -> tuple[Objection, ...]:
    """Return every objection to the content of a disclosure.

    Arguments: duty; values, canonical as ``clean`` gives them; attachments, the ids of elements that files are
    attached to. All at once: missing elements, thin content, bounds, rows, and the checks across elements.
    """
    found = [one for element in duty.elements for one in _element(element, values.get(element.id), attachments)]
    unreadable = {one.field for one in found if one.code not in GAPS and one.row is None}
    readable = {name: value for name, value in values.items() if name not in unreadable}
    if any(one.code == "value.unreadable" for one in found):
        return tuple(found)
    return (*found, *check_objections(duty, readable))


def visible_length(value: str, kind: ElementType) -> int:
    """Return how many characters a reader sees, markup and spaces left out."""
    return len(_visible(value, kind))


def _visible(value: str, kind: ElementType) -> str:
    text = html.unescape(re.sub(r"<[^>]*>", "", value)) if kind == ElementType.RICH_TEXT else value
    return re.sub(r"\s+", "", text)


def _element(element: Element, value: Any, attachments: Collection[str]) -> Iterator[Objection]:
    zh, en = f"“{element.title.zh}”", f"“{element.title.text('en')}”"
    if element.type in {ElementType.FILE, ElementType.IMAGE} and element.id in attachments:
        return
    blank = is_blank(value) or (element.type == ElementType.RICH_TEXT and not visible_length(str(value), element.type))
    if blank:
        if element.required:
            verb = (
                ("请上传", "attach") if element.type in {ElementType.FILE, ElementType.IMAGE} else ("请填写", "fill in")
            )
            yield Objection("value.required", f"{verb[0]}{zh}", f"please {verb[1]} {en}", element.id)
        return
    if element.type == ElementType.TABLE:
        yield from _table(element, value)
        return
    for code, said_zh, said_en in _bounds(element, value):
        yield Objection(code, f"{zh}{said_zh}", f"{en} {said_en}", element.id)


def _table(element: Element, rows: Any) -> Iterator[Objection]:
    zh, en = f"“{element.title.zh}”", f"“{element.title.text('en')}”"
    least = max(element.min_rows or 0, 1 if element.required else 0)
    if len(rows) < least:
        said = f"{zh}只有 {len(rows)} 行，至少 {least} 行", f"{en} has {len(rows)} rows, at least {least}"
        yield Objection("value.too_few_rows", *said, element.id)
    if element.max_rows is not None and len(rows) > element.max_rows:
        said = (
            f"{zh}有 {len(rows)} 行，最多 {element.max_rows} 行",
            f"{en} has {len(rows)} rows, at most {element.max_rows}",
        )
        yield Objection("value.too_many_rows", *said, element.id)
    for number, row in enumerate(rows, start=1):
        for column in element.columns:
            cell, title = row.get(column.id), column.title
            where_zh = f"{zh}第{number}行“{title.zh}”"
            where_en = f"{en} row {number}, “{title.text('en')}”"
            if is_blank(cell):
                if column.required:
                    yield Objection(
                        "value.required", f"请填写{where_zh}", f"please fill in {where_en}", element.id, number
                    )
                continue
            for code, said_zh, said_en in _bounds(column, cell):
                yield Objection(code, f"{where_zh}{said_zh}", f"{where_en} {said_en}", element.id, number)


def _bounds(field: Field, value: Any) -> Iterator[tuple[str, str, str]]:
    if field.type in _WRITTEN and isinstance(value, str):
        yield from _lengths(field, value)
    if field.type in NUMERIC:
        try:
            # A stored value is in yuan whatever the unit of entry.
            number = Decimal(str(value))
        except ArithmeticError:
            yield "value.unreadable", "不是数字", "is not a number"
            return
        if field.minimum is not None and number < field.minimum:
            yield "value.too_small", f"不能小于 {field.minimum}", f"must be at least {field.minimum}"
        if field.maximum is not None and number > field.maximum:
            yield "value.too_large", f"不能大于 {field.maximum}", f"must be at most {field.maximum}"
    if field.type in {ElementType.DATE, ElementType.PERIOD, ElementType.CHOICE, ElementType.LINK, ElementType.BOOLEAN}:
        try:
            parse_scalar(value, field)
        except Refusal as refusal:
            yield "value.unreadable", f"：{refusal.zh}", f": {refusal.en}"


def _lengths(field: Field, value: str) -> Iterator[tuple[str, str, str]]:
    text = _visible(value, field.type)
    least = field.min_length or 0
    if (least or (field.required and field.type == ElementType.RICH_TEXT)) and _EMPTY_WORDS.fullmatch(text):
        yield "value.placeholder", f"只写了“{text}”，请写出具体内容", f"only says “{text}”; write the actual content"
    elif len(text) < least:
        said = (
            f"内容太少（{len(text)}字，至少{least}字），请写具体",
            f"is too short ({len(text)} characters, at least {least})",
        )
        yield "value.too_short", *said
    if field.max_length is not None and len(text) > field.max_length:
        said = (
            f"太长（{len(text)}字，最多{field.max_length}字）",
            f"is too long ({len(text)} characters, at most {field.max_length})",
        )
        yield "value.too_long", *said
