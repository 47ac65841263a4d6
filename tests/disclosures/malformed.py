"""Hundreds of files that nobody should have to trust, made from sound ones: cut, overwritten, renamed, booby-trapped."""

import io
import random
from collections.abc import Callable, Iterator

import xlsxwriter

from gongkai.documents.sheets import template
from gongkai.rulebook.model import Duty
from tests.documents import builders as b
from tests.documents.test_files_refused import CASES

Case = tuple[str, Callable[[], bytes], str]
SOUND: dict[str, tuple[Callable[[], bytes], str]] = {
    "docx": (b.docx_bytes, "通知.docx"),
    "xlsx": (b.xlsx_bytes, "表.xlsx"),
    "ofd": (b.ofd_bytes, "版式.ofd"),
    "pdf": (b.pdf_bytes, "年报.pdf"),
    "png": (b.image_bytes, "图.png"),
    "jpg": (b.photo_bytes, "现场.jpg"),
    "webp": (lambda: b.image_bytes("WEBP"), "图.webp"),
    "gif": (lambda: b.image_bytes("GIF"), "图.gif"),
    "html": ("<!DOCTYPE html><html><body><script>alert(1)</script></body></html>".encode, "页.html"),
    "zip": (lambda: b.zip_bytes(a=b"x", b=b"y" * 500), "包.zip"),
}


def cut(data: bytes, share: float) -> bytes:
    return data[: int(len(data) * share)]


def overwritten(data: bytes, seed: int) -> bytes:
    """Some runs of bytes replaced by noise, the first four kept so that it still looks like what it was."""
    chance, made = random.Random(seed), bytearray(data)
    for _ in range(3):
        place = chance.randrange(4, len(made))
        length = min(chance.randrange(1, 40), len(made) - place)
        made[place : place + length] = chance.randbytes(length)
    return bytes(made)


def cases() -> Iterator[Case]:
    """Name, bytes and file name of every case. Some of the overwritten ones are sound after all."""
    for name, made, filename, _code in CASES:
        yield name, made, filename
    for kind, (made, filename) in SOUND.items():
        for share in (0.02, 0.3, 0.6, 0.9, 0.99):
            yield f"{kind} cut at {share}", lambda made=made, share=share: cut(made(), share), filename
        for seed in range(6):
            yield f"{kind} overwritten {seed}", lambda made=made, seed=seed: overwritten(made(), seed), filename
        for other in sorted(SOUND.keys() - {kind, "html", "zip"}):
            yield f"{kind} named {other}", made, f"改名.{other}"
        yield f"{kind} behind junk", lambda made=made: b"\x00junk" + made(), filename
        yield f"{kind} twice", lambda made=made: made() + made(), filename
        yield f"{kind} named twice", made, f"{filename}.exe"


def broken_sheets(duty: Duty) -> Iterator[Case]:
    """Workbooks that claim to be the duty's own: the template spoilt in the ways that happen."""
    own = template(duty)
    sheet = "xl/worksheets/sheet2.xml"

    def replaced(old: bytes, new: bytes, part: str = sheet) -> Callable[[], bytes]:
        return lambda: b.repacked(own, {part: b.part(own, part).replace(old, new)})

    yield "no sheets", lambda: b.repacked(own, {sheet: None, "xl/worksheets/sheet1.xml": None}), "表.xlsx"
    yield "no workbook", lambda: b.repacked(own, {"xl/workbook.xml": None}), "表.xlsx"
    yield "no relations", lambda: b.repacked(own, {"xl/_rels/workbook.xml.rels": None}), "表.xlsx"
    yield "no strings", lambda: b.repacked(own, {"xl/sharedStrings.xml": b"<a/>"}), "表.xlsx"
    yield "sheet is noise", lambda: b.repacked(own, {sheet: random.Random(3).randbytes(4000)}), "表.xlsx"
    yield (
        "sheet is html",
        lambda: b.repacked(own, {sheet: b"<html><table><tr><td>1</td></tr></table></html>"}),
        "表.xlsx",
    )
    yield "sheet unclosed", replaced(b"</worksheet>", b""), "表.xlsx"
    yield "sheet without data", replaced(b"sheetData", b"elsewhere"), "表.xlsx"
    yield "far cell", replaced(b'r="A1"', b'r="XFD1048576"'), "表.xlsx"
    yield "negative cell", replaced(b'r="A1"', b'r="A-1"'), "表.xlsx"
    yield "string that is not there", replaced(b"<v>0</v>", b"<v>999999</v>"), "表.xlsx"
    yield "macro", lambda: b.repacked(own, {"xl/vbaProject.bin": b"\xd0\xcf"}), "表.xlsm"
    yield "macro sheet", lambda: b.repacked(own, {"xl/macrosheets/sheet1.xml": b"<a/>"}), "表.xlsx"
    yield "program inside", lambda: b.repacked(own, {"xl/embeddings/oleObject1.bin": b"MZ"}), "表.xlsx"
    yield "other workbook linked", lambda: b.repacked(own, {"xl/externalLinks/_rels/e.xml.rels": (
        b'<Relationships><Relationship Id="r" TargetMode="External" Target="//host/x.xlsx" '
        b'Type="http://x/externalLinkPath"/></Relationships>')}), "表.xlsx"  # fmt: skip
    for name, rows in ODD_ROWS.items():
        yield name, lambda rows=rows: sheet_of(rows), "表.xlsx"
    yield "everything hidden", lambda: sheet_of([["项目", "收入"], ["税收", 1]], hidden=True), "表.xlsx"
    yield "merged", lambda: sheet_of([["项目", "收入"], ["税收", 1]], merged="A2:B4"), "表.xlsx"


ODD_ROWS: dict[str, list[list[object]]] = {
    "no rows": [["项目", "收入"]],
    "no headings": [["税收", 1], ["非税", 2]],
    "half the headings": [["项目"], ["税收"]],
    "headings twice": [["项目", "收入", "项目", "收入"], ["税收", 1, "别的", 2]],
    "words for money": [["项目", "收入"], ["税收", "若干"], ["非税", "约3万"]],
    "formula text": [["项目", "收入"], ['=HYPERLINK("http://x","点")', "=1/0"]],
    "too long": [["项目", "收入"], ["税" * 32_000, 1]],
    "too much": [["项目", "收入"], ["税收", 1e300], ["非税", -1e300]],
    "control characters": [["项目", "收入"], ["税\u0001收\u200b", 1]],
    "markup": [["项目", "收入"], ["<script>alert(1)</script>", 1]],
    "wide": [["项目", "收入", *(f"列{n}" for n in range(500))], ["税收", 1, *range(500)]],
}  # fmt: skip


def sheet_of(rows: list[list[object]], *, hidden: bool = False, merged: str = "") -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"strings_to_formulas": True}) as book:
        if hidden:
            book.add_worksheet("首页")
        sheet = book.add_worksheet("收支表")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        if hidden:
            sheet.very_hidden()
        if merged:
            sheet.merge_range(merged, "税收")
    return out.getvalue()
