"""Attachments, the store, imports from spreadsheets and Word."""

import io
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
import xlsxwriter
from PIL import Image

from gongkai.disclosures import actions, store
from gongkai.disclosures.models import Attachment, Disclosure, RevisionFile, StoredFile
from gongkai.disclosures.queries import file_for, file_for_audience, public_file
from gongkai.disclosures.uploads import INLINE, Document, prepare, read_document, read_workbook
from gongkai.documents.sheets import Filled, template
from gongkai.duties.queries import definition
from gongkai.journal.refusals import Refused
from tests.disclosures.conftest import NOW, District, later

Refusal = Callable[..., list[str]]
TEXT = "明川区财政局关于公开预算的说明".encode()


def picture(colour: str = "red") -> bytes:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Camera of somebody"
    Image.new("RGB", (40, 30), colour).save(out, "JPEG", exif=exif)
    return out.getvalue()


def attach(
    district: District, draft: Disclosure, data: bytes = TEXT, name: str = "说明.txt", element: str = ""
) -> Attachment:
    return actions.attach(draft, prepare(data, name), actor=district.clerk, at=NOW, element=element)


def test_files_are_stored_once_by_content(district: District, settings):
    one, two = attach(district, district.draft()), attach(district, district.draft(), name="另名.txt")
    assert one.file == two.file
    sha256 = one.file.sha256
    assert store.path_of(sha256) == Path(settings.MEDIA_ROOT) / sha256[:2] / sha256[2:4] / sha256
    assert store.read(sha256) == TEXT
    assert one.file.text.startswith("明川区财政局")
    assert not list(Path(settings.MEDIA_ROOT).rglob(".*")), "no temporary file is left"


def test_photographs_lose_what_the_camera_wrote(district: District):
    kept = attach(district, district.draft("photo"), picture(), "现场.jpg", "picture").file
    assert b"Camera of somebody" not in store.read(kept.sha256)
    assert kept.media_type == "image/jpeg"


def test_refused_file_leaves_nothing(district: District):
    with pytest.raises(Refused):
        prepare(b"MZ\x90\x00 program", "a.pdf")
    assert not StoredFile.objects.exists()


def test_attaching_is_refused_with_reasons(district: District, refused: Refusal):
    draft, ready = district.draft("photo"), prepare(TEXT, "说明.txt")
    call = {"actor": district.clerk, "at": NOW}
    assert refused(actions.attach, draft, ready, element="picture", **call) == ["attachment.image"]
    assert refused(actions.attach, draft, ready, element="nothing", **call) == ["attachment.element"]
    attach(district, draft)
    assert refused(actions.attach, draft, ready, **call) == ["attachment.twice"]
    published = district.published()
    codes = refused(actions.attach, published, ready, actor=district.stranger, at=NOW)
    assert codes == ["right.draft", "disclosure.stage"]


def test_required_picture_is_an_objection_until_it_is_attached(district: District, refused: Refusal):
    draft = district.draft("photo", {})
    assert refused(actions.submit, draft, actor=district.clerk, at=NOW) == ["value.required"]
    attach(district, draft, picture(), "现场.jpg", "picture")
    content = actions.submit(draft, actor=district.clerk, at=NOW).submitted.content
    assert [(one["name"], one["element"]) for one in content["attachments"]] == [("现场.jpg", "picture")]


def test_detaching_keeps_what_revisions_name(district: District, refused: Refusal):
    draft = district.draft()
    attachment = attach(district, draft)
    submitted = actions.submit(draft, actor=district.clerk, at=NOW)
    assert refused(actions.detach, attachment, actor=district.clerk, at=NOW) == ["disclosure.stage"]
    actions.recall(submitted, actor=district.clerk, at=NOW)
    actions.detach(attachment, actor=district.clerk, at=NOW)
    assert RevisionFile.objects.get().file == StoredFile.objects.get()


def test_only_files_of_what_is_shown_are_public(district: District):
    draft = district.draft()
    kept = attach(district, draft).file
    digest = kept.sha256[:16]
    submitted = actions.submit(draft, actor=district.clerk, at=NOW)
    assert file_for(district.clerk, draft.pk, digest) == (kept, "说明.txt")
    assert file_for(district.stranger, draft.pk, digest) is None
    published = actions.publish(submitted, actor=district.clerk, at=NOW)
    number = published.index_number
    assert public_file(number, digest) == (kept, "说明.txt")
    assert public_file(number, digest[:8]) is None
    correcting = actions.correct(published, "换文件", actor=district.clerk, at=NOW)
    actions.detach(correcting.attachments.get(), actor=district.clerk, at=NOW)
    assert public_file(number, digest) is not None, "the correction is not public yet"
    correcting.refresh_from_db()
    actions.publish(actions.submit(correcting, actor=district.clerk, at=NOW), actor=district.clerk, at=later(hours=1))
    assert public_file(number, digest) is None
    assert file_for(district.clerk, draft.pk, digest) is not None, "staff still see what older revisions held"
    actions.withdraw(published, "error", "错", actor=district.clerk, at=NOW)
    assert public_file(number, digest) is None


def test_files_of_internal_disclosures_stay_inside(district: District):
    draft = district.draft("staff")
    digest = attach(district, draft).file.sha256
    published = actions.publish(actions.submit(draft, actor=district.clerk, at=NOW), actor=district.clerk, at=NOW)
    assert public_file(published.index_number, digest) is None
    assert file_for_audience(district.clerk, published.index_number, digest) is not None
    assert file_for_audience(district.stranger, published.index_number, digest) is None


def test_a_correction_starts_with_the_files_that_are_public(district: District):
    draft = district.draft()
    attach(district, draft)
    published = actions.publish(actions.submit(draft, actor=district.clerk, at=NOW), actor=district.clerk, at=NOW)
    correcting = actions.correct(published, "错字", actor=district.clerk, at=NOW)
    assert list(correcting.attachments.values_list("name", flat=True)) == ["说明.txt"]


def filled(district: District, draft: Disclosure, rows: list[list[object]]) -> Filled:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("收支表")
        for number, row in enumerate([["项目", "收入"], *rows]):
            sheet.write_row(number, 0, row)
    return read_workbook(draft, out.getvalue())


def test_table_is_imported_from_a_spreadsheet(district: District):
    draft = district.draft("budget", {"total": "3"})
    read = filled(district, draft, [["税收", 1.5], ["非税", "1.50"]])
    saved = actions.import_table(draft, "lines", read, draft.saves, actor=district.clerk, at=NOW)
    assert saved.disclosure.values["lines"] == [
        {"item": "税收", "income": "1.50"}, {"item": "非税", "income": "1.50"},
    ]  # fmt: skip
    assert saved.disclosure.values["total"] == "3.00", "the rest stays"


def test_unreadable_cells_are_named_with_their_place(district: District):
    draft = district.draft("budget", {})
    saved = actions.import_table(
        draft, "lines", filled(district, draft, [["税收", "若干"]]), draft.saves, actor=district.clerk, at=NOW
    )
    assert any("B2" in one.zh for one in saved.objections), saved.objections


def test_import_refusals(district: District, refused: Refusal):
    draft = district.draft("budget", {})
    call = {"actor": district.clerk, "at": NOW}
    nothing = read_workbook(draft, b"no workbook")
    assert refused(actions.import_table, draft, "total", nothing, draft.saves, **call)[0] == "import.element"
    assert refused(actions.import_workbook, draft, nothing, draft.saves, **call)
    other = Filled({"body": "x"}, duty="plain")
    assert refused(actions.import_workbook, draft, other, draft.saves, **call) == ["import.duty"]
    assert refused(actions.import_docx, draft, "lines", Document("<p>x</p>", "", (), ()), draft.saves, **call) == [
        "import.element"
    ]
    assert refused(actions.import_docx, draft, "summary", Document("", "", (), ()), draft.saves, **call) == [
        "import.empty"
    ]


def test_the_empty_template_of_the_duty_is_understood(district: District):
    draft = district.draft("budget", {})
    duty = definition(draft.duty, draft.unit, draft.version)
    read = read_workbook(draft, template(duty))
    assert read.duty == "budget"


def test_word_document_becomes_rich_text_and_its_pictures_files(district: District):
    out, image = io.BytesIO(), io.BytesIO(picture("blue"))
    document = docx.Document()
    document.add_heading("预算说明", 1)
    document.add_paragraph("本年度收支平衡。")
    document.add_picture(image)
    document.save(out)
    draft = district.draft("budget", {})
    read = read_document(out.getvalue())
    saved = actions.import_docx(draft, "summary", read, draft.saves, actor=district.clerk, at=NOW).disclosure
    attachment = saved.attachments.get()
    assert attachment.element == "summary"
    assert f"{INLINE}{attachment.file.sha256}." in saved.values["summary"]
    assert "本年度收支平衡。" in saved.values["summary"]
    assert (read.title, len(store.read(attachment.file.sha256))) == ("预算说明", attachment.file.size)
    again = actions.import_docx(saved, "summary", read, saved.saves, actor=district.clerk, at=NOW).disclosure
    assert again.attachments.count() == 1
