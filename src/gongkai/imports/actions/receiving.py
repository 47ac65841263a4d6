"""Receiving a file."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from gongkai.imports.actions.kinds.past import duty_directory
from gongkai.imports.events import FILE_RECEIVED
from gongkai.imports.files import Received
from gongkai.imports.models import ImportRun
from gongkai.imports.registry import ImportKind, kind_named
from gongkai.journal.actions import action, happened
from gongkai.journal.actors import Actor
from gongkai.journal.refusals import Objection, refuse_if
from gongkai.units.models import Unit
from gongkai.units.rights import lacking

OPTIONS = frozenset({"rest", "address", "sheet", "header_row", "encoding"})


def kind_of(name: str) -> ImportKind:
    """A kind by id.

    Raises:
        Refused: there is none.
    """
    kind = kind_named(name)
    refuse_if([None if kind else Objection("import.kind", "没有这种导入", "There is no such kind of import", "kind")])
    assert kind is not None  # noqa: S101 refused above
    return kind


@action
def start_import(
    kind: str, received: Received, unit: Unit, options: Mapping[str, Any], *, actor: Actor, at: datetime
) -> ImportRun:
    """Begin an import with a file that is on disk already. Nothing is read of it here; the check does.

    Args:
        kind: id of a kind.
        received: from :func:`gongkai.imports.files.receive`.
        unit: for which unit.
        options: by name; others than the known ones are left out.
        actor: holds the kind's right on the unit.
        at: now.

    Raises:
        Refused: no right, no such kind, or no duty chosen for documents that match none.
    """
    chosen = kind_of(kind)
    known = {name: value for name, value in options.items() if name in OPTIONS and value not in {None, ""}}
    rest = str(known.get("rest", "")).casefold()
    refuse_if(
        [
            lacking(actor, chosen.right, unit),
            Objection(
                "import.rest",
                "请选定对应不上的文件归入哪一事项；没有可选的，请先施行标准目录",
                "Choose a duty for documents that match none; without any, put a rulebook into force first",
                "rest",
            )
            if "rest" in chosen.options and rest not in duty_directory()
            else None,
        ]
    )
    run = ImportRun.objects.create(
        kind=chosen.id, unit=unit, options=known, name=received.name, sha256=received.sha256, size=received.size,
        created_at=at, created_by_id=actor.pk,
    )  # fmt: skip
    happened(
        FILE_RECEIVED, actor=actor, subject=run, unit=unit, at=at, name=received.name, kind=chosen.title.zh,
        kind_en=chosen.title.text("en"),
    )  # fmt: skip
    return run
