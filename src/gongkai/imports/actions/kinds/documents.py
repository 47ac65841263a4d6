"""Documents of the past from a spreadsheet."""

import re
from collections.abc import Iterable
from dataclasses import replace

from gongkai.documents.html import escaped, sanitise
from gongkai.imports.actions.history import Past
from gongkai.imports.actions.kinds import past
from gongkai.imports.addresses import old_path
from gongkai.imports.registry import ImportKind, Item, Setting, register
from gongkai.intake.documents import DOCUMENTS
from gongkai.intake.tables import ColumnSpec, Doubt, RecordKind, Text
from gongkai.intake.tables.records import Values
from gongkai.intake.tables.values import text
from gongkai.units.roles import Right

_MARKUP = re.compile(r"</?(?:p|div|br|table|span|h[1-6]|a|img|ul|ol|li|strong|b)\b[^<>]*>", re.IGNORECASE)
_MORE = (
    ColumnSpec(
        "unit", Text("导入到单位", "Import for unit"), text(longest=120), ("单位代码", "归属单位"),
        help=Text("单位的代码或名称；空着时看发文机关，再没有就是您选定的单位", "code or name; else the issuing body, else the unit chosen"),
    ),
    ColumnSpec(
        "duty", Text("公开事项", "Duty"), text(longest=160), ("事项代码", "事项", "对应事项"),
        help=Text("事项的代码或名称；空着时按目录自动对应", "code or title; else matched by the rulebook's wording"),
    ),
)  # fmt: skip


def _record(setting: Setting) -> RecordKind:
    duties = past.duty_directory()

    def check(values: Values) -> Iterable[Doubt]:
        yield from dates(values, setting)
        duty = str(values.get("duty") or "")
        if duty and duty.strip().casefold() not in duties:
            yield Doubt(
                "duty", Text(f"标准目录里没有“{duty[:40]}”", f"the rulebook has no “{duty[:40]}”"),
                Text("写准事项代码或名称，或空着", "give the code or title of a duty, or leave it empty"),
            )  # fmt: skip

    return replace(DOCUMENTS, columns=(*DOCUMENTS.columns, *_MORE), check=check)


def dates(values: Values, setting: Setting) -> Iterable[Doubt]:
    """What is wrong with the dates of a document: none at all, or in the future."""
    published, issued = values.get("published_on"), values.get("issued_on")
    if published is None and issued is None:
        yield Doubt(
            "published_on",
            Text("没有发布日期，也没有成文日期", "it has neither a date of publication nor of issue"),
            Text("至少填写一个日期", "give at least one date"),
        )
    for name, day in (("published_on", published), ("issued_on", issued)):
        if day is not None and str(day) > setting.on.isoformat():
            yield Doubt(
                name, Text(f"日期 {day} 在将来", f"the date {day} lies in the future"),
                Text("核对年份", "check the year"),
            )  # fmt: skip


def as_html(body: str) -> str:
    """A body as safe HTML; plain text keeps its lines as paragraphs."""
    if not body.strip():
        return ""
    if _MARKUP.search(body):
        return sanitise(body)
    return "".join(f"<p>{escaped(line.strip())}</p>" for line in body.splitlines() if line.strip())


def _read(here: past.Places, item: Item) -> Past:
    values = item.values
    unit = here.unit_of(values.get("unit"), values.get("issuer"))
    path = old_path(str(values.get("url") or ""))
    printed = {name: str(values[name]) for name in _PRINTED if values.get(name)}
    return Past(
        unit=unit,
        duty=here.duty_of(values, unit),
        title=" ".join(str(values["title"]).split()),
        published_on=values.get("published_on") or values["issued_on"],
        issued_on=values.get("issued_on"),
        body=as_html(str(values.get("body") or "")),
        paths=[path] if path else [],
        printed=printed,
    )


_PRINTED = (
    "document_number", "issuer", "column", "classification", "genre", "validity", "summary", "url", "index_number",
)  # fmt: skip

KIND = register(
    ImportKind(
        id="documents",
        title=Text("历史文件", "Documents of the past"),
        help=Text(
            "旧网站或档案导出的文件目录，带正文更好。按原来的日期公开，标明是历史导入，不算本系统按时公开。",
            "A list of documents from an old site or archive. They keep their dates and never count as on time.",
        ),
        right=Right.OVERSEE,
        record=_record,
        take=past.take_past(_read),
        built_on=past.built_on,
        revert=past.revert,
        options=("rest",),
    )
)
