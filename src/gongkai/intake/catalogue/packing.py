"""Catalogue rows into a pack of duties, nothing of their words lost."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from gongkai.intake.catalogue.bases import Register, citations
from gongkai.intake.catalogue.elements import split_elements
from gongkai.intake.catalogue.fields import category_of
from gongkai.intake.catalogue.marks import channel_marks
from gongkai.intake.catalogue.model import Catalogue, CatalogueRow, Role
from gongkai.intake.catalogue.subjects import units_of
from gongkai.intake.catalogue.tables import levelled
from gongkai.intake.catalogue.timing import read_timing
from gongkai.rulebook.exporting import export_pack, own_cells
from gongkai.rulebook.lint import Finding
from gongkai.rulebook.model import Anchor, BasisRef, Channels, Duty, Element, Matter, Pack, PrintedCell, Rulebook
from gongkai.rulebook.packs import builtin_packs
from gongkai.rulebook.text import Text
from gongkai.rulebook.vocabulary import Audience, Channel, ElementType, Layer, Mode

_KEPT_ELSEWHERE = frozenset({Role.LEVEL1, Role.LEVEL2, Role.LEVEL3})
_NAMELESS = "未命名事项"


@dataclass(frozen=True, slots=True)
class Draft:
    """A pack made from a catalogue, and what a person has to decide before it binds anyone."""

    pack: Pack
    findings: tuple[Finding, ...]

    @property
    def yaml(self) -> str:
        """The pack as a file to be edited and loaded."""
        return export_pack(self.pack)


def to_pack(
    catalogue: Catalogue,
    *,
    pack: str,
    effective_from: date,
    title: Text | None = None,
    layer: Layer = Layer.DISTRICT,
    version: str = "1",
    below: Iterable[Pack] | None = None,
) -> Draft:
    """Return the duties of a catalogue as a pack.

    Arguments: catalogue; pack, its id (lower case, hyphens); effective_from; title, by default the catalogue's; layer;
    version; below, the packs whose bases and anchors are known, by default those of the product. Each row is one duty
    with a stable id; words stay as printed; bases nobody knows are kept unverified; limits nobody can count are ``RT``.
    """
    lower = tuple(builtin_packs() if below is None else below)
    register = Register([basis for one in lower for basis in one.bases], effective_from)
    anchors = {anchor.id for one in lower for anchor in one.anchors}
    findings: list[Finding] = []
    duties: list[Duty] = []
    ids: dict[str, int] = {}
    for row in catalogue.rows:
        duty = _duty(row, _id(pack, row, ids), register, findings)
        duties.append(duty)
    if duties:
        duties[0] = replace(duties[0], printed=_with_columns(duties[0], catalogue))
    missing = {name for duty in duties for name in duty.timing.anchors} - anchors
    made = Pack(
        id=pack,
        title=title or Text(catalogue.title or "公开目录"),
        layer=layer,
        version=version,
        effective_from=effective_from,
        bases=tuple(register.new.values()),
        anchors=tuple(Anchor(name, Text(name)) for name in sorted(missing)),
        duties=tuple(duties),
    )
    return Draft(made, (*catalogue.findings, *findings))


def _id(pack: str, row: CatalogueRow, ids: dict[str, int]) -> str:
    """The same matter keeps its id whatever row it moves to."""
    said = "|".join(levelled(text) for text in (row.field or "", *row.matter, row.text(Role.SUBJECT)))
    name = f"{pack}-{hashlib.blake2b(said.encode(), digest_size=5).hexdigest()}"
    ids[name] = ids.get(name, 0) + 1
    return name if ids[name] == 1 else f"{name}-{ids[name]}"


def _duty(row: CatalogueRow, name: str, register: Register, findings: list[Finding]) -> Duty:
    found: list[Finding] = []
    matter = row.matter or (row.text(Role.CONTENT).split("\n")[0][:60] or _NAMELESS,)
    units, recognised = units_of(row.text(Role.SUBJECT), row.levels)
    if not recognised and row.text(Role.SUBJECT):
        said = row.text(Role.SUBJECT)[:60]
        found.append(
            Finding.warning("subject.unknown", row.where, f"公开主体“{said}”未识别", f"unit “{said}” not known")
        )
    timing = read_timing(row.text(Role.TIMING))
    for said in timing.unknown:
        zh, en = f"时限“{said[:60]}”无法换算，按及时公开", f"limit “{said[:60]}” cannot be counted; taken as RT"
        found.append(Finding.warning("timing.unknown", row.where, zh, en))
    bases = _bases(row, register, found)
    elements = _elements(row, matter[-1], found)
    channels = _channels(row)
    findings += found
    text = Text(matter[-1])
    levels = (Text(row.text(Role.LEVEL1) or matter[0]), row.text(Role.LEVEL2), row.text(Role.LEVEL3))
    duty = Duty(
        id=name,
        title=text,
        matter=Matter(levels[0], *(Text(level) if level else None for level in levels[1:])),
        category=category_of(row.field),
        units=units,
        elements=elements,
        timing=timing.timing,
        field=row.field,
        bases=bases,
        timing_text=row.text(Role.TIMING),
        channels=channels,
        audience=Audience.PUBLIC if _public(row) else Audience.AFFECTED,
        mode=Mode.PROACTIVE if row.text(Role.MODE_PROACTIVE) or not row.text(Role.MODE_REQUEST) else Mode.ON_REQUEST,
        levels=row.levels,
        verified=not found,
    )
    return replace(duty, printed=_printed(row, duty))


def _public(row: CatalogueRow) -> bool:
    return bool(row.text(Role.AUDIENCE_PUBLIC)) or not row.text(Role.AUDIENCE_SPECIFIC)


def _printed(row: CatalogueRow, duty: Duty) -> tuple[PrintedCell, ...]:
    """The words of a row, as far as the duty would not say the same."""
    own = own_cells(replace(duty, verified=True), Rulebook(()))
    cells = [
        PrintedCell(role.value, row.text(role))
        for role in Role
        if role not in _KEPT_ELSEWHERE and row.text(role) != own.get(role.value)
    ]
    return (*cells, *(PrintedCell(header, text) for header, text in row.extras))


def _with_columns(first: Duty, catalogue: Catalogue) -> tuple[PrintedCell, ...]:
    """The first duty names every local column, so that they are printed in their order."""
    said = {cell.column: cell.text for cell in first.printed}
    used = {header for row in catalogue.rows for header, _ in row.extras}
    local = [name for name in catalogue.columns if name in used]
    kept = tuple(cell for cell in first.printed if cell.column not in local)
    return (*kept, *(PrintedCell(name, said.get(name, "")) for name in local))


def _bases(row: CatalogueRow, register: Register, found: list[Finding]) -> tuple[BasisRef, ...]:
    refs: dict[BasisRef, None] = {}
    for citation in citations(row.text(Role.BASIS), register):
        refs[citation.ref] = None
        if not citation.known:
            zh, en = f"依据“{citation.title}”不在依据库，待核实", f"basis “{citation.title}” is not in the register"
            found.append(Finding.warning("basis.unknown", row.where, zh, en))
        elif citation.replaced:
            zh, en = f"依据“{citation.title}”已不在有效期", f"basis “{citation.title}” is no longer in force"
            found.append(Finding.error("basis.replaced", row.where, zh, en))
    if not refs and row.text(Role.BASIS):
        said = row.text(Role.BASIS)[:60]
        found.append(
            Finding.warning("basis.unreadable", row.where, f"依据“{said}”没有文件名或文号", f"no title in “{said}”")
        )
    return tuple(refs)


def _elements(row: CatalogueRow, title: str, found: list[Finding]) -> tuple[Element, ...]:
    names = split_elements(row.text(Role.CONTENT))
    if not names:
        found.append(Finding.warning("elements.none", row.where, "没有列出要素", "no elements are listed"))
        names = (title,)
    return tuple(
        Element(f"item_{number}", ElementType.RICH_TEXT, Text(name), required=True)
        for number, name in enumerate(names, 1)
    )


def _channels(row: CatalogueRow) -> Channels:
    boxes = channel_marks(row.text(Role.CHANNELS))
    required: dict[Channel, None] = dict.fromkeys(box.channel for box in boxes if box.required)
    optional = dict.fromkeys(box.channel for box in boxes if not box.required and box.channel not in required)
    return Channels(tuple(required), tuple(optional))
