"""A catalogue spreadsheet as a layer of the rulebook."""

from datetime import date, datetime

from gongkai.duties.actions import install_rulebook
from gongkai.duties.models import RulebookVersion
from gongkai.duties.queries import composed
from gongkai.imports.events import CATALOGUE_INSTALLED
from gongkai.journal.actions import action, happened
from gongkai.journal.actors import Actor
from gongkai.journal.refusals import Objection, refuse_if
from gongkai.rulebook.model import Pack, Rulebook


def newest_version() -> RulebookVersion | None:
    """The newest version of the rulebook, in force or not yet."""
    return RulebookVersion.objects.order_by("-effective_from", "-number").first()


def with_pack(pack: Pack) -> Rulebook:
    """The newest rulebook with this pack added, in place of an earlier pack of the same id and version."""
    newest = newest_version()
    kept = composed(newest).packs if newest else ()
    return Rulebook((*(one for one in kept if (one.id, one.version) != (pack.id, pack.version)), pack))


@action
def install_catalogue(pack: Pack, *, actor: Actor, effective_from: date, at: datetime, name: str) -> RulebookVersion:
    """Put a catalogue read from a spreadsheet into force, as one layer of a new version of the rulebook.

    Args:
        pack: read from the spreadsheet.
        actor: the office.
        effective_from: the first day.
        at: now.
        name: of the file.

    Raises:
        Refused: the catalogue holds no duty, or whatever refuses installing: lint errors, order of versions, rights.
    """
    refuse_if(
        [
            None
            if pack.duties
            else Objection("catalogue.empty", "目录里没有可以施行的事项", "The catalogue holds no duty")
        ]
    )
    version = install_rulebook(
        with_pack(pack), actor=actor, title=pack.title.zh[:120], effective_from=effective_from, at=at, note=name
    )
    happened(CATALOGUE_INSTALLED, actor=actor, subject=version, at=at, name=name, duties=len(pack.duties))
    return version
