"""The one command: every sub-command says what it does, succeeds, or fails with a reason and an exit code."""

import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gongkai.cli import app
from gongkai.config.environment import VARIABLES, settings_table

run = CliRunner().invoke
PACKS = Path(sys.modules["gongkai"].__path__[0]) / "rulebook" / "packs"


@pytest.mark.parametrize("name", ["serve", "worker", "setup", "demo", "render", "check", "doctor", "audit", "rulebook"])
def test_every_command_explains_itself(name: str) -> None:
    answer = run(app, [name, "--help"])
    assert answer.exit_code == 0
    assert "Usage" in answer.output


def test_the_built_in_rulebook_passes_its_own_check() -> None:
    answer = run(app, ["rulebook", "check", "--errors", "--on", "2026-11-23"])
    assert answer.exit_code == 0, answer.output
    assert answer.output.startswith("0 个错误")


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
    assert checked.output.count("✓") == 4
    looked = run(app, ["doctor"])
    assert looked.exit_code == 1
    assert "没有施行中的标准目录" in looked.output


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
