"""A person says which duty a document serves, and the system learns from it."""

from datetime import date, datetime

from gongkai.disclosures.models import Disclosure
from gongkai.duties.actions import unfulfil
from gongkai.duties.models import Duty
from gongkai.imports.actions.fulfilling import fulfil_history
from gongkai.imports.events import MATCH_CORRECTED
from gongkai.imports.models import LearntRule
from gongkai.imports.queries.matching import matcher
from gongkai.imports.queries.past import past_document
from gongkai.journal.actions import action, happened
from gongkai.journal.actors import Actor
from gongkai.journal.refusals import Objection, refuse_if
from gongkai.retrospect.coverage import Correction, learn
from gongkai.units.rights import lacking
from gongkai.units.roles import Right


@action
def correct_match(
    disclosure: Disclosure, duty: Duty, *, actor: Actor, at: datetime, on: date, by: str
) -> list[LearntRule]:
    """Put an imported document under another duty, and learn the rules that follow.

    Args:
        disclosure: imported.
        duty: the right one.
        actor: the office.
        at: now.
        on: today.
        by: the name of the post or unit that decided, shown as source of the rules; no personal data.

    Raises:
        Refused: no right, not imported, or corrected by hand since, so that its content is its own.
    """
    disclosure = Disclosure.objects.select_for_update(of=("self",)).select_related("unit", "duty", "version").get(
        pk=disclosure.pk
    )  # fmt: skip
    refuse_if(
        [
            lacking(actor, Right.OVERSEE, disclosure.unit),
            None
            if disclosure.imported
            else Objection(
                "match.imported", "只有历史导入的文件可以改对应事项", "Only imported documents can be matched anew"
            ),
            Objection("match.correcting", "这条信息正在更正", "It is being corrected")
            if disclosure.correction
            else None,
            Objection("match.same", "已经对应这个事项", "It serves this duty already", "duty")
            if disclosure.duty_id == duty.pk
            else None,
        ]
    )
    match = matcher(disclosure.version).match(past_document(disclosure))
    rules = [
        LearntRule(
            duty=Duty.objects.get(code=rule.duty), field=rule.field.value, pattern=rule.pattern[:2_000],
            weight=rule.weight, source=rule.source[:160], learnt_from=disclosure, learnt_at=at, learnt_by_id=actor.pk,
        )
        for rule in learn(Correction(match, duty.code, by, on))
    ]  # fmt: skip
    LearntRule.objects.bulk_create(rules)
    unfulfil(disclosure.pk, actor=actor)
    disclosure.obligations.clear()
    disclosure.duty, disclosure.version = duty, duty.version
    disclosure.save(update_fields=["duty", "version"])
    fulfil_history([disclosure], actor=actor)
    happened(
        MATCH_CORRECTED, actor=actor, subject=disclosure, unit=disclosure.unit, at=at, title=disclosure.title,
        duty=duty.title,
    )  # fmt: skip
    return rules


@action
def forget_rule(rule: LearntRule, *, actor: Actor, at: datetime) -> None:
    """Stop using a learnt rule; what it has matched stays.

    Raises:
        Refused: no right to oversee the unit it was learnt at.
    """
    source = rule.learnt_from
    refuse_if([lacking(actor, Right.OVERSEE, source.unit) if source is not None else None])
    rule.retired_at = at
    rule.save(update_fields=["retired_at"])
