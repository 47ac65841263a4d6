"""Records as actions take them: locked, with what is needed beside them."""

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet, Subquery

from gongkai.disclosures.models import Attachment, Disclosure, ReviewStep, Revision
from gongkai.duties.models import RulebookVersion
from gongkai.duties.queries import definition, versions
from gongkai.rulebook import model


def locked(key: int, *, on: date | None = None) -> Disclosure:
    """The disclosure as it is now, locked until the transaction ends (SQLite: the whole database is).

    Args:
        key: primary key.
        on: ask in the same read which rulebook version is in force on that day, for :func:`adopt_version`.

    Raises:
        Disclosure.DoesNotExist: there is no such disclosure.
    """
    rows = Disclosure.objects.select_for_update(of=("self",)).select_related(
        "unit", "duty", "version", "submitted", "current"
    )
    if on is not None:
        rows = rows.annotate(version_now=Subquery(_versions_by(on).values("pk")[:1]))
    return rows.get(pk=key)


def _versions_by(day: date) -> QuerySet[RulebookVersion]:
    return versions().filter(effective_from__lte=day).order_by("-effective_from", "-number")


def version_in_force(day: date) -> RulebookVersion | None:
    """The rulebook version in force on a day, without its heavy content."""
    return _versions_by(day).first()


def definition_of(disclosure: Disclosure) -> model.Duty:
    """The duty as the disclosure's rulebook version words it for its unit."""
    return definition(disclosure.duty, disclosure.unit, disclosure.version)


def adopt_version(disclosure: Disclosure) -> model.Duty:
    """Bring a disclosure under the rulebook in force and return its duty; a duty no longer in it keeps its version.

    Args:
        disclosure: from :func:`locked` with ``on``; its ``version`` is set, not saved.
    """
    key: int | None = getattr(disclosure, "version_now", None)
    if key is not None and key != disclosure.version_id:
        now = versions().get(pk=key)
        try:
            text = definition(disclosure.duty, disclosure.unit, now)
        except KeyError:
            return definition_of(disclosure)
        disclosure.version = now
        return text
    return definition_of(disclosure)


def attachments_of(disclosure: Disclosure) -> Sequence[Attachment]:
    """The attachments of the working copy, in order, with their files but not the text inside."""
    return list(disclosure.attachments.select_related("file").defer("file__text"))


def latest_revision(disclosure: Disclosure) -> Revision | None:
    """The newest revision, under review or not."""
    return disclosure.revisions.order_by("-number").first()


def void_undecided(disclosure: Disclosure) -> None:
    """Say of the steps not decided yet, of the revision under review, that they do not take place."""
    if disclosure.submitted_id is None:
        return
    undecided = {ReviewStep.State.PENDING, ReviewStep.State.WAITING}
    ReviewStep.objects.filter(revision_id=disclosure.submitted_id, state__in=undecided).update(
        state=ReviewStep.State.VOID
    )
