"""The audit trail can only grow; refusals carry every reason; happenings belong to transactions."""

import pytest
from django.db import DatabaseError, connection, transaction

from gongkai.journal.actions import action, happened
from gongkai.journal.actors import SYSTEM
from gongkai.journal.events import Event, EventKind, declare, publish, subscribe
from gongkai.journal.models import AuditRow
from gongkai.journal.refusals import Objection, Refused, refuse_if
from gongkai.units.actions import create_unit
from gongkai.units.models import Unit

TESTED = declare("tested", zh="试了{what}", en="tried {what}")


@pytest.fixture
def unit(db: None) -> Unit:
    return create_unit(actor=SYSTEM, code="d", name="明川区", kind="district_government", region_code="990101")


def test_an_action_needs_a_keyword_only_actor() -> None:
    with pytest.raises(TypeError, match="keyword-only actor"):

        @action
        def write(actor: object) -> None:
            """Write."""


def test_rows_refuse_change_in_the_model_and_in_the_database(unit: Unit) -> None:
    row = AuditRow.objects.get(kind="unit_created")
    row.kind = "other"
    with pytest.raises(TypeError):
        row.save()
    with pytest.raises(TypeError):
        row.delete()
    for statement in ("UPDATE journal_auditrow SET kind = 'x'", "DELETE FROM journal_auditrow"):
        with pytest.raises(DatabaseError, match="cannot be changed"), transaction.atomic():
            connection.cursor().execute(statement)
    assert AuditRow.objects.get(pk=row.pk).kind == "unit_created"


def test_a_failing_subscriber_undoes_the_whole_action(unit: Unit) -> None:
    def explode(event: Event) -> None:
        msg = "no"
        raise RuntimeError(msg)

    kind = declare("explodes", zh="", en="")
    subscribe(kind, explode)
    before = AuditRow.objects.count()

    @action
    def write(*, actor: object) -> None:
        happened(kind, actor=SYSTEM, subject=unit)

    with pytest.raises(RuntimeError):
        write(actor=SYSTEM)
    assert AuditRow.objects.count() == before


def test_sentences_survive_missing_details_and_unknown_kinds(unit: Unit) -> None:
    assert TESTED.sentence({"what": "它"}) == "试了它"
    assert TESTED.sentence({}, "en") == "tried "
    hung = EventKind("hung", zh="张贴[，至 {until}]", en="Posted[ until {until}]")
    assert hung.sentence({"until": ""}) == "张贴"
    assert hung.sentence({"until": "2026-03-17"}, "en") == "Posted until 2026-03-17"
    assert AuditRow(kind="of_an_older_release", details={}).sentence() == "of_an_older_release"
    publish(Event(TESTED, unit, SYSTEM, None, None, {}))


def test_refusals_carry_every_reason() -> None:
    one, two = Objection("a", "甲", "A"), Objection("b", "乙", "B")
    with pytest.raises(Refused) as refused:
        refuse_if([None, one, None, two])
    assert refused.value.objections == (one, two)
    refuse_if([None])
    with pytest.raises(ValueError, match="at least one"):
        Refused([])
