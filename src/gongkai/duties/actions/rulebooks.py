"""Putting a version of the rulebook into force."""

from datetime import date, datetime

from django.db.models import Max
from django.utils import timezone

from gongkai.duties.actions._realignment import realign, realign_events
from gongkai.duties.events import RULEBOOK_BINDS, RULEBOOK_INSTALLED
from gongkai.duties.models import Duty, Obligation, RulebookText, RulebookVersion
from gongkai.duties.queries import composed, digest_of, version_on
from gongkai.journal.actions import action, happened
from gongkai.journal.actors import SYSTEM, Actor
from gongkai.journal.refusals import Objection, refuse_if
from gongkai.rulebook import model
from gongkai.rulebook.lint import lint
from gongkai.rulebook.packs import builtin_packs, compose
from gongkai.units.rights import rights_of
from gongkai.units.roles import Right


@action
def install_rulebook(
    rulebook: model.Rulebook, *, actor: Actor, title: str, effective_from: date, at: datetime, note: str = ""
) -> RulebookVersion:
    """Put a composed rulebook into force from a day. Duties it no longer holds are retired, never removed.

    Periods that begin and events that happen on or after that day follow the new version, those recorded before too.
    Until that day, duties keep the titles and categories of the version in force.

    Raises:
        Refused: no right to oversee; the same text is installed; earlier than the newest version; or the lint found
            errors (a layer laxer than its statute, an unknown anchor, a basis not in force …), all of them.
    """
    digest = digest_of(rulebook)
    newest = RulebookVersion.objects.order_by("-effective_from", "-number").first()
    errors = [finding for finding in lint(rulebook, effective_from) if finding.severity == "error"]
    refuse_if(
        [
            None
            if rights_of(actor).everywhere(Right.OVERSEE)
            else Objection(
                "right.rulebook", "只有公开办可以施行标准目录", "Only the office puts a rulebook into force"
            ),
            Objection("rulebook.same", "这一版内容已经施行", "This very text is in force already")
            if RulebookVersion.objects.filter(digest=digest).exists()
            else None,
            Objection(
                "rulebook.order",
                f"施行日期不能早于上一版的 {newest.effective_from}",
                f"It cannot take effect before the newest version ({newest.effective_from})",
                "effective_from",
            )
            if newest and effective_from < newest.effective_from
            else None,
            *(Objection(f"lint.{one.code}", f"{one.where}：{one.zh}", f"{one.where}: {one.en}") for one in errors),
        ]
    )
    number = (RulebookVersion.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    version = RulebookVersion.objects.create(
        number=number,
        title=title,
        effective_from=effective_from,
        digest=digest,
        note=note,
        installed_at=at,
        installed_by_id=actor.pk,
    )
    RulebookText.objects.create(version=version, content=rulebook.to_json())
    at_once = effective_from <= timezone.localdate(at)
    added, touched, retired = _update_rows(rulebook, version, effective_from, at_once=at_once)
    realign(version)
    realign_events(version)
    happened(
        RULEBOOK_INSTALLED, actor=actor, subject=version, at=at, number=number, added=added, changed=len(touched),
        retired=retired, effective_from=effective_from.isoformat(), touched=touched if at_once else [],
    )  # fmt: skip
    return version


@action
def bring_into_force(*, on: date, actor: Actor) -> int:
    """Give duties the titles, categories and marks of the version that binds on a day, once that day has come.

    Returns:
        The number of duties that changed; 0 when the version's words are shown already.
    """
    version = version_on(on)
    rulebook = composed(version) if version else None
    if version is None or rulebook is None:
        return 0
    if not Duty.objects.filter(code__in=[duty.id for duty in rulebook.duties]).exclude(version=version).exists():
        return 0
    _added, touched, _retired = _update_rows(rulebook, version, version.effective_from, at_once=True)
    happened(RULEBOOK_BINDS, actor=actor, subject=version, number=version.number, changed=len(touched), touched=touched)
    return len(touched)


def _update_rows(
    rulebook: model.Rulebook, version: RulebookVersion, day: date, *, at_once: bool
) -> tuple[int, list[int], int]:
    """How many duties are new, the keys of those that change, and how many are retired.

    Unless ``at_once``, only what is new gets a row, because obligations are raised ahead; the rest waits for its day.
    """
    existing = {row.code: row for row in Duty.objects.select_related("version")}
    held = {duty.id for duty in rulebook.duties}
    added, touched = 0, []
    for order, duty in enumerate(rulebook.duties):
        row = existing.get(duty.id) or Duty(code=duty.id)
        fresh = row.pk is None
        facts = {
            "title": duty.title.zh,
            "title_en": duty.title.en,
            "level1": duty.matter.level1.zh,
            "level2": duty.matter.level2.zh if duty.matter.level2 else "",
            "field": duty.field or "",
            "category": duty.category.value,
            "topic": duty.topic.value if duty.topic else "",
            "audience": duty.audience.value,
            "mode": duty.mode.value,
            "is_key": duty.key,
            "verified": duty.verified,
            "retired_on": None,
        }
        differs = any(getattr(row, name) != value for name, value in facts.items())
        added += fresh
        touched += [row.pk] * (differs and not fresh)
        if not fresh and not at_once:
            if row.retired_on is not None and row.retired_on >= day:  # an end that will not come after all
                Duty.objects.filter(pk=row.pk).update(retired_on=None)
            continue
        for name, value in facts.items():
            setattr(row, name, value)
        row.version, row.order = version, order  # a place further up or down is no change
        row.save()
    # What a version further ahead has added is not this one's to end.
    gone = [
        row
        for code, row in existing.items()
        if code not in held and row.retired_on is None and row.version.effective_from <= day
    ]
    Duty.objects.filter(pk__in=[row.pk for row in gone]).update(retired_on=day)
    Obligation.objects.filter(
        duty__in=gone, state=Obligation.State.OPEN, opens_on__gte=day
    ).update(state=Obligation.State.CANCELLED)  # fmt: skip
    return added, touched, len(gone)


@action
def install_builtin_rulebook(
    effective_from: date | None = None, *, actor: Actor = SYSTEM, at: datetime | None = None
) -> RulebookVersion | None:
    """Install the catalogue that comes with the software, where no rulebook is in force yet.

    Returns:
        The version installed; ``None`` when there was one already, which is never overwritten.
    """
    if RulebookVersion.objects.exists():
        return None
    packs = builtin_packs()
    rulebook = compose(packs)
    day = effective_from or max(pack.effective_from for pack in packs)
    return install_rulebook(
        rulebook, actor=actor, title="内置标准目录", effective_from=day, at=at or timezone.now(), note="随软件提供"
    )
