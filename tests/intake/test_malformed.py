"""Malformed files: whatever is done to a file, it is read or refused clearly; it never breaks the reader."""

import io
import json
import random
import tarfile
import zipfile
from collections import Counter
from pathlib import Path

import pytest
import xlsxwriter

from gongkai.intake.archives import members
from gongkai.intake.limits import Limits
from gongkai.intake.tables import open_table
from gongkai.intake.trouble import Unreadable

TRIES = 60


def workbook() -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet("目录")
        sheet.merge_range("A1:C1", "目录")
        for row in range(1, 30):
            sheet.write_row(row, 0, [f"通知{row}", row, "2020-01-01"])
        sheet.write_formula("D3", "=1+1")
        book.add_worksheet("隐藏").hide()
    return buffer.getvalue()


def loose_workbook() -> bytes:
    """A workbook without compression, so that damage reaches the XML."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook())) as source, zipfile.ZipFile(buffer, "w") as target:
        for entry in source.infolist():
            target.writestr(entry.filename, source.read(entry))
    return buffer.getvalue()


def archive() -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as target:
        entry = tarfile.TarInfo("a/b.html")
        entry.size = 5
        target.addfile(entry, io.BytesIO(b"<p>1<"))
    return buffer.getvalue()


SAMPLES = {
    "old workbook": (Path(__file__).parent / "data" / "old.xls").read_bytes(),
    "workbook": workbook(),
    "loose workbook": loose_workbook(),
    "text": '标题,文号\n甲,"乙"\n'.encode() * 20,
    "wide text": "标题\t文号\n甲\t乙\n".encode("utf-16") * 3,
    "json lines": "".join(json.dumps({"标题": "甲", "n": [1, {"a": None}]}) + "\n" for _ in range(20)).encode(),
    "tar": archive(),
}


def damaged(content: bytes, seed: int) -> bytes:
    chance = random.Random(seed)
    data = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        place = chance.randrange(len(data))
        match chance.randrange(4):
            case 0:
                data[place] = chance.randrange(256)
            case 1:
                del data[place : place + chance.randrange(1, 40)]
            case 2:
                data[place:place] = chance.randbytes(chance.randrange(1, 20))
            case _:
                data = data[: max(4, place)]
    return bytes(data)


def outcome(content: bytes) -> str:
    try:
        list(open_table(content, limits=Limits(rows=1000)).rows())
    except Unreadable as error:
        return error.objection.code
    return "read"


@pytest.mark.parametrize("name", SAMPLES)
def test_damaged_tables_are_read_or_refused(name: str) -> None:
    outcomes = Counter(outcome(damaged(SAMPLES[name], seed)) for seed in range(TRIES))
    assert outcomes.total() == TRIES
    assert outcomes.total() > outcomes["read"] or name in {"text", "json lines"}


@pytest.mark.parametrize("name", ["workbook", "tar"])
def test_damaged_archives_are_read_or_refused(name: str) -> None:
    codes: Counter[str] = Counter()
    for seed in range(TRIES):
        try:
            with members(damaged(SAMPLES[name], seed)) as found:
                for member in found:
                    member.read()
            codes["read"] += 1
        except Unreadable as error:
            codes[error.objection.code] += 1
    assert codes.total() == TRIES
    assert codes["damaged"] > 0


def rezipped(content: bytes, seed: int) -> bytes:
    """Damage one part of a workbook behind a valid checksum, as a careless program would write it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        entries = source.infolist()
        victim = random.Random(seed).choice([entry for entry in entries if entry.filename.endswith((".xml", ".rels"))])
        for entry in entries:
            data = source.read(entry)
            target.writestr(entry.filename, damaged(data, seed) if entry is victim else data)
    return buffer.getvalue()


def test_workbooks_with_damaged_parts_are_read_or_refused() -> None:
    outcomes = Counter(outcome(rezipped(SAMPLES["workbook"], seed)) for seed in range(4 * TRIES))
    assert outcomes.total() == 4 * TRIES
    assert outcomes["read"] > 0
    assert outcomes["damaged"] > 0
