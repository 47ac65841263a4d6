"""What is kept of a file: the content, without the traces of who made it."""

import io
import zipfile

import docx
import numpy as np
import pytest
import xlsxwriter
from PIL import Image
from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
)
from python_calamine import CalamineWorkbook

from gongkai.documents import files
from gongkai.documents.text import plain_text
from tests.documents import builders as b

NAMES = (b"\xe5\xbc\xa0\xe4\xb8\x89", b"\xe6\x9d\x8e\xe5\x9b\x9b", b"MAKER-OF-PHONES", b"Zhang San", b"SECRET-PATH")


def cleaned(data: bytes, name: str) -> bytes:
    facts = files.inspect(data, name)
    assert facts.accepted, facts.objections
    return files.clean(data, facts)


def everything(data: bytes) -> bytes:
    """All bytes of a file, with the parts of a package unpacked."""
    if not data.startswith(b"PK"):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())


def commented_docx() -> bytes:
    document = docx.Document(io.BytesIO(b.docx_bytes()))
    run = document.paragraphs[0].runs[0]
    document.add_comment([run], text="请核实", author="李四", initials="LS")
    document.add_picture(io.BytesIO(b.photo_bytes()))
    out = io.BytesIO()
    document.save(out)
    data = b.with_part(out.getvalue(), "word/document.xml", b"<w:p>",
                       b'<w:p w:rsidR="00AB12CD"><w:ins w:id="9" w:author="\xe6\x9d\x8e\xe5\x9b\x9b" '
                       b'w:date="2026-07-08T09:00:00Z"><w:r><w:t>kept words</w:t></w:r></w:ins>')  # fmt: skip
    return b.with_part(data, "word/settings.xml", b"</w:settings>",
                       b'<w:rsids><w:rsidRoot w:val="00AB12CD"/></w:rsids></w:settings>')  # fmt: skip


def named_xlsx() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.set_properties({"author": "张三", "company": "李四", "comments": "Zhang San"})
        book.set_custom_property("保管人", "张三")
        sheet = book.add_worksheet("表")
        sheet.write(0, 0, "道路")
        sheet.write_formula(0, 1, "=1+1", None, 2)
        sheet.write_comment(0, 0, "内部意见", {"author": "李四"})
    path = (b'<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
            b'<mc:Choice Requires="x15"><x15ac:absPath url="C:\\SECRET-PATH\\" '
            b'xmlns:x15ac="http://schemas.microsoft.com/office/spreadsheetml/2010/11/ac"/></mc:Choice>'
            b"</mc:AlternateContent><sheets>")  # fmt: skip
    return b.with_part(out.getvalue(), "xl/workbook.xml", b"<sheets>", path)


def traced_pdf() -> bytes:
    writer = b.pdf_writer()
    writer.add_metadata({"/Author": "Zhang San", "/Creator": "SECRET-PATH"})
    xmp = DecodedStreamObject()
    xmp.set_data(b"<x:xmpmeta><dc:creator>Zhang San</dc:creator></x:xmpmeta>")
    xmp[NameObject("/Type")] = NameObject("/Metadata")
    reference = writer._add_object(xmp)
    writer.root_object[NameObject("/Metadata")] = reference
    writer.pages[0][NameObject("/Metadata")] = reference
    writer.pages[0][NameObject("/PieceInfo")] = DictionaryObject({NameObject("/App"): ByteStringObject(b"Zhang San")})
    picture = StreamObject()
    picture._data = b.photo_bytes()
    picture |= {}
    for key, value in {
        "/Type": "/XObject",
        "/Subtype": "/Image",
        "/ColorSpace": "/DeviceRGB",
        "/Filter": "/DCTDecode",
    }.items():
        picture[NameObject(key)] = NameObject(value)
    for key, number in {"/Width": 320, "/Height": 240, "/BitsPerComponent": 8}.items():
        picture[NameObject(key)] = NumberObject(number)
    writer.pages[0]["/Resources"][NameObject("/XObject")] = DictionaryObject(
        {NameObject("/I"): writer._add_object(picture)}
    )
    writer.add_attachment("secret.txt", b"Zhang San")
    return b.written(writer)


@pytest.mark.parametrize(
    ("data", "name"),
    [(commented_docx(), "a.docx"), (named_xlsx(), "a.xlsx"), (b.ofd_bytes(), "a.ofd"), (traced_pdf(), "a.pdf"),
     (b.photo_bytes(6), "a.jpg"), (b.photo_bytes(1), "a.jpeg")],
    ids=["docx", "xlsx", "ofd", "pdf", "upright photo", "photo"],
)  # fmt: skip
def test_no_trace_is_left(data: bytes, name: str) -> None:
    assert any(word in everything(data) for word in NAMES), "the example has a trace to remove"
    kept = cleaned(data, name)
    for word in NAMES:
        assert word not in everything(kept), word
    assert files.inspect(kept, name).accepted
    assert cleaned(kept, name) == cleaned(cleaned(kept, name), name) or name.endswith(("jpg", "jpeg"))


def test_the_words_stay() -> None:
    kept = plain_text(cleaned(commented_docx(), "a.docx"), "docx")
    assert "kept words" in kept
    assert "关于公开村级财务的通知" in kept
    assert "Annual report" in plain_text(cleaned(traced_pdf(), "a.pdf"), "pdf")
    assert "版式文件正文" in plain_text(cleaned(b.ofd_bytes(), "a.ofd"), "ofd")
    with CalamineWorkbook.from_filelike(io.BytesIO(cleaned(named_xlsx(), "a.xlsx"))) as book:
        assert book.get_sheet_by_name("表").to_python() == [["道路", 2.0]]


def test_cleaned_word_file_opens_and_keeps_its_comment() -> None:
    document = docx.Document(io.BytesIO(cleaned(commented_docx(), "a.docx")))
    (comment,) = document.comments
    assert (comment.text, comment.author) == ("请核实", "")
    assert not document.core_properties.author
    assert b"rsid" not in everything(cleaned(commented_docx(), "a.docx"))


def test_pdf_has_neither_information_nor_attachments() -> None:
    facts = files.inspect(traced_pdf(), "a.pdf")
    assert "caution_embedded_files" in {told.code for told in facts.cautions}
    reader = PdfReader(io.BytesIO(files.clean(traced_pdf(), facts)))
    assert not {key: value for key, value in (reader.metadata or {}).items() if key != "/Producer"}
    assert reader.xmp_metadata is None
    assert not reader.attachments
    assert len(reader.pages) == 1
    (image,) = reader.pages[0].images
    assert not image.image.getexif()


@pytest.mark.parametrize("orientation", range(1, 9))
def test_photographs_are_turned_upright(orientation: int) -> None:
    data = b.photo_bytes(orientation)
    facts = files.inspect(data, "a.jpg")
    with Image.open(io.BytesIO(files.clean(data, facts))) as image:
        assert not image.getexif()
        assert image.size == ((240, 320) if orientation >= 5 else (320, 240)) == (facts.width, facts.height)


def test_pixels_and_transparency_of_drawings_stay() -> None:
    image = Image.new("RGBA", (8, 8), (255, 0, 0, 40))
    image.putpixel((1, 2), (0, 255, 0, 255))
    for form, name in (("PNG", "a.png"), ("WEBP", "a.webp")):
        out = io.BytesIO()
        image.save(out, form, lossless=True)
        with Image.open(io.BytesIO(cleaned(out.getvalue(), name))) as kept:
            assert kept.mode == "RGBA"
            difference = np.abs(np.asarray(kept, dtype=int)[..., 3] - np.asarray(image, dtype=int)[..., 3])
            assert difference.max() <= 2
    palette = image.convert("P")
    out = io.BytesIO()
    palette.save(out, "PNG", transparency=0)
    with Image.open(io.BytesIO(cleaned(out.getvalue(), "a.png"))) as kept:
        assert kept.convert("RGB").tobytes() == palette.convert("RGB").tobytes()


def test_animations_keep_their_frames() -> None:
    frames = [Image.new("RGB", (10, 10), (n * 90, 255 - n * 90, 9)) for n in range(3)]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], duration=100, comment=b"Zhang San")
    kept = cleaned(out.getvalue(), "a.gif")
    assert b"Zhang San" not in kept
    with Image.open(io.BytesIO(kept)) as image:
        assert image.n_frames == 3


def test_signed_files_are_left_alone() -> None:
    writer = b.pdf_writer()
    writer.add_metadata({"/Author": "Zhang San"})
    writer._add_object(DictionaryObject({NameObject("/Type"): NameObject("/Sig"),
                                         NameObject("/ByteRange"): ArrayObject([NumberObject(0)])}))  # fmt: skip
    data = b.written(writer)
    facts = files.inspect(data, "a.pdf")
    assert facts.signed
    assert "caution_signed" in {told.code for told in facts.cautions}
    assert files.clean(data, facts) == data
    ofd = b.repacked(b.ofd_bytes(), {"Doc_0/Signs/Signatures.xml": b"<a/>"})
    assert files.clean(ofd, files.inspect(ofd, "a.ofd")) == ofd


def test_refused_files_are_not_cleaned() -> None:
    with pytest.raises(ValueError, match="refused"):
        files.clean(b"MZ", files.inspect(b"MZ", "a.exe"))


def test_text_is_kept_as_it_is() -> None:
    data = "a,b\r\n=1,2\r\n".encode("gb18030")
    assert cleaned(data, "a.csv") == data
