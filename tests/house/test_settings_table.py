"""The table of settings in the documents is the table in the code."""

from gongkai.config.environment import CHECKOUT, VARIABLES
from tests.house.sources import ROOT
from tests.house.test_scripts import script


def test_the_document_is_as_new_as_the_table():
    assert (ROOT / "docs" / "settings.md").read_text("utf-8") == script("settings_table").page()


def test_every_variable_is_explained_in_both_languages():
    page = script("settings_table").page()
    assert all(page.count(f"`{row.name}`") == 2 for row in VARIABLES)
    assert all(row.zh in page and row.en in page for row in VARIABLES)


def test_no_place_of_this_machine_gets_into_the_document():
    assert str(CHECKOUT) not in script("settings_table").page()


def test_an_old_document_is_noticed(capsys, monkeypatch, tmp_path):
    table = script("settings_table")
    monkeypatch.setattr(table, "TARGET", tmp_path / "settings.md")
    assert table.main(["--check"]) == 1
    assert "old" in capsys.readouterr().out
    table.TARGET.write_text(table.page(), "utf-8")
    assert table.main(["--check"]) == 0
