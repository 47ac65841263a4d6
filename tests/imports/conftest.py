"""A district with an office, a rulebook, and files as offices export them."""

import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from pytest_django import Settings

from gongkai.duties.queries import rulebooks
from gongkai.imports import actions, working
from gongkai.imports.files import receive
from gongkai.imports.models import ImportRun
from gongkai.units.models import Person, Unit
from gongkai.units.roles import Role
from tests.disclosures.conftest import NOW, District, make_rulebook, make_unit

DOCUMENTS = [
    ["标题", "文号", "成文日期", "发布日期", "发文机关", "栏目", "网址", "正文"],
    ["关于做好春耕工作的通知", "川政发〔2019〕1号", "2019-03-01", "2019-03-09", "明川区财政局", "通知", "http://old.example/art/1.html", "各乡镇：\n请做好春耕。"],
    ["2020年第一季度季度报告", "川财报〔2020〕3号", "2020/4/2", "2020年4月8日", "", "季度报告", "http://old.example/art/2.html", "<p>收支平衡。</p><script>alert(1)</script>"],
    ["关于调整会议时间的函", "川财函〔2021〕7号", "2021-05-06", "", "", "", "/art/3.html?id=9", ""],
]  # fmt: skip


@pytest.fixture(autouse=True)
def _own_store(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    monkeypatch.setattr("gongkai.journal.events._subscribers", {})  # pages are the public face's own affair


@pytest.fixture
def district(db: None) -> District:
    rulebooks._composed.cache_clear()
    rulebooks._defined.cache_clear()
    make_rulebook()
    root = make_unit("district", "明川区", "district_government")
    return District(
        finance=make_unit("finance", "明川区财政局", "district_department", uscc="11990101MB0000001A", parent=root),
        health=make_unit("health", "明川区卫生健康局", "district_department", parent=root),
        village=make_unit("east-village", "东村", "village", parent=root),
    )


@pytest.fixture
def root(district: District) -> Unit:
    return Unit.objects.get(code="district")


@pytest.fixture
def office(district: District, root: Unit) -> Person:
    return district.person("office", Role.OFFICE_STAFF, root)


def as_csv(rows: Sequence[Sequence[object]], encoding: str = "utf-8") -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode(encoding)


Bring = Callable[..., ImportRun]


@pytest.fixture
def bring(district: District, root: Unit, office: Person) -> Bring:
    """Upload a file and check it."""

    def go(
        kind: str,
        data: bytes,
        name: str = "table.csv",
        *,
        unit: Unit | None = None,
        by: Person | None = None,
        **options: object,
    ) -> ImportRun:
        received = receive([data], name)
        chosen = {"rest": "plain", **options} if kind in {"documents", "site"} else options
        run = actions.start_import(kind, received, unit or root, chosen, actor=by or office, at=NOW)
        working.check(run.pk, NOW)
        return ImportRun.objects.get(pk=run.pk)

    return go  # fmt: skip


@pytest.fixture
def taken(bring: Bring, office: Person) -> Bring:
    """Upload a file, check it, and take its good rows."""

    def go(kind: str, data: bytes, name: str = "table.csv", **more: object) -> ImportRun:
        run = bring(kind, data, name, **more)
        actions.begin_taking(run, good_only=True, actor=more.get("by") or office, at=NOW)  # type: ignore[arg-type]
        working.take(run.pk, NOW)
        return ImportRun.objects.get(pk=run.pk)

    return go
