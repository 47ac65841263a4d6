"""The one command: every sub-command says what it does, succeeds, or fails with a reason and an exit code."""

import json
import re
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gongkai.cli import app
from gongkai.config.environment import VARIABLES, settings_table
from gongkai.rulebook.exporting import export_pack
from gongkai.rulebook.loading import pack_schema

run = CliRunner().invoke
PACKS = Path(sys.modules["gongkai"].__path__[0]) / "rulebook" / "packs"


@pytest.mark.parametrize(
    "name", ["serve", "worker", "setup", "demo", "render", "check", "doctor", "audit", "rulebook", "account"]
)
def test_every_command_explains_itself(name: str) -> None:
    answer = run(app, [name, "--help"])
    assert answer.exit_code == 0
    assert "Usage" in answer.output


def test_the_built_in_rulebook_passes_its_own_check() -> None:
    answer = run(app, ["rulebook", "check", "--errors", "--on", "2026-11-23"])
    assert answer.exit_code == 0, answer.output
    assert answer.output.startswith("0 个错误")


def test_a_pack_for_next_year_is_checked_for_the_day_on_which_it_binds(tmp_path: Path) -> None:
    text = (PACKS / "district-demo.yaml").read_text("utf-8")
    national, later = str(PACKS / "national"), tmp_path / "later.yaml"
    begun = re.search(r"(?m)^effective_from: .*$", text)
    assert begun
    laxer = (
        text.replace(begun[0], "effective_from: 2099-01-01")
        + """
  - duty: ogi-annual-report-department
    set: {timing: 'D(12-31)'}
    reason: {zh: 放宽, en: Laxer}
"""
    )
    later.write_text(laxer, encoding="utf-8")
    answer = run(app, ["rulebook", "check", "--errors", national, str(later)])
    assert answer.exit_code == 1, answer.output
    assert "ogi-annual-report-department" in answer.output
    assert run(app, ["rulebook", "check", "--errors", "--on", "2026-11-23", national, str(later)]).exit_code == 0


def test_the_schema_of_packs_is_published(tmp_path: Path) -> None:
    out = tmp_path / "pack.schema.json"
    assert run(app, ["rulebook", "schema", str(out)]).exit_code == 0
    assert json.loads(out.read_text("utf-8")) == json.loads(run(app, ["rulebook", "schema"]).output) == pack_schema()


@pytest.mark.django_db
def test_a_preview_names_units_duties_and_changes(tmp_path: Path) -> None:
    from gongkai.duties.actions import install_rulebook
    from gongkai.journal.actors import SYSTEM
    from gongkai.units.actions import create_unit
    from tests.duties.conftest import NOW
    from tests.duties.rules import rulebook

    root = create_unit(actor=SYSTEM, code="district", name="区", kind="district_government", region_code="990101")
    create_unit(actor=SYSTEM, code="hamlet", name="东村", kind="village", region_code="990101", parent=root)
    install_rulebook(rulebook(), actor=SYSTEM, title="一", effective_from=date(2026, 1, 1), at=NOW)
    new = tmp_path / "new.yaml"
    new.write_text(export_pack(rulebook("2", quarterly="F(month)", always=None).packs[0]), encoding="utf-8")
    answer = run(app, ["rulebook", "preview", str(new), "--from", "2026-01-01", "--to", "2026-12-31"])
    assert answer.exit_code == 0, answer.output
    for said in ("hamlet: ", "± quarterly", "F(quarter) 改为 F(month)", "- always", "+8"):
        assert said in answer.output, said


@pytest.mark.django_db
def test_whoever_stands_at_the_machine_lets_people_in_again() -> None:
    from allauth.mfa.models import Authenticator

    from gongkai.units.models import Person

    person = Person.objects.create_user("office", "correct horse battery", name="文")
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={})
    assert run(app, ["account", "factor", "office"]).exit_code == 0
    assert not Authenticator.objects.exists()
    assert run(app, ["account", "factor", "office"]).exit_code == 1, "there is none any more"
    assert "/workbench/join/" in run(app, ["account", "link", "office"]).output
    assert run(app, ["account", "unlock", "office"]).exit_code == 0
    assert run(app, ["account", "link", "nobody"]).exit_code == 1
    Person.objects.update(is_active=False)
    assert run(app, ["account", "link", "office"]).exit_code == 1


def test_a_faulty_pack_is_named_with_its_faults(tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("pack: x\nduties: [{id: a}]\n", encoding="utf-8")
    answer = run(app, ["rulebook", "check", str(broken)])
    assert answer.exit_code == 2
    assert "broken.yaml" in answer.output


def test_the_catalogue_is_exported_as_the_official_sheet(tmp_path: Path) -> None:
    out = tmp_path / "catalogue.xlsx"
    answer = run(app, ["rulebook", "export", str(out)])
    assert answer.exit_code == 0, answer.output
    assert out.read_bytes().startswith(b"PK")
    assert run(app, ["rulebook", "export", str(tmp_path / "catalogue.pdf")]).exit_code == 2


def test_two_equal_packs_do_not_differ() -> None:
    national = str(PACKS / "national")
    answer = run(app, ["rulebook", "diff", national, national])
    assert answer.exit_code == 0
    assert "没有差别" in answer.output


@pytest.mark.django_db
def test_check_finds_an_empty_database_in_order_and_doctor_names_what_is_missing() -> None:
    checked = run(app, ["check"])
    assert checked.exit_code == 0, checked.output
    assert checked.output.count("✓") == 5
    looked = run(app, ["doctor"])
    assert looked.exit_code == 1
    assert "没有施行中的标准目录" in looked.output


def test_check_of_a_database_without_tables_says_what_to_do_and_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    from gongkai.commands import check

    missing = ("数据库迁移 · migrations", lambda: iter(["未执行 · not applied: x（运行 gongkai setup）"]))
    monkeypatch.setattr(check, "_migrations", missing[1])
    monkeypatch.setattr(check, "_CHECKS", (missing, ("其他 · another", lambda: iter(["没有表"]))))
    checked = run(app, ["check"])
    assert checked.exit_code == 1
    assert "gongkai setup" in checked.output
    assert "没有表" not in checked.output


@pytest.mark.django_db
def test_doctor_names_tasks_that_wait_accounts_without_factor_and_bases_that_lapsed(settings) -> None:
    from django.utils import timezone
    from django_tasks_db.models import DBTaskResult

    from gongkai.duties.actions import install_rulebook
    from gongkai.journal.actors import SYSTEM
    from gongkai.rulebook.model import Rulebook
    from gongkai.units.actions import add_person, create_unit, grant_role
    from gongkai.workbench.tasks import raise_periods
    from tests.duties.conftest import NOW
    from tests.duties.rules import rulebook

    settings.SECOND_FACTOR_REQUIRED = True
    root = create_unit(actor=SYSTEM, code="district", name="区", kind="district_government", region_code="990101")
    person = add_person(actor=SYSTEM, unit=root, username="wen-office", name="文")
    grant_role(person, root, "office_staff", actor=SYSTEM, starts_on=date(2026, 1, 1))
    pack = rulebook().to_json()["packs"][0]
    pack["bases"]["regulation"]["in_force_to"] = "2026-06-30"
    book = Rulebook.from_json({"packs": [pack]})
    install_rulebook(book, actor=SYSTEM, title="一", effective_from=date(2026, 1, 1), at=NOW)
    raise_periods.enqueue()
    DBTaskResult.objects.update(enqueued_at=timezone.now() - timedelta(minutes=11))
    said = run(app, ["doctor"]).output
    for wanted in ("1 个后台任务等了十分钟以上", "wen-office", "不在施行期"):
        assert wanted in said, said


@pytest.mark.django_db
def test_demo_refuses_an_unknown_size_and_a_full_database() -> None:
    from gongkai.units.models import Unit

    assert run(app, ["demo", "--size", "galaxy"]).exit_code == 2
    Unit.objects.create(code="real", name="真实单位", kind="district_government", region_code="990101")
    refused = run(app, ["demo"])
    assert refused.exit_code == 1
    assert "不会覆盖" in refused.output
    assert run(app, ["demo", "--if-empty"]).exit_code == 0


def test_every_setting_is_explained_in_both_languages() -> None:
    for language in ("zh", "en"):
        table = settings_table(language)
        assert all(f"`{variable.name}`" in table for variable in VARIABLES)
    assert all(variable.zh and variable.en and variable.name.startswith("GONGKAI_") for variable in VARIABLES)


@pytest.mark.django_db
def test_an_index_of_another_release_is_built_anew_by_the_worker(settings, tmp_path: Path) -> None:
    from gongkai.site import indexing

    settings.SEARCH_INDEX = tmp_path / "search"
    assert indexing.mend() is False, "a missing index is simply begun"
    for stamp in settings.SEARCH_INDEX.rglob("*.json"):
        stamp.write_text("{}", encoding="utf-8")
    indexing._open.clear()
    assert indexing.mend() is True
    assert indexing.mend() is False
