"""The buttons of a disclosure, its list, what can be taken away, and the filing register."""

from datetime import date

import pytest
from django.test import Client

from gongkai.disclosures import actions
from gongkai.disclosures.models import Disclosure, Filing, Withdrawal
from tests.disclosures.conftest import NOW, District
from tests.workbench.reading import objections, text

pytestmark = pytest.mark.django_db
LIST = "/workbench/disclosures/"


def do(client: Client, disclosure: Disclosure, verb: str, **fields: str):
    return client.post(f"{LIST}{disclosure.pk}/do/{verb}/", fields)


def test_publishing_asks_once_and_files(clerk: Client, district: District):
    ready = district.submitted("plain")
    assert "备案" in text(clerk.get(f"{LIST}{ready.pk}/do/publish/"))
    assert do(clerk, ready, "publish").status_code == 302
    ready.refresh_from_db()
    assert ready.state == Disclosure.State.PUBLISHED
    page = text(clerk.get(f"{LIST}{ready.pk}/"))
    assert ready.index_number in page
    assert Filing.objects.get().number in page


def test_only_those_who_may_publish_find_the_button(
    leader: Client, stranger: Client, office: Client, district: District
):
    ready = district.submitted("plain")
    assert stranger.get(f"{LIST}{ready.pk}/do/publish/").status_code == 404
    assert office.post(f"{LIST}{ready.pk}/do/publish/").status_code == 404
    assert leader.get(f"{LIST}{ready.pk}/do/publish/").status_code == 200
    assert leader.get(f"{LIST}{ready.pk}/do/nonsense/").status_code == 404


def test_scheduling_and_cancelling(clerk: Client, district: District):
    ready = district.submitted("plain")
    assert "field-publish_at" in objections(do(clerk, ready, "schedule", publish_at="明天"))
    assert "field-publish_at" in objections(do(clerk, ready, "schedule", publish_at="2026-03-01T08:00"))
    do(clerk, ready, "schedule", publish_at="2026-03-12T08:00")
    ready.refresh_from_db()
    assert ready.state == Disclosure.State.SCHEDULED
    assert "2026-03-12 08:00" in text(clerk.get(f"{LIST}{ready.pk}/"))
    do(clerk, ready, "unschedule")
    ready.refresh_from_db()
    assert ready.state == Disclosure.State.APPROVED


def test_a_refusal_says_everything_and_changes_nothing(clerk: Client, district: District):
    draft = district.draft("plain")
    page = do(clerk, draft, "publish")
    assert page.status_code == 200
    assert "不能发布" in text(page)


def test_recalling_and_sending_back_before_publication(clerk: Client, leader: Client, district: District):
    first, second = district.submitted("plain"), district.submitted("plain")
    assert do(clerk, first, "recall")["Location"] == f"{LIST}{first.pk}/edit/"
    assert "field-reason" in objections(do(leader, second, "reconsider"))
    do(leader, second, "reconsider", reason="再核对一次")
    second.refresh_from_db()
    assert second.state == Disclosure.State.RETURNED


def test_correcting_keeps_what_is_public(clerk: Client, district: District):
    published = district.published("plain")
    assert "field-reason" in objections(do(clerk, published, "correct"))
    assert do(clerk, published, "correct", reason="数字有误")["Location"] == f"{LIST}{published.pk}/edit/"
    assert "数字有误" in text(clerk.get(f"{LIST}{published.pk}/edit/"))
    assert "原内容仍公开" in text(clerk.get(f"{LIST}{published.pk}/"))


def test_superseding_by_index_number(clerk: Client, district: District):
    old, new = district.published("plain"), district.published("plain")
    assert "field-successor" in objections(do(clerk, old, "supersede", successor="没有这个号"))
    assert "field-number" in objections(do(clerk, old, "supersede", number="没有这个号"))
    assert f'<option value="{new.pk}">' in clerk.get(f"{LIST}{old.pk}/do/supersede/").content.decode()
    do(clerk, old, "supersede", number=str(new.index_number))
    old.refresh_from_db()
    assert old.state == Disclosure.State.SUPERSEDED
    assert new.title in text(clerk.get(f"{LIST}{old.pk}/"))


def test_withdrawing_needs_kind_and_reason_and_the_office_may_too(clerk: Client, office: Client, district: District):
    first, second = district.published("plain"), district.published("plain")
    assert {"field-kind", "field-reason"} <= set(objections(do(clerk, first, "withdraw")))
    do(clerk, first, "withdraw", kind="duplicate", reason="重复公开")
    assert do(office, second, "withdraw", kind="privacy", reason="含个人信息", basis="条例第十五条").status_code == 302
    assert Withdrawal.objects.count() == 2


def test_a_running_window_is_shown_and_protected(clerk: Client, district: District):
    published = district.published("notice")
    assert "期满前不得撤下" in text(clerk.get(f"{LIST}{published.pk}/"))
    assert "field-kind" in objections(do(clerk, published, "withdraw", kind="error", reason="错了"))


def test_the_poster_is_made_of_what_is_public(clerk: Client, stranger: Client, district: District):
    published = district.published("plain")
    made = clerk.get(f"{LIST}{published.pk}/poster-a4.pdf")
    assert made.content.startswith(b"%PDF")
    assert stranger.get(f"{LIST}{published.pk}/poster-a4.pdf").status_code == 404
    assert clerk.get(f"{LIST}{district.draft('plain').pk}/poster-a3.pdf").status_code == 404


def test_the_list_is_narrowed_by_its_address(clerk: Client, stranger: Client, district: District):
    published, draft = district.published("plain"), district.draft("budget")
    assert draft.title in text(clerk.get(LIST))
    only = text(clerk.get(f"{LIST}?state=published&from=2026-03-10&to=2026-03-10&unit={district.finance.pk}"))
    assert published.title in only
    assert draft.title not in only
    assert draft.title in text(clerk.get(f"{LIST}?duty={draft.duty_id}&q=budget"))
    assert "没有符合条件的信息" in text(clerk.get(f"{LIST}?q=绝无此事"))
    assert clerk.get(f"{LIST}?state=x&unit=x&duty=99&from=x&after=x").status_code == 200
    assert published.title not in text(stranger.get(LIST))


def test_a_long_list_is_paged_by_key_in_few_statements(
    clerk: Client, district: District, django_assert_max_num_queries
):
    drafts = [district.draft("plain") for _ in range(53)]
    with django_assert_max_num_queries(12):
        first = clerk.get(LIST).content.decode()
    assert f"after={drafts[3].pk}" in first
    second = clerk.get(f"{LIST}?after={drafts[3].pk}").content.decode()
    assert second.count("<tbody>") == 1
    assert f'href="{LIST}{drafts[2].pk}/"' in second
    assert f'href="{LIST}{drafts[3].pk}/"' not in second


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_list_is_taken_away_as_a_table(clerk: Client, stranger: Client, district: District, form: str):
    published = district.published("plain")
    taken = clerk.get(f"{LIST}export.{form}?state=published")
    assert f".{form}" in taken["Content-Disposition"]
    if form == "csv":
        assert published.index_number in taken.content.decode("utf-8-sig")
        assert published.index_number not in stranger.get(f"{LIST}export.csv").content.decode("utf-8-sig")


def test_the_register_shows_everything_to_the_office_and_its_own_to_a_unit(
    office: Client, clerk: Client, stranger: Client, district: District, django_assert_max_num_queries
):
    filed = district.published("plain")
    number = Filing.objects.get().number
    with django_assert_max_num_queries(12):
        assert number in text(clerk.get("/workbench/filings/"))
    assert number in text(office.get("/workbench/filings/?q=BA-&from=2026-03-01&to=2026-03-31"))
    assert number not in text(stranger.get("/workbench/filings/"))
    assert number not in text(clerk.get("/workbench/filings/?from=2026-03-11"))
    assert filed.index_number in clerk.get("/workbench/filings/export.csv").content.decode("utf-8-sig")
    assert clerk.get("/workbench/filings/export.xlsx").content.startswith(b"PK")


def test_what_is_meant_for_one_person_is_seen_by_few(clerk: Client, office: Client, district: District):
    private = district.published("private")
    assert clerk.get(f"{LIST}{private.pk}/").status_code == 200
    assert private.title in text(clerk.get(LIST))
    watcher = Client()
    watcher.force_login(district.in_charge, backend="django.contrib.auth.backends.ModelBackend")
    assert watcher.get(f"{LIST}{private.pk}/").status_code == 200
    actions.withdraw(private, "duplicate", "重复", actor=district.clerk, at=NOW)
    assert date(2026, 3, 10) == NOW.date()
