"""A catalogue spreadsheet as a layer of the rulebook, put before the office as a proposal."""

from datetime import date, datetime

from gongkai.duties.actions import propose_rulebook
from gongkai.duties.models import RulebookProposal, RulebookVersion
from gongkai.duties.queries import composed
from gongkai.imports.events import CATALOGUE_PROPOSED
from gongkai.intake.catalogue import Catalogue, Draft, to_pack
from gongkai.journal.actions import action, happened
from gongkai.journal.actors import Actor
from gongkai.journal.refusals import Objection, refuse_if
from gongkai.rulebook.model import Pack, Rulebook
from gongkai.rulebook.packs import builtin_packs
from gongkai.rulebook.text import Text

NOTED = 200


def base_packs() -> tuple[Pack, ...]:
    """The packs a catalogue is added to: those of the newest version, or the product's own."""
    newest = RulebookVersion.objects.order_by("-effective_from", "-number").first()
    return composed(newest).packs if newest else builtin_packs()


def with_pack(pack: Pack) -> Rulebook:
    """The newest rulebook with this pack, in place of an earlier one of the same id."""
    return Rulebook((*(one for one in base_packs() if one.id != pack.id), pack))


@action
def propose_catalogue(
    catalogue: Catalogue, *, actor: Actor, pack: str, title: str, effective_from: date, at: datetime, name: str
) -> tuple[RulebookProposal, Draft]:
    """Make a rulebook proposal of a catalogue read from a spreadsheet; nothing takes effect.

    Args:
        catalogue: read from the spreadsheet.
        actor: the office.
        pack: id of the layer; the same id again takes the place of the earlier one.
        title: of the layer and the proposal.
        effective_from: the first day of the layer.
        at: now.
        name: of the file.

    Returns:
        The proposal, and the pack with what a person should look at.

    Raises:
        Refused: no right to oversee, no title, or no rows.
    """
    refuse_if(
        [
            None
            if catalogue.rows
            else Objection("catalogue.empty", "目录里没有可以读取的事项", "The catalogue holds no duty", "file")
        ]
    )
    lower = tuple(one for one in base_packs() if one.id != pack)
    shown = title.strip() or catalogue.title
    draft = to_pack(
        catalogue, pack=pack, effective_from=effective_from, title=Text(shown) if shown else None, below=lower,
        version=at.strftime("%Y%m%d%H%M%S"),
    )  # fmt: skip
    told = "\n".join(f"{one.where}：{one.zh}" for one in draft.findings[:NOTED])
    made = propose_rulebook(
        with_pack(draft.pack), actor=actor, title=shown or name, at=at, note=f"目录表格：{name}\n{told}".strip()
    )
    happened(CATALOGUE_PROPOSED, actor=actor, subject=made, at=at, name=name, duties=len(draft.pack.duties))
    return made, draft
