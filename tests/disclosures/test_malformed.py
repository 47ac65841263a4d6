"""R4: whatever is brought, the answer is quick and says what to do, and nothing is half saved."""

import re
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings

from gongkai.disclosures import actions, store
from gongkai.disclosures.models import Attachment, Disclosure, StoredFile
from gongkai.disclosures.uploads import prepare, read_document, read_workbook
from gongkai.duties.queries import definition
from gongkai.journal.refusals import Objection, Refused
from gongkai.rulebook.model import Duty
from tests.disclosures.conftest import NOW, District
from tests.disclosures.malformed import SOUND, broken_sheets, cases
from tests.disclosures.rules import BALANCED, BUDGET, duty

EVERY = list(cases())
SHEETS = [
    *broken_sheets(
        Duty.from_json(
            duty("budget", "部门预算", "W(20,CD,npc_approved)", ["unit_leader"], elements=BUDGET, checks=[BALANCED])
        )
    )
]
PACKAGES = [case for case in EVERY if Path(case[2]).suffix in {".docx", ".xlsx", ".zip", ".exe", ".html"}]
LONGEST = 5.0  # seconds


def remedies(objections: Iterable[Objection]) -> None:
    """Each says in both languages what is wrong and, in Chinese, what the clerk should do."""
    told = list(objections)
    assert told
    for one in told:
        assert re.search("请|可以上传|应", one.zh), one.zh
        assert one.en
        assert "{" not in one.zh + one.en
        assert not re.search(r"Traceback|Error\b|Exception|None", one.zh + one.en)


@contextmanager
def quick() -> Iterator[None]:
    began = time.monotonic()
    yield
    assert time.monotonic() - began < LONGEST


def in_store() -> set[str]:
    return {path.name for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()}


def whole(draft: Disclosure) -> None:
    """Every file that a row names is there under its digest, and no file is there without a row."""
    names = set(StoredFile.objects.values_list("sha256", flat=True))
    assert in_store() == names
    for sha256 in names:
        assert store.read(sha256)


def test_there_are_hundreds():
    assert len(EVERY) >= 200
    assert len({made() for name, made, _ in EVERY if name != "entries doubled"}) >= 150
    assert len(SHEETS) >= 25


@pytest.mark.filterwarnings("ignore:Duplicate name:UserWarning")
@pytest.mark.parametrize(("made", "name"), [case[1:] for case in EVERY], ids=[case[0] for case in EVERY])
def test_attached(district: District, made: Callable[[], bytes], name: str):
    draft, data = district.draft("photo", {}), made()
    with quick():
        try:
            kept = actions.attach(draft, prepare(data, name), actor=district.clerk, at=NOW)
        except Refused as refusal:
            remedies(refusal.objections)
            assert not Attachment.objects.exists()
            assert in_store() == set()
            assert Disclosure.objects.get(pk=draft.pk).saves == draft.saves
        else:
            assert kept.file.extension in SOUND.keys() | {"csv", "txt"}
            whole(draft)


@pytest.mark.filterwarnings("ignore:Duplicate name:UserWarning")
@pytest.mark.parametrize(
    ("made", "name"), [case[1:] for case in [*SHEETS, *PACKAGES]], ids=[case[0] for case in [*SHEETS, *PACKAGES]]
)
def test_imported_as_a_filled_template(district: District, made: Callable[[], bytes], name: str):
    draft = district.draft("budget", {"summary": "<p>原来的说明。</p>", "total": "3"})
    before, data = draft.values, made()
    for act in (
        lambda read, saves: actions.import_workbook(draft, read, saves, actor=district.clerk, at=NOW),
        lambda read, saves: actions.import_table(draft, "lines", read, saves, actor=district.clerk, at=NOW),
    ):
        saves = Disclosure.objects.get(pk=draft.pk).saves
        with quick():
            try:
                saved = act(read_workbook(draft, data), saves)
            except Refused as refusal:
                remedies(refusal.objections)
                assert Disclosure.objects.get(pk=draft.pk).saves == saves
            else:
                if saved.objections:
                    remedies(saved.objections)
                assert saved.disclosure.saves == saves + 1
        now = Disclosure.objects.get(pk=draft.pk).values
        assert {key: now[key] for key in before.keys() & {"summary", "total"}} == before
        assert "<script" not in str(now["summary"])


@pytest.mark.filterwarnings("ignore:Duplicate name:UserWarning")
@pytest.mark.parametrize(("made", "name"), [case[1:] for case in PACKAGES], ids=[case[0] for case in PACKAGES])
def test_imported_as_a_word_document(district: District, made: Callable[[], bytes], name: str):
    draft = district.draft("budget", {"summary": "<p>原来的说明。</p>", "total": "3"})
    data = made()
    with quick():
        try:
            document = read_document(data)
            saved = actions.import_docx(draft, "summary", document, draft.saves, actor=district.clerk, at=NOW)
        except Refused as refusal:
            remedies(refusal.objections)
            now = Disclosure.objects.get(pk=draft.pk)
            assert (now.values, now.saves) == (draft.values, draft.saves)
            assert in_store() == set()
        else:
            assert saved.disclosure.values["summary"] != draft.values["summary"]
            assert not re.search(r"<script|javascript:|onload", saved.disclosure.values["summary"])
            whole(draft)


def test_the_template_itself_is_understood(district: District):
    draft = district.draft("budget", {})
    from gongkai.documents.sheets import template

    read = read_workbook(draft, template(definition(draft.duty, draft.unit, draft.version)))
    assert read.duty == "budget"
