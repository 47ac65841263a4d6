"""Who sees what, lists by key, the head of a page."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.disclosures import actions
from gongkai.disclosures.models import Disclosure
from gongkai.disclosures.queries import (
    Filters,
    filings_visible_to,
    for_audience,
    for_public,
    listed,
    publications,
    sequence,
    state_of,
    step_visible_to,
    steps_of,
    visible_to,
    with_content,
)
from gongkai.journal.actors import SYSTEM
from gongkai.units.roles import Role
from tests.disclosures.conftest import NOW, TODAY, District, later, pending


def test_drafts_are_seen_by_the_unit_only(district: District):
    draft = district.draft()
    assert list(visible_to(district.clerk)) == [draft]
    assert list(visible_to(SYSTEM)) == [draft]
    assert not visible_to(district.stranger).exists()
    assert not for_public().exists()
    assert not for_audience(district.clerk).exists()


def test_public_sees_published_superseded_and_tombstones(district: District):
    shown, old, gone = district.published(), district.published(), district.published()
    actions.supersede(old, shown, actor=district.clerk, at=NOW)
    actions.withdraw(gone, "error", "错", actor=district.clerk, at=NOW)
    district.submitted()
    assert set(for_public()) == {shown, old, gone}


def test_internal_audiences_stay_inside(district: District):
    staff, private = district.published("staff"), district.published("private")
    assert not for_public().exists()
    assert list(for_audience(district.clerk)) == [staff]
    assert not for_audience(district.stranger).exists()
    assert set(visible_to(district.clerk)) == {staff, private}
    member = district.person("member", Role.LEADING_GROUP_MEMBER, district.finance)
    assert list(visible_to(member)) == [staff], "what is meant for one individual is for those who handle it"


def test_lists_are_paged_by_key(district: District):
    for _ in range(5):
        district.draft()
    first = listed(district.clerk, limit=2)
    second = listed(district.clerk, after=first.after, limit=2)
    last = listed(district.clerk, after=second.after, limit=2)
    keys = [row.pk for page in (first, second, last) for row in page.rows]
    assert keys == sorted(keys, reverse=True)
    assert (len(keys), last.after) == (5, None)


def test_lists_are_narrowed(district: District):
    published, draft = district.published(), district.draft("notice")
    gone = actions.discard(district.draft(), actor=district.clerk, at=NOW)

    def found(**filters: object) -> list[Disclosure]:
        return list(listed(district.clerk, Filters(**filters)).rows)

    assert found() == [draft, published], "the bin is not listed"
    assert found(states=["discarded"]) == [gone]
    assert found(duty=district.duty("notice")) == [draft]
    assert found(unit=district.health) == []
    assert found(text="notice") == [draft]
    assert found(text="2026-00001") == [published]
    assert found(text="ＮＯ") == found(text="查无此事") == []
    Disclosure.objects.filter(pk=draft.pk).update(title="关于WiFi覆盖100%的公告")
    for text in ("wifi", "覆盖", "关于wIFI", "100%", "100%的", "的公告"):
        assert found(text=text) == [draft], text
    assert found(published_from=TODAY, published_to=TODAY) == [published]
    assert found(published_from=later(days=1).date()) == []
    actions.correct(published, "错字", actor=district.clerk, at=NOW)
    assert found(states=["draft"]) == [draft, published], "a correction counts as a draft too"


def test_lists_do_not_read_working_copies(district: District):
    district.draft()
    clerk = district.clerk
    with CaptureQueriesContext(connection) as captured:
        page = listed(clerk)
        assert page.rows[0].unit.name
        assert page.rows[0].duty.title
    assert len(captured) <= 5
    assert '"values"' not in captured[-1]["sql"]


def test_filing_register(district: District):
    published = district.published()
    (filing,) = filings_visible_to(district.clerk)
    assert filing.publication.disclosure == published
    assert not filings_visible_to(district.stranger).exists()
    assert sequence(district.finance, 2026).last == 1
    assert publications(published).get().filing == filing


def test_standing_says_what_the_actor_can_do(district: District):
    draft = district.draft("chain")
    assert state_of(draft, district.clerk, on=TODAY).verbs == {"save", "submit", "discard"}
    assert state_of(draft, district.leader, on=TODAY).verbs == set()
    submitted = actions.submit(draft, actor=district.clerk, at=NOW)
    standing = state_of(submitted, district.clerk, on=TODAY)
    assert (standing.verbs, standing.pending.kind, len(standing.steps)) == ({"recall", "review"}, "unit_review", 3)
    actions.decide(pending(submitted), "returned", "请补充", actor=district.other_clerk, at=NOW)
    submitted.refresh_from_db()
    standing = state_of(submitted, district.clerk, on=TODAY)
    assert (standing.returned.opinion, standing.stage) == ("请补充", "returned")


def test_standing_of_a_running_notice(district: District):
    published = district.published("notice")
    standing = state_of(published, district.office, on=TODAY)
    assert (standing.public, standing.window_running, standing.verbs) == (True, True, {"withdraw"})
    assert not state_of(published, district.clerk, on=later(days=30).date()).window_running
    approved = district.submitted()
    assert {"publish", "schedule", "recall"} <= state_of(approved, district.clerk, on=TODAY).verbs


def test_steps_are_reached_through_the_disclosure(district: District):
    step = pending(district.submitted("chain"))
    assert step_visible_to(district.other_clerk, step.pk) == step
    assert step_visible_to(district.stranger, step.pk) is None
    assert [one.kind for one in steps_of(step.revision)] == ["unit_review", "unit_leader", "secrecy"]


def test_public_rows_come_with_what_is_shown(district: District):
    district.published()
    row = with_content(for_public()).get()
    with CaptureQueriesContext(connection) as captured:
        assert row.current.content["title"] == row.title
    assert not captured.captured_queries
