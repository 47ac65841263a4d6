"""The import area through the browser's requests: upload, look, take, undo, audit, explain, cover."""

import io
import zipfile
from collections.abc import Callable

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from gongkai.disclosures.models import Disclosure
from gongkai.disclosures.queries import for_public
from gongkai.imports.files import MOST_BYTES, folder
from gongkai.imports.models import GapExplanation, ImportRun, LearntRule
from gongkai.units.models import Person, Unit
from gongkai.units.roles import Role
from tests.disclosures.conftest import District
from tests.imports.conftest import DOCUMENTS, as_csv

Enter = Callable[[Person], Client]


@pytest.fixture(autouse=True)
def _at_once(settings: Settings) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}


@pytest.fixture
def root(district: District) -> Unit:
    """The district above the units of the other tests."""
    made = Unit.objects.create(code="district", name="明川区", kind="district_government", region_code="990101")
    Unit.objects.filter(pk=made.pk).update(path=f"{made.pk}/")
    for unit in (district.finance, district.health, district.village):
        unit.parent, unit.path = made, f"{made.pk}/{unit.pk}/"
        unit.save()
    return Unit.objects.get(pk=made.pk)


@pytest.fixture
def office(district: District, root: Unit, enter: Enter) -> Client:
    return enter(district.person("office", Role.OFFICE_STAFF, root))


def upload(client: Client, kind: str, data: bytes, name: str = "a.csv", **more: object) -> HttpResponse:
    fields = {"file": SimpleUploadedFile(name, data), "rest": "plain", **more}
    return client.post(reverse("workbench:import-new", args=[kind]), fields)


def do(client: Client, run: ImportRun, verb: str, **more: object) -> HttpResponse:
    return client.post(reverse("workbench:import-act", args=[run.pk, verb]), more)


def newest() -> ImportRun:
    return ImportRun.objects.latest("pk")


def text(response: HttpResponse) -> str:
    return response.content.decode()


def test_a_list_of_documents_is_checked_taken_and_undone(district: District, office: Client):
    answer = upload(office, "documents", as_csv([*DOCUMENTS, ["没有日期", "", "", "", "", "", "", ""]]))
    assert answer.status_code == 302
    page = text(office.get(answer["Location"]))
    assert "没有发布日期，也没有成文日期" in page
    assert not Disclosure.objects.exists()
    refused = do(office, newest(), "take")
    assert refused.status_code == 422
    assert "有 1 行存在问题" in text(refused)
    do(office, newest(), "take", good_only="1")
    assert for_public().count() == 3
    page = text(office.get(reverse("workbench:import", args=[newest().pk])))
    assert "已导入" in page
    do(office, newest(), "undo")
    assert not for_public().exists()
    assert newest().state == "undone"


def test_bad_rows_come_back_as_a_file_that_can_be_mended(district: District, office: Client):
    upload(office, "documents", as_csv([*DOCUMENTS, ["没有日期", "", "", "", "", "", "", ""]]))
    body = office.get(reverse("workbench:import-bad", args=[newest().pk, "csv"])).content.decode("utf-8-sig")
    header, row = body.strip().splitlines()
    assert header.endswith("原行号,问题,怎么改")
    assert row.startswith("没有日期,")
    assert "至少填写一个日期" in row
    assert office.get(reverse("workbench:import-bad", args=[newest().pk, "xlsx"])).content.startswith(b"PK")


def test_units_people_and_posts(district: District, root: Unit, office: Client):
    units = [
        ["单位代码", "全称", "类别", "上级单位", "职能"],
        ["water", "明川区水务局", "区直部门", "district", "水利"],
        ["north", "北村", "村", "", ""],
    ]
    upload(office, "units", as_csv(units), unit=root.pk)
    do(office, newest(), "take")
    assert Unit.objects.get(code="water").functions == ["water_affairs"]
    people = [
        ["账号", "姓名", "单位", "角色"],
        ["li", "李某", "water", "公开专员"],
        ["li", "李某", "north", "公开专员"],
        ["wang", "王某", "明川区水务局", "主要领导"],
    ]
    upload(office, "people", as_csv(people), unit=root.pk)
    do(office, newest(), "take")
    assert newest().outcomes == {"added": 3}
    assert Person.objects.get(username="li").grants.count() == 2
    people_run = newest()
    posts = [["单位", "职务", "任职人", "任期开始"], ["water", "局长", "王某", "2024年3月"]]
    upload(office, "posts", as_csv(posts), unit=root.pk)
    assert newest().bad + newest().good == 1
    units_run = ImportRun.objects.get(kind="units")
    refused = do(office, units_run, "undo")
    assert "不能撤销登记" in text(refused)
    do(office, people_run, "undo")
    assert not Person.objects.filter(username__in=["li", "wang"]).exists()
    do(office, units_run, "undo")
    assert not Unit.objects.filter(code="water").exists()


def test_units_again_change_what_differs_and_undo_puts_it_back(district: District, root: Unit, office: Client):
    rows = [["单位代码", "全称", "类别", "联系电话"], ["health", "明川区卫生健康局", "区直部门", "0990-1234567"]]
    upload(office, "units", as_csv(rows), unit=root.pk)
    do(office, newest(), "take")
    assert newest().outcomes == {"changed": 1}
    upload(office, "units", as_csv(rows), unit=root.pk)
    do(office, newest(), "take")
    assert newest().outcomes == {"same": 1}
    do(office, ImportRun.objects.order_by("pk")[0], "undo")
    assert Unit.objects.get(code="health").phone == ""


def test_the_table_of_any_duty_fills_a_draft(district: District, clerk: Client):
    rows = [["项目", "收入"], ["财政拨款", "1,234.50"], ["其他", "10"], ["其他", "10"]]
    upload(clerk, "table:budget:lines", as_csv(rows))
    do(clerk, newest(), "take")
    draft = Disclosure.objects.get()
    assert [row["income"] for row in draft.values["lines"]] == ["1234.50", "10.00", "10.00"]
    assert draft.state == "draft"
    upload(clerk, "table:budget:lines", as_csv(rows))
    do(clerk, newest(), "take")
    assert newest().outcomes == {"same": 3}
    assert Disclosure.objects.count() == 1


@pytest.mark.parametrize("kind", ["documents", "units", "people", "posts", "table:budget:lines"])
def test_templates(district: District, root: Unit, enter: Enter, kind: str):
    both = district.person("both", Role.OFFICE_STAFF, root)
    district.person("both", Role.CLERK, root)
    answer = enter(both).get(reverse("workbench:import-template", args=[kind]))
    assert answer.content.startswith(b"PK")


def test_who_may_not_enter(district: District, clerk: Client, enter: Enter, office: Client):
    auditor = enter(district.person("auditor", Role.AUDITOR, district.finance))
    assert auditor.get(reverse("workbench:imports")).status_code == 404
    assert clerk.get(reverse("workbench:import-new", args=["units"])).status_code == 404
    upload(office, "documents", as_csv(DOCUMENTS))
    assert clerk.get(reverse("workbench:import", args=[newest().pk])).status_code == 404


def book(write: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
        write(made)
    return out.getvalue()


def archive(*members: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members:
            made.writestr(name, data)
    return out.getvalue()


BAD = {
    "empty": ("documents", b"", "空"),
    "picture": ("documents", b"\x89PNG\r\n\x1a\n" + b"0" * 50, "不是表格"),
    "page": ("documents", b"<html><table></table></html>", "不是表格"),
    "broken workbook": ("documents", b"PK\x03\x04" + b"0" * 200, "完好"),
    "wrong sheet": ("documents", book(lambda made: made.add_worksheet("说明").write(0, 0, "请看下一张")), "缺少必需的列"),
    "header only": ("documents", as_csv(DOCUMENTS[:1]), "没有可以导入"),
    "no archive": ("site", b"not an archive at all", "压缩文件"),
    "way out": ("site", archive(("../../etc/passwd.html", b"<html></html>")), "不安全的路径"),
    "absolute": ("site", archive(("/etc/passwd.html", b"<html></html>")), "不安全的路径"),
    "bomb": ("site", archive(("a.html", b"0" * 300_000_000)), "压缩炸弹"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_bad_files_say_what_is_wrong_and_leave_nothing(district: District, office: Client, name: str):
    kind, data, told = BAD[name]
    answer = upload(office, kind, data, "x.bin")
    page = text(answer) if answer.status_code == 422 else text(office.get(answer["Location"]))
    assert told in page
    if ImportRun.objects.exists():
        assert do(office, newest(), "take", good_only="1").status_code == 422
    assert not Disclosure.objects.exists()


def test_broken_encodings_scientific_numbers_and_dates_as_text_are_rows_with_a_remedy(
    district: District, office: Client
):
    rows = [
        ["单位代码", "全称", "类别", "统一社会信用代码", "设立日期"],
        ["a1", "甲局", "区直部门", "1.15E+17", "去年"],
    ]
    upload(office, "units", as_csv(rows, "gb18030"))
    page = text(office.get(reverse("workbench:import", args=[newest().pk])))
    assert "后几位已丢失" in page
    assert "设立日期" in page
    assert newest().bad == 1


def test_two_gigabytes_are_refused_before_a_byte_is_read(district: District, office: Client):
    address = reverse("workbench:import-new", args=["documents"])
    answer = office.generic("POST", address, b"x", "multipart/form-data; boundary=b", CONTENT_LENGTH=str(2 * 1024**3))
    assert answer.status_code == 413
    assert "超过上限" in text(answer)
    assert MOST_BYTES < 2 * 1024**3
    assert not folder().exists()


def test_a_form_without_its_token_is_refused(district: District, root: Unit):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(
        district.person("o", Role.OFFICE_STAFF, root), backend="django.contrib.auth.backends.ModelBackend"
    )
    assert upload(strict, "documents", as_csv(DOCUMENTS)).status_code == 403


def imported(office: Client) -> None:
    rows = [
        DOCUMENTS[0],
        *(
            [f"关于第{n}项工作的通知", f"川财发〔2020〕{n}号", "2020-03-02", "2020-03-20", "", "", f"/{n}.html", ""]
            for n in (1, 2, 5)
        ),
    ]
    upload(office, "documents", as_csv(rows), unit=Unit.objects.get(code="finance").pk)
    do(office, newest(), "take")


def test_the_audit_lists_gaps_and_an_approved_explanation_makes_them_records(
    district: District, root: Unit, office: Client, clerk: Client
):
    imported(office)
    page = text(office.get(reverse("workbench:import-audit")))
    assert "川财发" in page
    assert "3–4" in page
    form = {
        "unit": district.finance.pk,
        "series": "川财发",
        "year": "2020",
        "numbers": "3–4",
        "kind": "secret",
        "reason": "属于秘密文件",
    }
    assert clerk.post(reverse("workbench:import-gap-new"), {**form, "reason": ""}).status_code == 422
    assert clerk.post(reverse("workbench:import-gap-new"), form).status_code == 302
    assert GapExplanation.objects.count() == 2
    one = GapExplanation.objects.order_by("pk")[0]
    address = reverse("workbench:import-gap", args=[one.pk])
    assert "确认" not in text(clerk.get(address)).split("</nav>")[-1]
    assert office.post(address, {"decision": "refused"}).status_code == 422
    assert office.post(address, {"decision": "approved"}).status_code == 302
    page = text(office.get(reverse("workbench:import-audit")))
    assert "已说明 1" in page
    assert "属于秘密文件" in page
    assert clerk.post(reverse("workbench:import-gap-new"), form).status_code == 422


def test_the_audit_of_a_file_that_is_not_imported(district: District, office: Client):
    upload(office, "documents", as_csv(DOCUMENTS))
    query = f"?run={newest().pk}"
    assert "川财报" in text(office.get(reverse("workbench:import-audit") + query))
    report = office.get(reverse("workbench:import-audit-report") + query)
    assert "<svg" in text(report)
    for name in ("series", "gaps", "timeliness", "unparsed"):
        for form in ("csv", "xlsx"):
            assert office.get(reverse("workbench:import-audit-table", args=[name, form]) + query).status_code == 200


def test_coverage_and_what_is_learnt_from_a_correction(district: District, root: Unit, office: Client):
    imported(office)
    page = text(office.get(reverse("workbench:import-coverage") + "?first=2020&last=2020"))
    assert "真实公开率" in page
    assert "0.0%" in page
    one = Disclosure.objects.order_by("pk")[0]
    address = reverse("workbench:import-match", args=[one.pk])
    assert "没有规则对应" in text(office.get(address))
    assert office.post(address, {"duty": "quarter"}).status_code == 302
    assert LearntRule.objects.count()
    one.refresh_from_db()
    assert one.duty.code == "quarter"
    assert "25.0%" in text(office.get(reverse("workbench:import-coverage") + "?first=2020&last=2020"))
    assert "规则建议" in text(office.get(reverse("workbench:import-matches")))
    rows = [DOCUMENTS[0], ["关于第88项工作的通知", "", "2021-03-02", "2021-03-20", "", "", "/88.html", ""]]
    upload(office, "documents", as_csv(rows), unit=district.finance.pk)
    do(office, newest(), "take")
    assert Disclosure.objects.latest("pk").duty.code == "quarter"
    assert office.get(reverse("workbench:import-coverage-report", args=["xlsx"])).content.startswith(b"PK")
    assert office.get(reverse("workbench:import-coverage-report", args=["docx"])).content.startswith(b"PK")
    rule = LearntRule.objects.order_by("-pk")[0]
    office.post(reverse("workbench:import-rules"), {"rule": rule.pk})
    rule.refresh_from_db()
    assert rule.retired_at is not None


CATALOGUE = [
    ["序号", "一级事项", "二级事项", "公开内容（要素）", "公开依据", "公开时限", "公开主体", "公开渠道和载体", "全社会", "特定群众", "主动", "依申请公开", "县级", "乡级"],
    ["1", "水价", "居民水价", "价格标准；执行时间", "《中华人民共和国政府信息公开条例》", "自信息形成之日起20个工作日内", "区水务局", "■政府网站 □公开栏", "√", "", "√", "", "√", ""],
]  # fmt: skip


def test_a_catalogue_becomes_a_proposal(district: District, office: Client):
    address = reverse("workbench:import-catalogue")
    answer = office.post(
        address, {"file": SimpleUploadedFile("目录.csv", as_csv(CATALOGUE)), "title": "水务目录", "pack": "water"}
    )
    assert answer.status_code == 302
    assert "/rulebook/proposals/" in answer["Location"]
    assert "居民水价" in text(office.get(answer["Location"]))
    answer = office.post(address, {"file": SimpleUploadedFile("x.csv", as_csv(DOCUMENTS))})
    assert answer.status_code == 422
    assert "没有公开目录" in text(answer)


def test_progress_points_to_the_page_once_it_stands_still(district: District, office: Client):
    upload(office, "documents", as_csv(DOCUMENTS))
    run = newest()
    assert office.get(reverse("workbench:import-progress", args=[run.pk]))["HX-Redirect"]
    ImportRun.objects.filter(pk=run.pk).update(state="taking", progress=1, beat=run.created_at)
    assert "已导入 1 行" in text(office.get(reverse("workbench:import-progress", args=[run.pk])))
