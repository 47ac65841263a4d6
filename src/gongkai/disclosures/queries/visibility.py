"""Who may see which disclosures. Every other read starts here."""

from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from gongkai.disclosures.models import Disclosure, Publication, Revision, RevisionFile, StoredFile
from gongkai.disclosures.stages import PUBLIC, State
from gongkai.journal.actors import Actor
from gongkai.rulebook.vocabulary import Audience
from gongkai.units.models import Unit
from gongkai.units.rights import Rights, rights_of
from gongkai.units.roles import Right

_CLOSE = (Right.DRAFT, Right.APPROVE, Right.APPROVE_IN_CHARGE, Right.REVIEW_SECRECY, Right.AUDIT)
_WIDE = 400  # units; a longer list of keys costs more than it saves
_DIGITS = 16  # of a digest; a shorter beginning invites guessing


def _rows() -> QuerySet[Disclosure]:
    return Disclosure.objects.select_related("unit", "duty")


def light(rows: QuerySet[Disclosure]) -> QuerySet[Disclosure]:
    """The same rows without their working copies, for lists."""
    return rows.defer("values", "unread", "pending", "drafters")


def _of_units(rights: Rights, *needed: Right) -> Q:
    """The condition "of a unit on which one of the rights is held", by key where there are few: an index answers then."""
    if rights.everything:
        return Q()
    held = reduce(or_, (rights.unit_filter(right) for right in needed))
    keys = list(Unit.objects.filter(held).order_by().values_list("pk", flat=True)[: _WIDE + 1])
    if len(keys) <= _WIDE:
        return Q(unit__in=keys)
    if not Unit.objects.exclude(held).exists():
        return Q()
    return reduce(or_, (rights.unit_filter(right, "unit__") for right in needed))


def visible_to(actor: Actor, right: Right = Right.SEE) -> QuerySet[Disclosure]:
    """Disclosures of the units on which the actor holds ``right``, in any state.

    What is meant for one individual is seen only by those who write, review or audit it at the unit.
    """
    rights = rights_of(actor)
    rows = _rows().filter(_of_units(rights, right))
    if rights.everything:
        return rows
    if not any(rights.anywhere(right) for right in _CLOSE):
        return rows.exclude(audience=Audience.INDIVIDUAL)
    close = _of_units(rights, *_CLOSE)
    return rows.filter(~Q(audience=Audience.INDIVIDUAL) | close) if close else rows


def for_public() -> QuerySet[Disclosure]:
    """What everybody may see: published, superseded and withdrawn (a tombstone) disclosures for the public.

    Show ``current.content`` and the columns; ``values`` and ``pending`` are working copies and never public.
    """
    return _rows().filter(state__in=PUBLIC, audience=Audience.PUBLIC)


def for_audience(actor: Actor) -> QuerySet[Disclosure]:
    """What the internal face shows somebody with an account.

    The public disclosures, and those for the members, staff or affected parties of units on which the actor holds a
    role. What is meant for one individual is never listed.
    """
    rights = rights_of(actor)
    inner = Q(audience__in=[Audience.MEMBERS, Audience.STAFF, Audience.AFFECTED]) & _of_units(rights, Right.SEE)
    return _rows().filter(Q(audience=Audience.PUBLIC) | inner, state__in=PUBLIC)


def with_content(rows: QuerySet[Disclosure]) -> QuerySet[Disclosure]:
    """The same rows with the revision their audience sees."""
    return rows.select_related("current", "withdrawal", "supersedes")


def public_file(index_number: str, digest: str) -> tuple[StoredFile, str] | None:
    """A file of the revision that the public sees of a disclosure, and its name; ``None`` when there is none.

    Args:
        index_number: of the disclosure.
        digest: the beginning of the file's SHA-256, at least 16 characters.
    """
    rows = for_public().filter(index_number=index_number).exclude(state=State.WITHDRAWN)
    return _file(rows, digest)


def file_for(actor: Actor, key: int, digest: str) -> tuple[StoredFile, str] | None:
    """A file of a disclosure the actor works on: of its working copy or of any revision."""
    row = visible_to(actor).filter(pk=key).first()
    if row is None or len(digest) < _DIGITS:
        return None
    attached = row.attachments.select_related("file").filter(file__sha256__startswith=digest).first()
    if attached is not None:
        return attached.file, attached.name
    use = (
        RevisionFile.objects.filter(revision__disclosure=row, file__sha256__startswith=digest)
        .select_related("file")
        .first()
    )
    return (use.file, use.name) if use is not None else None


def file_for_audience(actor: Actor, index_number: str, digest: str) -> tuple[StoredFile, str] | None:
    """A file of the revision that the internal face shows of a disclosure, and its name."""
    rows = for_audience(actor).filter(index_number=index_number).exclude(state=State.WITHDRAWN)
    return _file(rows, digest)


def _file(rows: QuerySet[Disclosure], digest: str) -> tuple[StoredFile, str] | None:
    if len(digest) < _DIGITS:
        return None
    use = (
        RevisionFile.objects.filter(revision__in=rows.values("current"), file__sha256__startswith=digest)
        .select_related("file")
        .first()
    )
    return (use.file, use.name) if use is not None else None


def revisions(disclosure: Disclosure) -> QuerySet[Revision]:
    """Every revision of a disclosure the caller was allowed to see, oldest first."""
    return disclosure.revisions.order_by("number")


def publications(disclosure: Disclosure) -> QuerySet[Publication]:
    """Every publication of a disclosure the caller was allowed to see, oldest first, with revision and filing."""
    return disclosure.publications.select_related("revision", "filing").order_by("id")
