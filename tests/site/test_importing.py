"""What the public face does with an import of many documents, and with its undoing."""

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from gongkai.disclosures.models import Disclosure
from gongkai.imports import actions
from gongkai.imports.events import IMPORT_UNDONE
from gongkai.journal.events import Event
from gongkai.site import importing
from gongkai.site.models import ListingEntry, Page
from gongkai.units.models import Person
from tests.disclosures.conftest import NOW, District
from tests.imports.conftest import DOCUMENTS, Bring, _own_store, as_csv, bring, district, office, root, taken

__all__ = ["_own_store", "bring", "district", "office", "root", "taken"]


@pytest.fixture(autouse=True)
def _own_search(settings: Settings, tmp_path: Path) -> None:
    settings.SEARCH_INDEX = tmp_path / "search"


def test_imported_documents_stand_in_lists_by_their_own_date(district: District, taken: Bring):
    taken("documents", as_csv(DOCUMENTS), unit=district.finance)
    importing.write_anew.call()
    days = ListingEntry.objects.filter(listing__key="all").order_by("position")
    assert [str(one.disclosure.published_on) for one in days] == ["2019-03-09", "2020-04-08", "2021-05-06"]
    first = Disclosure.objects.order_by("pk")[0]
    page = Client().get(first.path).content.decode()
    assert "历史导入" in page
    assert "请做好春耕。" in page
    answer = Client().get("/art/1.html")
    assert (answer.status_code, answer["Location"]) == (301, first.path)


def test_an_undone_import_leaves_no_page_behind(district: District, taken: Bring, office: Person):
    run = taken("documents", as_csv(DOCUMENTS), unit=district.finance)
    importing.write_anew.call()
    first = Disclosure.objects.order_by("pk")[0]
    actions.undo(run, actor=office, at=NOW)
    importing.undone(Event(IMPORT_UNDONE, run, office, NOW, run.unit, {}))
    assert not Page.objects.filter(path=first.path).exists()
    assert not ListingEntry.objects.exists()
    assert Client().get(first.path).status_code == 404
    assert Client().get("/art/1.html").status_code == 404
