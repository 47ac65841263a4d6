"""What documents from tables and documents from saved sites share: unit, duty, taking and undoing."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gongkai.disclosures.models import Disclosure
from gongkai.duties.actions import unfulfil
from gongkai.duties.models import Duty, Occurrence, RulebookVersion
from gongkai.duties.queries import version_on
from gongkai.imports.actions.fulfilling import fulfil_history
from gongkai.imports.actions.history import Past, create, redirect
from gongkai.imports.actions.kinds.each import State, UnitDirectory, targets
from gongkai.imports.events import DOCUMENTS_TAKEN
from gongkai.imports.models import ImportedRow, Redirect
from gongkai.imports.queries.matching import matcher
from gongkai.imports.registry import Item, Outcome, Setting
from gongkai.journal.actions import happened
from gongkai.journal.actors import Actor
from gongkai.journal.refusals import Objection, Refused
from gongkai.retrospect.coverage import PastDocument
from gongkai.units.models import Unit
from gongkai.units.rights import rights_of
from gongkai.units.roles import Right

DISCLOSURE = Disclosure._meta.label_lower
KEPT = (
    "title", "document_number", "issued_on", "published_on", "issuer", "column", "classification", "url", "path",
    "index_number",
)  # fmt: skip
Reading = Callable[["Places", Item], Past]


@dataclass
class Places:
    """Units and duties at hand while a chunk is taken."""

    setting: Setting
    units: UnitDirectory
    allowed: frozenset[int]
    duties: dict[str, Duty]
    rest: Duty
    version: RulebookVersion

    def unit_of(self, *names: object) -> Unit:
        """The first unit named among those the person may import for; the run's own where none is."""
        for name in names:
            found = self.units.find(name)
            if found is not None and found.pk in self.allowed:
                return found
        return self.setting.unit

    def duty_of(self, values: dict[str, Any], unit: Unit) -> Duty:
        """The duty named in the row, else the one that matches, else the one chosen for the rest."""
        named = self.duties.get(str(values.get("duty") or "").strip().casefold())
        if named is not None:
            return named
        match = matcher(self.version).match(as_past(values, "", unit.code))
        return self.duties.get((match.duty or "").casefold(), self.rest)


def as_past(values: dict[str, Any], key: str, unit: str) -> PastDocument:
    """A row as the matcher sees it."""
    return PastDocument(
        id=key,
        unit=unit,
        title=str(values.get("title") or ""),
        column=str(values.get("column") or ""),
        classification=str(values.get("classification") or ""),
        document_number=str(values.get("document_number") or ""),
    )


def duty_directory() -> dict[str, Duty]:
    """Duties in force by code and title; a title two duties share names neither."""
    found: dict[str, Duty | None] = {}
    for duty in Duty.objects.filter(retired_on__isnull=True).select_related("version"):
        for name in {duty.code, duty.title}:
            key = name.casefold()
            found[key] = None if key in found else duty
    return {key: duty for key, duty in found.items() if duty is not None}


def places(setting: Setting) -> Places:
    """What is needed to take a chunk.

    Raises:
        Refused: no rulebook is in force, or the duty for the rest is gone.
    """
    version = version_on(setting.on)
    duties = duty_directory()
    rest = duties.get(str(setting.options.get("rest") or "").casefold())
    if version is None or rest is None:
        raise Refused(
            [
                Objection(
                    "import.rest",
                    "请先施行标准目录，并选定“对应不上的归入哪一事项”",
                    "Put a rulebook into force and choose a duty for documents that match none",
                    "rest",
                )
            ]
        )
    allowed = frozenset(rights_of(setting.actor, setting.on).units(Right.OVERSEE).values_list("pk", flat=True))
    return Places(setting, UnitDirectory(Unit.objects.all()), allowed, duties, rest, version)


def take_past(read: Reading) -> Callable[[Setting, Sequence[Item]], list[Outcome]]:
    """Make historical disclosures of items; what was imported and undone comes back as it was."""

    def take(setting: Setting, items: Sequence[Item]) -> list[Outcome]:
        assert setting.run is not None  # noqa: S101 rows are taken in a run only
        here = places(setting)
        earlier = _earlier(setting.run.kind, items)
        outcomes: dict[int, Outcome] = {}
        fresh: list[tuple[Item, Past]] = []
        for item in items:
            before = earlier.get(item.identity)
            if before is not None and before.digest != item.digest and not before.undone:
                outcomes[item.number] = Outcome(State.REFUSED, reasons=[_other(before)])
                continue
            past = read(here, item)
            if before is not None and before.undone and before.digest == item.digest:
                outcomes[item.number] = _revive(before, past, setting, item)
            else:
                fresh.append((item, past))
        made = create([past for _, past in fresh], setting.run, setting.at)
        for (item, _), row in zip(fresh, made, strict=True):
            outcomes[item.number] = Outcome(State.ADDED, row, values=kept(item.values))
        taken = [
            one.target for one in outcomes.values() if one.outcome == State.ADDED and isinstance(one.target, Disclosure)
        ]
        fulfil_history(taken, actor=setting.actor)
        if taken:
            happened(
                DOCUMENTS_TAKEN, actor=setting.actor, subject=setting.run, unit=setting.unit, at=setting.at,
                count=len(taken), first=items[0].number, last=items[-1].number,
            )  # fmt: skip
        return [outcomes[item.number] for item in items]

    return take


def kept(values: dict[str, Any]) -> dict[str, Any]:
    """What of a row the audit and the matching need later."""
    return {name: values[name] for name in KEPT if values.get(name) not in {None, ""}}


def _earlier(kind: str, items: Sequence[Item]) -> dict[str, ImportedRow]:
    rows = ImportedRow.objects.filter(
        kind=kind, identity__in=[item.identity for item in items], outcome=State.ADDED
    ).order_by("id")
    return {row.identity: row for row in rows}


def _other(before: ImportedRow) -> Objection:
    return Objection(
        "import.differs",
        f"这份文件已在第 {before.run_id} 号导入中，内容不同；请更正已有的那一条，或先撤销那次导入",
        f"Import {before.run_id} holds this document with other content; correct that one, or undo that import first",
    )


def _revive(before: ImportedRow, past: Past, setting: Setting, item: Item) -> Outcome:
    row = Disclosure.objects.select_related("unit", "duty", "version").get(pk=before.target_id or 0)
    row.state = Disclosure.State.PUBLISHED
    row.save(update_fields=["state"])
    assert setting.run is not None  # noqa: S101 as above
    redirect([past.paths], [row], setting.run)
    return Outcome(State.ADDED, row, values=kept(item.values))


def built_on(rows: Sequence[ImportedRow]) -> Iterable[Objection]:
    """Imported disclosures that people have corrected, withdrawn, replaced, posted, or must withdraw or correct."""
    keys = [row.target_id for row in rows if row.target == DISCLOSURE and row.target_id is not None]
    for start in range(0, len(keys), 900):
        some = Disclosure.objects.filter(pk__in=keys[start : start + 900])
        touched = some.exclude(state=Disclosure.State.PUBLISHED) | some.exclude(correction="")
        touched |= some.filter(revisions__number__gt=1) | some.filter(superseded_by__isnull=False)
        standing = Occurrence.objects.filter(disclosure_id__isnull=False, cancelled_at__isnull=True)
        touched |= some.filter(pk__in=standing.values("disclosure_id"))
        for relation in _posted():
            touched |= some.filter(**{f"{relation}__isnull": False})
        for one in touched.distinct():
            yield Objection(
                "undo.disclosure",
                f"《{one.title}》（{one.index_number}）导入后有人更正、撤回、替代、张贴过，或登记过须撤回的事由，不能撤销",
                f"“{one.title}” ({one.index_number}) was corrected, withdrawn, replaced or posted since, "
                "or a ground for withdrawal was recorded",
            )


def _posted() -> list[str]:
    names = {relation.name: relation.related_model._meta.app_label for relation in Disclosure._meta.related_objects}
    return [name for name, app in names.items() if app == "channels"]


def revert(rows: Sequence[ImportedRow], actor: Actor, at: datetime) -> None:
    """Take imported disclosures from view: no page, no tombstone, for the public never had them from here.

    The rows stay, discarded, with their numbers: importing the same file again brings back the same ones.
    """
    keys = [row.target_id for row in rows if row.target_id is not None and row.outcome == State.ADDED]
    for key, one in targets(rows, Disclosure).items():
        if key in keys and one.obligations.exists():
            unfulfil(key, actor=actor)
            one.obligations.clear()
    for start in range(0, len(keys), 900):
        some = keys[start : start + 900]
        Redirect.objects.filter(disclosure__in=some).delete()
        Disclosure.objects.filter(pk__in=some).update(state=Disclosure.State.DISCARDED)
