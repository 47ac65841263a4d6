"""The words of attachments, for search."""

import time
import zlib

import pytest
from pypdf.generic import ArrayObject, NameObject, StreamObject

from gongkai.documents import files
from gongkai.documents.pdf import PosterData, PosterText, poster
from gongkai.documents.text import TextLimits, plain_text
from tests.documents import builders as b
from tests.documents.test_pdf import sample


@pytest.mark.parametrize(
    ("data", "kind", "words"),
    [
        (b.docx_bytes(), "docx", "关于公开村级财务的通知\n正文第一段。"),
        (b.xlsx_bytes(), "xlsx", "表\n项目 金额\n道路 12.5"),
        (b.ofd_bytes(), "ofd", "版式文件正文"),
        (b.pdf_bytes(), "pdf", "Annual report of the village"),
        ("项目，金额\r\n\r\n道路".encode("gb18030"), "csv", "项目，金额\n道路"),
        ("甲\u3000乙".encode("utf-16"), "txt", "甲 乙"),
        ("<h1>题</h1><script>x</script><p>文".encode(), "html", "题\n文"),
        (b.image_bytes(), "png", ""),
    ],
)  # fmt: skip
def test_words_are_found(data: bytes, kind: str, words: str) -> None:
    assert plain_text(data, kind) == words


def test_chinese_words_are_found_in_our_own_posters() -> None:
    text = plain_text(poster(sample(), "a4"), "pdf")
    assert "村级财务收支公开表" in text.replace("\n", "").replace(" ", "")
    assert isinstance(sample(), PosterData)
    assert isinstance(sample().elements[0], PosterText)


def test_text_is_bounded_in_size_and_time() -> None:
    assert len(plain_text("字".encode() * 500_000, "txt", TextLimits(characters=1000))) == 1000
    rows = [[f"行{n}", n] for n in range(20_000)]
    began = time.monotonic()
    words = plain_text(b.xlsx_bytes(rows), "xlsx", TextLimits(seconds=0.0))
    assert words == "表"
    assert time.monotonic() - began < 5


def test_half_a_pdf_gives_what_can_be_read() -> None:
    assert isinstance(plain_text(b.pdf_bytes()[:-200], "pdf"), str)


@pytest.mark.parametrize(
    "content", [b"0" * 60_000_000, b"[" * 2_000_000, b"<<" * 500_000, b"BT " + b"(a) Tj " * 600_000 + b"ET"]
)
@pytest.mark.parametrize("layers", [1, 2])
def test_pdf_pages_that_unpack_to_too_much_take_no_time(content: bytes, layers: int) -> None:
    writer = b.pdf_writer()
    stream = StreamObject()
    stream._data = content
    for _ in range(layers):
        stream._data = zlib.compress(stream._data, 9)
    stream[NameObject("/Filter")] = ArrayObject([NameObject("/FlateDecode")] * layers)
    writer.pages[0][NameObject("/Contents")] = writer._add_object(stream)
    data = b.written(writer)
    began = time.monotonic()
    files.inspect(data, "a.pdf")
    plain_text(data, "pdf")
    assert time.monotonic() - began < 10
