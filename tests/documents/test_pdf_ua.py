"""Posters against the rules of PDF/UA-1 (ISO 14289-1) that a checker without veraPDF knows: 16 of its 106.

Typst refuses to set what breaks the rules it knows (``pdf_standards=["ua-1"]``); pdfua looks at the finished file,
independently of it. Neither is a proof of conformance.
"""

import io
from collections.abc import Callable
from pathlib import Path

import pdfua
import pytest
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from gongkai.documents.pdf import PosterColumn, PosterData, PosterTable, PosterText, poster
from tests.documents.test_pdf import sample

NOT_LOOKED_AT = {"UA-14-001"}
"""Empty headings: this release of the checker fails at headings with several parts. Ours come from non-empty titles."""

WIDE = PosterTable(
    "指标",
    (PosterColumn("村名"), *(PosterColumn(f"指标{n}（元）", numeric=True) for n in range(1, 31))),
    (("长堤村", *(f"{n},234,567.00" for n in range(1, 31))),),
)
POSTERS: dict[str, PosterData] = {
    "long table": sample(120),
    "wide table": sample(elements=(WIDE, PosterText("说明", "文" * 900))),
    "long title": sample(title="关于二〇二六年第二季度村级财务收支、集体资产资源处置和惠农补贴发放情况的公开" * 3),
    "rare characters": sample(unit="𠮷田䶮\U0002b821", elements=(PosterText("", "王\U0002b821、张\ue000"),)),
    "english": sample(language="en", title="Village accounts"),
    "nothing": sample(elements=(), filing_number="", supervision_phone="", posted_until=None, title=""),
}


def findings(pdf: bytes, folder: Path) -> tuple[set[str], set[str]]:
    """The rules broken, and those that the checker could not look at."""
    path = folder / "poster.pdf"
    path.write_bytes(pdf)
    outcomes = pdfua.validate(str(path)).outcomes
    assert len(outcomes) >= 12
    return {one.rule_id for one in outcomes if one.findings}, {one.rule_id for one in outcomes if one.skipped_reason}


@pytest.mark.parametrize("paper", ["a4", "a3"])
@pytest.mark.parametrize("data", POSTERS.values(), ids=POSTERS.keys())
def test_a_poster_breaks_no_rule_that_is_looked_at(data: PosterData, paper: str, tmp_path: Path) -> None:
    broken, skipped = findings(poster(data, paper), tmp_path)
    assert broken == set()
    assert skipped <= NOT_LOOKED_AT


def _without(key: str) -> Callable[[PdfWriter], None]:
    def spoil(writer: PdfWriter) -> None:
        del writer.root_object[key]

    return spoil


def _figures_untold(writer: PdfWriter) -> None:
    for one in writer._objects:
        if isinstance(one, DictionaryObject) and one.get("/S") == "/Figure":
            one.pop("/Alt", None)


def _headings_of_tables_lost(writer: PdfWriter) -> None:
    for one in writer._objects:
        if isinstance(one, DictionaryObject) and one.get("/S") == "/TH":
            one[NameObject("/S")] = NameObject("/TD")


def _words_untagged(writer: PdfWriter) -> None:
    stream = DecodedStreamObject()
    stream.set_data(b"BT (x) Tj ET")
    writer.pages[0][NameObject("/Contents")] = writer._add_object(stream)


@pytest.mark.parametrize(
    ("spoil", "rule"),
    [
        (_without("/Lang"), "UA-06-001"),
        (_without("/MarkInfo"), "UA-01-002"),
        (_without("/StructTreeRoot"), "UA-01-005"),
        (_without("/Metadata"), "UA-28-004"),
        (_without("/ViewerPreferences"), "UA-07-002"),
        (_figures_untold, "UA-13-004"),
        (_headings_of_tables_lost, "UA-15-003"),
        (_words_untagged, "UA-01-003"),
    ],
)
def test_the_checker_sees_a_spoilt_poster(spoil: Callable[[PdfWriter], None], rule: str, tmp_path: Path) -> None:
    writer, out = PdfWriter(clone_from=io.BytesIO(poster(sample(5), "a4"))), io.BytesIO()
    spoil(writer)
    writer.write(out)
    assert rule in findings(out.getvalue(), tmp_path)[0]
