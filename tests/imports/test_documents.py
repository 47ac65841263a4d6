"""Documents of the past become historical disclosures, once, and can be taken back."""

import pytest

from gongkai.disclosures.actions import correct
from gongkai.disclosures.models import Disclosure, Filing, Publication
from gongkai.disclosures.queries import for_public
from gongkai.duties.actions import expand_periods
from gongkai.duties.models import Obligation, Occurrence
from gongkai.imports import actions, queries, working
from gongkai.imports.actions import taking
from gongkai.imports.models import ImportedRow, ImportRun
from gongkai.journal.actors import SYSTEM
from gongkai.journal.refusals import Refused
from gongkai.units.models import Person
from tests.disclosures.conftest import NOW, TODAY, District, later
from tests.imports.conftest import DOCUMENTS, Bring, as_csv


def test_documents_keep_their_dates_numbers_and_units(district: District, taken: Bring):
    run = taken("documents", as_csv(DOCUMENTS), unit=district.finance)
    assert run.state == "done"
    assert run.outcomes == {"added": 3}
    first, second, third = Disclosure.objects.order_by("pk")
    assert (first.title, first.document_number, str(first.produced_on)) == (
        "关于做好春耕工作的通知", "川政发〔2019〕1号", "2019-03-01",
    )  # fmt: skip
    assert [str(one.published_on) for one in (first, second, third)] == ["2019-03-09", "2020-04-08", "2021-05-06"]
    assert [one.index_number for one in (first, second)] == [
        "11990101MB0000001A-H/2019-00001", "11990101MB0000001A-H/2020-00001",
    ]  # fmt: skip
    assert all(one.imported and one.state == "published" for one in (first, second, third))
    assert first.duty.code == "plain"  # chosen for the rest
    assert second.duty.code == "quarter"  # by its column


def test_bodies_are_made_safe(district: District, taken: Bring):
    taken("documents", as_csv(DOCUMENTS), unit=district.finance)
    plain, html, _ = Disclosure.objects.order_by("pk")
    assert plain.current.content["values"]["body"] == "<p>各乡镇：</p><p>请做好春耕。</p>"
    assert html.current.content["values"]["body"] == "<p>收支平衡。</p>"


def test_history_is_not_filed_and_bears_the_old_date(district: District, taken: Bring):
    taken("documents", as_csv(DOCUMENTS), unit=district.finance)
    assert not Filing.objects.exists()
    assert [str(one.published_on) for one in Publication.objects.order_by("pk")] == [
        "2019-03-09",
        "2020-04-08",
        "2021-05-06",
    ]


def test_history_meets_obligations_but_never_on_time(district: District, taken: Bring):
    expand_periods(until=TODAY, actor=SYSTEM)
    taken("documents", as_csv(DOCUMENTS), unit=district.finance)
    met = Obligation.objects.get(state="met")
    assert (met.unit.code, met.duty.code, met.period_key) == (
        "finance",
        "quarter",
        "2020Q2",
    )  # due within the quarter it came out in
    assert met.fulfilment.historical
    assert met.time_ok is False
    assert met.conforming is False


def test_the_same_file_again_changes_nothing(district: District, taken: Bring):
    taken("documents", as_csv(DOCUMENTS), unit=district.finance)
    again = taken("documents", as_csv(DOCUMENTS, "gb18030"), unit=district.finance)
    assert again.outcomes == {"same": 3}
    assert Disclosure.objects.count() == 3


def test_the_same_document_with_other_content_is_refused_and_told(district: District, taken: Bring):
    taken("documents", as_csv(DOCUMENTS), unit=district.finance)
    changed = [DOCUMENTS[0], [*DOCUMENTS[1][:7], "另一段正文"]]
    run = taken("documents", as_csv(changed), unit=district.finance)
    assert run.outcomes == {"refused": 1}
    assert "内容不同" in queries.refused_rows(run).get().reasons[0]["zh"]


def test_old_addresses_lead_to_the_new_pages(district: District, taken: Bring):
    taken("documents", as_csv(DOCUMENTS), unit=district.finance)
    first, _, third = Disclosure.objects.order_by("pk")
    assert queries.redirect_for("/art/1.html") == first.path
    assert queries.redirect_for("/art/3.html?id=9") == third.path
    assert queries.redirect_for("/art/4.html") is None


def test_bad_rows_are_told_and_stay_out(district: District, bring: Bring, office: Person):
    rows = [
        *DOCUMENTS,
        ["没有日期的文件", "", "", "", "", "", "/9", ""],
        ["将来的文件", "", "2031-01-01", "", "", "", "/8", ""],
    ]
    run = bring("documents", as_csv(rows))
    assert (run.state, run.rows, run.good, run.bad) == ("checked", 5, 3, 2)
    told = {(one["row"], one["what"]) for one in run.report["problems"]}
    assert (5, "没有发布日期，也没有成文日期") in told
    assert (6, "日期 2031-01-01 在将来") in told
    with pytest.raises(Refused, match="只导入没有问题的行"):
        actions.begin_taking(run, good_only=False, actor=office, at=NOW)
    assert not Disclosure.objects.exists()


def test_a_killed_import_goes_on_where_it_was(
    district: District, bring: Bring, office: Person, monkeypatch: pytest.MonkeyPatch
):
    rows = [DOCUMENTS[0], *([f"第{n}号文件", "", "2020-01-02", "", "", "", f"/art/{n}.html", ""] for n in range(10))]
    run = bring("documents", as_csv(rows), unit=district.finance)
    actions.begin_taking(run, good_only=False, actor=office, at=NOW)
    monkeypatch.setattr(working, "CHUNK", 3)
    calls = []

    def dies(*args: object, **named: object) -> int:
        calls.append(1)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return taking.take_chunk(*args, **named)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(actions, "take_chunk", dies)
        with pytest.raises(KeyboardInterrupt):
            working.take(run.pk, NOW)
    assert Disclosure.objects.count() == 6
    working.take(run.pk, NOW)
    run.refresh_from_db()
    assert (run.state, run.outcomes, Disclosure.objects.count()) == ("done", {"added": 10}, 10)
    assert list(run.taken.values_list("row", flat=True)) == list(range(2, 12))


def test_two_workers_never_take_a_row_twice(district: District, bring: Bring, office: Person):
    run = bring("documents", as_csv(DOCUMENTS), unit=district.finance)
    actions.begin_taking(run, good_only=False, actor=office, at=NOW)
    items = [working.item(row) for row in working.examined(run, NOW).good_rows()]
    actions.take_chunk(run, items, actor=office, at=NOW)
    with pytest.raises(actions.Already):
        actions.take_chunk(run, items, actor=office, at=NOW)
    assert Disclosure.objects.count() == 3


def test_undoing_takes_everything_from_view_and_the_same_file_brings_it_back(
    district: District, taken: Bring, office: Person
):
    expand_periods(until=TODAY, actor=SYSTEM)
    run = taken("documents", as_csv(DOCUMENTS), unit=district.finance)
    numbers = set(Disclosure.objects.values_list("index_number", flat=True))
    assert actions.undo(run, actor=office, at=later(hours=1)) == 3
    assert not for_public().exists()
    assert queries.redirect_for("/art/1.html") is None
    assert not Obligation.objects.filter(state="met").exists()
    again = taken("documents", as_csv(DOCUMENTS), unit=district.finance)
    assert again.outcomes == {"added": 3}
    assert set(for_public().values_list("index_number", flat=True)) == numbers
    assert Obligation.objects.filter(state="met").count() == 1
    assert queries.redirect_for("/art/1.html") is not None


def test_undoing_is_refused_once_somebody_has_built_on_it(district: District, taken: Bring, office: Person):
    run = taken("documents", as_csv(DOCUMENTS), unit=district.finance)
    one = Disclosure.objects.order_by("pk")[0]
    correct(one, "改正标题里的错字", actor=district.clerk, at=NOW)
    with pytest.raises(Refused, match="关于做好春耕工作的通知"):
        actions.undo(run, actor=office, at=NOW)
    assert for_public().count() == 3
    assert not ImportedRow.objects.filter(undone=True).exists()


def test_undoing_is_refused_while_one_of_them_must_be_withdrawn(district: District, taken: Bring, office: Person):
    run = taken("documents", as_csv(DOCUMENTS), unit=district.finance)
    one = Disclosure.objects.order_by("pk")[0]
    ground = Occurrence.objects.create(
        anchor="annulled", unit=one.unit, duty=one.duty, disclosure_id=one.pk, occurred_on=TODAY, recorded_at=NOW
    )
    with pytest.raises(Refused, match="须撤回的事由"):
        actions.undo(run, actor=office, at=NOW)
    ground.cancelled_at = NOW
    ground.save()
    assert actions.undo(run, actor=office, at=NOW) == 3


def test_only_the_office_brings_in_history(district: District, bring: Bring):
    with pytest.raises(Refused, match="权限"):
        bring("documents", as_csv(DOCUMENTS), unit=district.finance, by=district.clerk)


def test_cancelling_stops_before_the_next_chunk(district: District, bring: Bring, office: Person):
    run = bring("documents", as_csv(DOCUMENTS))
    actions.cancel(run, actor=office, at=NOW)
    with pytest.raises(Refused):
        actions.begin_taking(run, good_only=True, actor=office, at=NOW)
    assert ImportRun.objects.get(pk=run.pk).state == "cancelled"


def test_columns_once_assigned_are_remembered(district: District, bring: Bring, office: Person):
    rows = [["题", "公布"], ["关于防汛工作的通知", "2020-06-01"]]
    run = bring("documents", as_csv(rows))
    assert run.report["fatal"]
    actions.choose_columns(run, {"title": "题", "published_on": "公布"}, {}, actor=office, at=NOW)
    working.check(run.pk, NOW)
    run.refresh_from_db()
    assert (run.good, run.bad) == (1, 0)
    assert bring("documents", as_csv([rows[0], ["关于抗旱工作的通知", "2021-06-01"]])).good == 1
