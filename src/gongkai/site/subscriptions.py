"""Which happenings the public face follows."""

from gongkai.channels import events as channels
from gongkai.disclosures import events as disclosures
from gongkai.duties import events as duties
from gongkai.imports import events as imports
from gongkai.journal.events import Event, subscribe
from gongkai.rulebook.vocabulary import Audience
from gongkai.site import importing, indexing, publishing, renewing
from gongkai.units import events as units

FIGURES = (
    duties.RULEBOOK_INSTALLED,
    duties.RULEBOOK_BINDS,
    duties.OCCURRENCE_RECORDED,
    duties.OCCURRENCE_CANCELLED,
    duties.PERIODS_EXPANDED,
    duties.EXEMPTION_DECIDED,
    duties.DUE_DATES_RECOMPUTED,
    units.UNIT_CREATED,
    units.UNIT_CHANGED,
    units.UNIT_CLOSED,
)


def evidence_changed(event: Event) -> None:
    """Evidence was given or voided, or a posting came down: the form conformity of a record may have changed."""
    publishing.refresh(event.subject)


def posted(event: Event) -> None:
    """It hangs on a board: the record's page says until when, if that is later than it said."""
    if event.details["prolonged"]:
        publishing.refresh(event.subject)


def findable(event: Event) -> None:
    """A public record was published or changed: search has to know, once the transaction has committed."""
    if event.subject.audience == Audience.PUBLIC:
        indexing.update_on_commit(event.subject.pk)


def connect() -> None:
    """Subscribe; doing it twice changes nothing."""
    subscribe(disclosures.DISCLOSURE_PUBLISHED, publishing.published)
    subscribe(disclosures.DISCLOSURE_PUBLISHED, findable)
    subscribe(disclosures.DISCLOSURE_CORRECTED, publishing.changed)
    subscribe(disclosures.DISCLOSURE_WITHDRAWN, publishing.changed)
    subscribe(disclosures.DISCLOSURE_SUPERSEDED, publishing.changed)
    for kind in (disclosures.DISCLOSURE_CORRECTED, disclosures.DISCLOSURE_WITHDRAWN, disclosures.DISCLOSURE_SUPERSEDED):
        subscribe(kind, findable)
    for kind in (channels.EVIDENCE_GIVEN, channels.EVIDENCE_VOIDED, channels.WINDOW_BROKEN):
        subscribe(kind, evidence_changed)
    subscribe(channels.POSTED, posted)
    for kind in FIGURES:
        subscribe(kind, publishing.figures_changed)
    subscribe(units.UNIT_CHANGED, renewing.unit_changed)
    for kind in (duties.RULEBOOK_INSTALLED, duties.RULEBOOK_BINDS):
        subscribe(kind, renewing.rulebook_changed)
    subscribe(duties.DUE_DATES_RECOMPUTED, renewing.due_dates_recomputed)
    subscribe(imports.IMPORT_FINISHED, importing.finished)
    subscribe(imports.IMPORT_CANCELLED, importing.finished)
    subscribe(imports.IMPORT_UNDONE, importing.undone)
    subscribe(imports.MATCH_CORRECTED, publishing.changed)
