"""A saved government site: every article becomes a historical disclosure with its files, links and old addresses."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from gongkai.disclosures.actions import keep_file
from gongkai.disclosures.models import StoredFile
from gongkai.disclosures.uploads import INLINE, prepare
from gongkai.imports.actions.history import Past
from gongkai.imports.actions.kinds import past
from gongkai.imports.actions.kinds.documents import dates
from gongkai.imports.addresses import old_path
from gongkai.imports.files import path_of
from gongkai.imports.registry import ImportKind, Item, Setting, register
from gongkai.imports.unpacking import unpacked
from gongkai.intake.pages import Link, LinkKind, NotUnderstood, Recognised, SavedPage, read_site, rewritten
from gongkai.intake.tables import ColumnSpec, Doubt, RecordKind, Row, Table, Text
from gongkai.intake.tables.records import Values
from gongkai.intake.tables.values import date, text
from gongkai.journal.refusals import Refused
from gongkai.units.roles import Right

HEADERS = (
    "文件", "标题", "文号", "成文日期", "发布日期", "来源", "发布机构", "索引号", "栏目", "原网址", "其他网址", "正文", "链接", "疑点", "未识别",
)  # fmt: skip
_IDS = (
    "path", "title", "document_number", "issued_on", "published_on", "issuer", "publisher", "index_number", "column",
    "url", "others", "body", "links", "doubts", "problem",
)  # fmt: skip
_REQUIRED = {"path"}
_DATES = {"issued_on", "published_on"}
_MOST_FILES = 50


def _columns() -> tuple[ColumnSpec, ...]:
    return tuple(
        ColumnSpec(
            name, Text(header, name), date() if name in _DATES else text(), required=name in _REQUIRED,
        )
        for name, header in zip(_IDS, HEADERS, strict=True)
    )  # fmt: skip


def _record(setting: Setting) -> RecordKind:
    def check(values: Values) -> Iterable[Doubt]:
        if problem := values.get("problem"):
            zh, _, en = str(problem).partition("\n")
            yield Doubt(
                "path",
                Text(zh, en or zh),
                Text("请人工查看这一页，需要的单独录入", "look at the page; enter it by hand"),
            )
            return
        if not values.get("title"):
            yield Doubt("title", Text("没有标题", "it has no title"), Text("人工录入", "enter it by hand"))
        yield from dates(values, setting)

    return RecordKind("site", Text("旧网站", "Existing site"), _columns(), check, key=("path",))


def _open(setting: Setting, path: Path) -> Table:
    folder = unpacked(path)
    address = str(setting.options.get("address") or "")
    name = setting.run.name if setting.run else path.name

    def rows() -> Iterator[Row]:
        number = 0
        for page in read_site(folder, address=address):
            if isinstance(page, Recognised):
                continue
            number += 1
            yield Row(number, _cells(page))

    return Table(name, HEADERS, 0, rows)


def _cells(page: SavedPage | NotUnderstood) -> list[str | dt.date | None]:
    if isinstance(page, NotUnderstood):
        known: dict[str, str | dt.date | None] = {
            "path": str(page.path), "url": page.old_address, "problem": f"{page.reason.zh}\n{page.reason.en}",
        }  # fmt: skip
    else:
        known = {
            "path": str(page.path), "title": page.title, "document_number": page.document_number,
            "issued_on": page.produced, "published_on": page.published, "issuer": page.source,
            "publisher": page.publisher, "index_number": page.index_number, "column": page.column,
            "url": page.old_address, "others": "\n".join(page.other_addresses), "body": page.body,
            "links": "\n".join(
                "\t".join((str(n), link.kind.value, str(link.target or ""), link.address, " ".join(link.text.split()), "1" if link.picture else ""))
                for n, link in enumerate(page.links)
            ),
            "doubts": "；".join(one.zh for one in page.doubts),
        }  # fmt: skip
    return [known.get(name) for name in _IDS]


@dataclass(frozen=True)
class _Link:
    number: int
    kind: str
    target: str
    address: str
    text: str
    picture: bool


def _links(packed: str) -> list[_Link]:
    found = []
    for line in packed.splitlines():
        number, kind, target, address, words, picture = (line.split("\t") + [""] * 6)[:6]
        found.append(_Link(int(number), kind, target, address, words, bool(picture)))
    return found


def _read(here: past.Places, item: Item) -> Past:
    values, run = item.values, here.setting.run
    assert run is not None  # noqa: S101 rows are taken in a run only
    folder = unpacked(path_of(run.sha256))
    links = _links(str(values.get("links") or ""))
    new: dict[int, str] = {}
    kept: dict[str, tuple[StoredFile, str]] = {}
    for link in links:
        if link.kind == LinkKind.INNER and link.target:
            new[link.number] = f"/{link.target}"
        elif link.kind == LinkKind.ATTACHMENT and link.target and len(kept) < _MOST_FILES:
            stored = _keep(folder / link.target, link, here)
            if stored is not None:
                kept.setdefault(stored[0].sha256, stored)
                new[link.number] = f"{INLINE}{stored[0].sha256}.{stored[0].extension}"
    unit = here.unit_of(values.get("publisher"), values.get("issuer"))
    page = _page(values, links)
    addresses = [
        f"/{values['path']}",
        *map(old_path, [str(values.get("url") or ""), *str(values.get("others") or "").splitlines()]),
    ]
    printed = {
        name: str(values[name]) for name in past.KEPT if name in values and name not in _DATES | {"title", "path"}
    }
    return Past(
        unit=unit,
        duty=here.duty_of(values, unit),
        title=" ".join(str(values["title"]).split()),
        published_on=values.get("published_on") or values["issued_on"],
        issued_on=values.get("issued_on"),
        body=rewritten(page, new),
        files=list(kept.values()),
        paths=[one for one in dict.fromkeys(addresses) if one],
        printed=printed,
    )  # fmt: skip


def _page(values: dict[str, object], links: list[_Link]) -> SavedPage:
    return SavedPage(
        path=PurePosixPath(str(values["path"])),
        title=str(values["title"]),
        body=str(values.get("body") or ""),
        links=tuple(
            Link(LinkKind(one.kind), one.address, one.address, PurePosixPath(one.target) if one.target else None, one.text, one.picture)
            for one in links
        ),
    )  # fmt: skip


def _keep(path: Path, link: _Link, here: past.Places) -> tuple[StoredFile, str] | None:
    """The file of a link, cleaned and stored; ``None`` for what may not be stored (a script, a damaged file)."""
    if not path.is_file():
        return None
    named = link.text.strip() if "." in link.text else path.name
    try:
        prepared = prepare(path, named[-200:])
    except (Refused, OSError, ValueError):
        return None
    return keep_file(prepared, actor=here.setting.actor, at=here.setting.at), prepared.facts.name


KIND = register(
    ImportKind(
        id="site",
        title=Text("旧网站", "Existing site"),
        help=Text(
            "整站保存的网页（.zip、.tar）。提取标题、日期、文号和栏目，保留附件；旧网址自动转到新网页。",
            "Saved pages as .zip or .tar. Titles, dates, numbers and files are kept; old addresses lead to the new pages.",
        ),
        right=Right.OVERSEE,
        record=_record,
        take=past.take_past(_read),
        built_on=past.built_on,
        revert=past.revert,
        options=("rest", "address"),
        read=_open,
        accept=".zip,.tar,.gz,.tgz,.bz2,.xz",
    )
)
