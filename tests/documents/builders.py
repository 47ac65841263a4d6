"""Small files made in code: sound ones, and the faults that are put into them."""

import io
import zipfile
from collections.abc import Mapping

import docx
import xlsxwriter
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from gongkai.rulebook.model import Duty

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx_bytes(text: str = "关于公开村级财务的通知", author: str = "张三") -> bytes:
    document = docx.Document()
    document.core_properties.author = author
    document.core_properties.last_modified_by = author
    document.add_heading(text, 1)
    document.add_paragraph("正文第一段。")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def xlsx_bytes(rows: list[list[object]] | None = None, **options: object) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet("表")
        for number, row in enumerate(rows or [["项目", "金额"], ["道路", 12.5]]):
            sheet.write_row(number, 0, row)
    return out.getvalue()


def repacked(data: bytes, changed: Mapping[str, bytes | None], stored: bool = False) -> bytes:
    """Write a package again with parts changed, added, or (None) left out."""
    out = io.BytesIO()
    method = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", method) as target:
        for name in source.namelist():
            if name not in changed:
                target.writestr(name, source.read(name))
        for name, content in changed.items():
            if content is not None:
                target.writestr(name, content)
    return out.getvalue()


def part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def with_part(data: bytes, name: str, old: bytes, new: bytes) -> bytes:
    content = part(data, name)
    assert old in content, f"{old!r} is not in {name}"
    return repacked(data, {name: content.replace(old, new, 1)})


def zip_bytes(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def ofd_bytes(text: str = "版式文件正文", author: str = "李四") -> bytes:
    head = '<ofd:{0} xmlns:ofd="http://www.ofdspec.org/2016">{1}</ofd:{0}>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        info = f"<ofd:DocBody><ofd:DocInfo><ofd:Title>题</ofd:Title><ofd:Author>{author}</ofd:Author></ofd:DocInfo></ofd:DocBody>"
        archive.writestr("OFD.xml", head.format("OFD", info))
        archive.writestr("Doc_0/Document.xml", head.format("Document", ""))
        body = f"<ofd:Content><ofd:TextObject><ofd:TextCode>{text}</ofd:TextCode></ofd:TextObject></ofd:Content>"
        archive.writestr("Doc_0/Pages/Page_0/Content.xml", head.format("Page", body))
    return out.getvalue()


def pdf_writer(text: str = "Annual report of the village") -> PdfWriter:
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    stream = DecodedStreamObject()
    stream.set_data(f"BT /F1 12 Tf 20 100 Td ({text}) Tj ET".encode())
    page[NameObject("/Contents")] = writer._add_object(stream)
    font = DictionaryObject({NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1"),
                             NameObject("/BaseFont"): NameObject("/Helvetica")})  # fmt: skip
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
    )
    return writer


def written(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def pdf_bytes(text: str = "Annual report of the village") -> bytes:
    return written(pdf_writer(text))


def image_bytes(form: str = "PNG", size: tuple[int, int] = (40, 30), **options: object) -> bytes:
    image = Image.new("RGB", size, (200, 30, 30))
    image.paste((10, 10, 200), (0, 0, size[0] // 2, size[1] // 2))
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def gradient(size: tuple[int, int] = (320, 240), tilt: int = 3) -> Image.Image:
    image = Image.new("RGB", size)
    image.putdata([((x * tilt + y) % 256, (x + y * 2) % 256, (x * y // 50) % 256)
                   for y in range(size[1]) for x in range(size[0])])  # fmt: skip
    return image


def photo_bytes(orientation: int = 1) -> bytes:
    """A photograph as a phone takes it: time, place, model, orientation."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "MAKER-OF-PHONES"
    exif.get_ifd(0x8769)[0x9003] = "2026:07:08 09:30:00"
    place = exif.get_ifd(0x8825)
    place[1], place[2] = "N", (30.0, 15.0, 36.0)
    place[3], place[4] = "E", (120.0, 9.0, 0.0)
    out = io.BytesIO()
    gradient().save(out, "JPEG", exif=exif, comment=b"shot by Zhang San", quality=90)
    return out.getvalue()


def duty(**changes: object) -> Duty:
    """A duty with every type that a spreadsheet carries."""
    data: dict[str, object] = {
        "id": "village-accounts", "title": {"zh": "村级财务收支", "en": "Village accounts"},
        "matter": {"level1": {"zh": "村务", "en": "Village"}}, "category": "village", "units": {"kinds": ["village"]},
        "timing": "W(10,CD,quarter_end)",
        "elements": [
            {"id": "summary", "type": "rich_text", "title": {"zh": "说明", "en": "Notes"}, "required": True,
             "help": {"zh": "写明收支变化的原因。", "en": "Say why figures changed."}},
            {"id": "approved_on", "type": "date", "title": {"zh": "审核日期", "en": "Approved on"}, "required": True},
            {"id": "total", "type": "money", "title": {"zh": "合计", "en": "Total"}, "unit": "元"},
            {"id": "share", "type": "percent", "title": {"zh": "占比", "en": "Share"}},
            {"id": "audited", "type": "boolean", "title": {"zh": "是否审计", "en": "Audited"}},
            {"id": "kind", "type": "choice", "title": {"zh": "类别", "en": "Kind"},
             "options": [{"value": "income", "zh": "收入", "en": "Income"}, {"value": "cost", "zh": "支出", "en": "Cost"}]},
            {"id": "scan", "type": "file", "title": {"zh": "扫描件", "en": "Scan"}},
            {"id": "lines", "type": "table", "title": {"zh": "收支明细", "en": "Lines"}, "required": True, "columns": [
                {"id": "item", "type": "text", "title": {"zh": "项目", "en": "Item"}, "required": True},
                {"id": "amount", "type": "money", "title": {"zh": "金额", "en": "Amount"}, "unit": "元", "required": True},
                {"id": "paid_on", "type": "date", "title": {"zh": "日期", "en": "Date"}},
                {"id": "sort", "type": "choice", "title": {"zh": "类型", "en": "Sort"},
                 "options": [{"value": "road", "zh": "道路", "en": "Road"}, {"value": "water", "zh": "水利", "en": "Water"}]},
            ]},
            {"id": "people", "type": "table", "title": {"zh": "审核人员", "en": "Reviewers"}, "columns": [
                {"id": "name", "type": "text", "title": {"zh": "姓名", "en": "Name"}},
            ]},
        ],
    }  # fmt: skip
    return Duty.from_json(data | changes)
