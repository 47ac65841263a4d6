"""Writing a disclosure: nothing typed is lost, every objection comes at once and leads to its input."""

import io
from contextlib import closing
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document
from PIL import Image

from gongkai.disclosures import actions
from gongkai.disclosures.models import Disclosure
from gongkai.documents.sheets import table_xlsx
from tests.disclosures.conftest import NOW, District, later, pending
from tests.workbench.reading import objections, text, value

pytestmark = pytest.mark.django_db
FULL = {
    "e-summary": "全年收入情况说明。", "e-total": "300.50", "e-lines": "1", "e-lines-1-item": "税收", "e-lines-1-income": "300",
    "e-lines-2-item": "", "e-lines-2-income": "", "e-lines-3-item": "利息", "e-lines-3-income": "0.50",
    "m-title": "2026年部门预算", "m-produced_on": "2026-03-09",
}  # fmt: skip


@pytest.fixture
def draft(district: District) -> Disclosure:
    return actions.start(district.finance, district.duty("budget"), actor=district.clerk, at=NOW)


def address(draft: Disclosure, rest: str = "edit/") -> str:
    return f"/workbench/disclosures/{draft.pk}/{rest}"


def send(client: Client, draft: Disclosure, intent: str = "save", **fields: object):
    draft.refresh_from_db()
    return client.post(address(draft), {"saves": draft.saves, "intent": intent, **fields})


def test_choosing_a_duty_starts_a_draft(clerk: Client, district: District):
    page = clerk.get("/workbench/disclosures/new/")
    assert "部门预算" in text(page)
    duty = district.duty("budget")
    shown = text(clerk.get(f"/workbench/disclosures/new/?unit={district.finance.pk}&duty={duty.pk}"))
    assert "主要领导审签" in shown
    started = clerk.post("/workbench/disclosures/new/", {"unit": district.finance.pk, "duty": duty.pk})
    assert started["Location"] == address(Disclosure.objects.get())


def test_a_task_is_started_with_its_duty(clerk: Client, obligation):
    task = obligation()
    assert task.title in text(clerk.get(f"/workbench/disclosures/new/?task={task.pk}"))
    clerk.post("/workbench/disclosures/new/", {"task": task.pk})
    assert list(Disclosure.objects.get().obligations.all()) == [task]


def test_no_draft_for_somebody_elses_unit(clerk: Client, district: District):
    sent = {"unit": district.health.pk, "duty": district.duty("budget").pk}
    assert clerk.post("/workbench/disclosures/new/", sent).status_code == 404
    assert not Disclosure.objects.exists()


def test_saving_keeps_rows_that_hold_something_and_what_cannot_be_read(clerk: Client, draft: Disclosure):
    assert send(clerk, draft, **{**FULL, "e-total": "三百"}).status_code == 302
    draft.refresh_from_db()
    assert [row["item"] for row in draft.values["lines"]] == ["税收", "利息"]
    assert draft.unread == {"total": "三百"}
    page = clerk.get(address(draft))
    assert value(page, "e-total") == "三百"
    assert "field-total" in objections(page)
    assert value(page, "e-summary") == "全年收入情况说明。"


def test_everything_that_is_wrong_is_told_at_once_and_typed_things_stay(clerk: Client, draft: Disclosure):
    page = send(clerk, draft, "submit", **{**FULL, "e-lines-1-income": "许多", "m-produced_on": "", "m-title": "预"})
    told = objections(page)
    assert {"field-lines-1", "field-m-produced_on", "field-m-title"} <= set(told)
    assert value(page, "e-lines-1-income") == "许多"
    draft.refresh_from_db()
    assert draft.state == Disclosure.State.DRAFT


def test_a_complete_draft_is_submitted(clerk: Client, draft: Disclosure):
    sent = send(clerk, draft, "submit", **FULL)
    assert sent["Location"] == address(draft, "")
    draft.refresh_from_db()
    assert draft.state == Disclosure.State.IN_REVIEW
    assert "审核中" in text(clerk.get(address(draft, "")))
    assert clerk.get(address(draft))["Location"] == address(draft, "")


def test_missing_content_can_be_published_as_a_gap_with_a_reason(clerk: Client, draft: Disclosure):
    without = {name: "" for name in FULL if name.startswith("e-summary")}
    page = send(clerk, draft, "submit", **{**FULL, **without})
    assert "确实缺少这些内容" in text(page)
    sent = send(clerk, draft, "submit", gaps_reason="说明尚在核对", **{**FULL, **without})
    assert sent.status_code == 302


def test_the_second_of_two_windows_is_told_what_differs_and_loses_nothing(clerk: Client, draft: Disclosure):
    clerk.post(address(draft, "save/"), {"saves": 0, **FULL})
    page = clerk.post(address(draft), {"saves": 0, "intent": "save", **FULL, "e-total": "999"})
    assert "两处内容不同的地方" in text(page)
    assert value(page, "e-total") == "999.00"
    assert value(page, "saves") == "1"
    draft.refresh_from_db()
    assert draft.values["total"] == "300.50"
    assert clerk.post(address(draft), {"saves": 1, "intent": "save", **FULL, "e-total": "999"}).status_code == 302


def test_saving_in_the_background_answers_with_the_next_number(clerk: Client, draft: Disclosure):
    saved = clerk.post(address(draft, "save/"), {"saves": 0, "m-title": "半个标题"})
    assert 'value="1" data-hx-swap-oob="true"' in saved.content.decode()
    late = clerk.post(address(draft, "save/"), {"saves": 0, "m-title": "另一个"})
    assert "hx-swap-oob" not in late.content.decode()
    assert "已被另一处保存过" in text(late)
    assert clerk.get(address(draft, "save/")).status_code == 405


def test_rows_are_added_deleted_and_pasted_without_script(clerk: Client, draft: Disclosure):
    added = send(clerk, draft, "add:lines", **FULL)
    assert added["Location"] == address(draft) + "?add=lines#field-lines"
    assert 'name="e-lines-7-item"' in clerk.get(address(draft) + "?add=lines").content.decode()
    send(clerk, draft, "delete:lines:1", **FULL)
    draft.refresh_from_db()
    assert [row["item"] for row in draft.values["lines"]] == ["利息"]
    send(clerk, draft, "paste:lines", **{**FULL, "e-lines-paste": "收入\t项目\n1,000\t补助\n"})
    draft.refresh_from_db()
    assert draft.values["lines"][-1] == {"item": "补助", "income": "1000.00"}


def test_tasks_are_ticked(clerk: Client, draft: Disclosure, obligation):
    first, second = obligation("budget"), obligation("budget", due=date(2026, 6, 1))
    send(clerk, draft, **{**FULL, "tasks-sent": "1", "tasks": [first.pk, second.pk]})
    assert set(draft.obligations.all()) == {first, second}
    send(clerk, draft, **{**FULL, "tasks-sent": "1", "tasks": [second.pk]})
    assert set(draft.obligations.all()) == {second}


def test_rich_text_is_made_harmless(clerk: Client, draft: Disclosure):
    send(clerk, draft, **{**FULL, "e-summary": "<p onclick='x()'>好<script>alert(1)</script></p>"})
    draft.refresh_from_db()
    assert draft.values["summary"] == "<p>好</p>"
    send(clerk, draft, **{**FULL, "e-summary": "第一段 1<2\n\n第二段"})
    draft.refresh_from_db()
    assert draft.values["summary"] == "<p>第一段 1&lt;2</p><p>第二段</p>"
    assert value(clerk.get(address(draft)), "e-summary") == "第一段 1<2\n\n第二段"


def test_files_are_attached_shown_and_removed(clerk: Client, stranger: Client, district: District):
    draft = actions.start(district.finance, district.duty("photo"), actor=district.clerk, at=NOW)
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(out, "PNG")
    send(clerk, draft, **{"file-picture": SimpleUploadedFile("现场.png", out.getvalue(), "image/png")})
    kept = draft.attachments.get()
    assert kept.element == "picture"
    with closing(clerk.get(address(draft, f"files/{kept.file.sha256}"))) as shown:
        assert shown["Content-Type"] == "image/png"
    assert stranger.get(address(draft, f"files/{kept.file.sha256}")).status_code == 404
    refused = send(clerk, draft, **{"file-picture": SimpleUploadedFile("坏.png", b"MZ not a picture", "image/png")})
    assert "field-picture" in objections(refused)
    send(clerk, draft, f"detach:{kept.pk}")
    assert not draft.attachments.exists()


def test_a_word_document_becomes_the_text(clerk: Client, draft: Disclosure):
    document, out = Document(), io.BytesIO()
    document.add_paragraph("从文档来的说明文字。")
    document.save(out)
    send(clerk, draft, "docx:summary", **FULL, **{"docx-summary": SimpleUploadedFile("说明.docx", out.getvalue())})
    draft.refresh_from_db()
    assert draft.values["summary"] == "<p>从文档来的说明文字。</p>"
    assert "field-summary" in objections(send(clerk, draft, "docx:summary", **FULL))


def test_the_own_spreadsheet_comes_back(clerk: Client, draft: Disclosure):
    template = clerk.get(address(draft, "template.xlsx"))
    assert template.content.startswith(b"PK")
    other = table_xlsx(["甲", "乙"], [["一", "二"]])
    refused = send(clerk, draft, "import:", **FULL, workbook=SimpleUploadedFile("别的.xlsx", other))
    assert objections(refused)
    draft.refresh_from_db()
    assert draft.values["total"] == "300.50", "what was typed beside the file is saved"


def test_reasons_of_a_return_stand_beside_their_fields(
    clerk: Client, leader: Client, draft: Disclosure, district: District
):
    send(clerk, draft, "submit", **FULL)
    draft.refresh_from_db()
    step = pending(draft)
    sent = {
        "intent": "decide",
        "decision": "returned",
        "opinion": "",
        "reason-total": "与报表不符",
        "reason-m-title": "写全称",
    }
    assert leader.post(f"/workbench/reviews/{step.pk}/", sent).status_code == 302
    page = clerk.get(address(draft))
    told = objections(page)
    assert "与报表不符" in told["field-total"]
    assert "写全称" in told["field-m-title"]


def test_a_draft_is_discarded_and_taken_back(clerk: Client, draft: Disclosure):
    assert "10 分钟内可以恢复" in text(clerk.get(address(draft, "do/discard/")))
    clerk.post(address(draft, "do/discard/"))
    draft.refresh_from_db()
    assert draft.state == Disclosure.State.DISCARDED
    assert "恢复草稿" in text(clerk.get(address(draft, "")))
    clerk.post(address(draft, "do/undo/"))
    draft.refresh_from_db()
    assert draft.state == Disclosure.State.DRAFT


@pytest.mark.parametrize("rest", ["", "edit/", "preview/", "template.xlsx", "do/discard/", "files/0123456789abcdef0"])
def test_to_others_it_does_not_exist(stranger: Client, draft: Disclosure, rest: str):
    assert stranger.get(address(draft, rest)).status_code == 404


def test_those_who_may_only_look_find_no_form(leader: Client, draft: Disclosure):
    assert leader.get(address(draft, "")).status_code == 200
    assert leader.get(address(draft, "preview/")).status_code == 200
    assert leader.get(address(draft)).status_code == 404
    assert leader.post(address(draft, "save/"), {"saves": 0}).status_code == 404
    assert later(hours=1) > NOW
