"""Zip packages looked at with care: nothing is unpacked before its claims have been weighed."""

import io
import re
import zipfile
import zlib
from typing import Final

from gongkai.documents.files.facts import MEGABYTE, Limits
from gongkai.documents.files.messages import objection
from gongkai.rulebook.objections import Objection

BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError,
                 KeyError, IndexError, OverflowError)  # fmt: skip
"""What the standard library raises on damaged archives."""

_DEFINITIONS: Final = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_XML_NAMES: Final = (".xml", ".rels", ".vml")


def opened(data: bytes) -> zipfile.ZipFile | None:
    """Return the archive, or None when it is damaged."""
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except BROKEN:
        return None


def read(archive: zipfile.ZipFile, name: str, limit: int = 64 * MEGABYTE) -> bytes:
    """Return at most `limit` bytes of one entry; empty when it is absent or damaged."""
    try:
        with archive.open(name) as stream:
            return stream.read(limit)
    except BROKEN:
        return b""


def claims(archive: zipfile.ZipFile, size: int, limits: Limits) -> list[Objection]:
    """Weigh the table of contents alone: entries, sizes, ratio, overlap, passwords, paths."""
    entries = archive.infolist()
    if len(entries) > limits.entries:
        return [objection("file_bomb", what=f"{len(entries)} parts")]
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > limits.unpacked:
        return [objection("file_bomb", what=f"{unpacked // MEGABYTE} MB")]
    # Parts that share their bytes make more of a file than there is of it.
    if sum(entry.compress_size for entry in entries) > size:
        return [objection("file_bomb", what="overlapping parts")]
    for entry in entries:
        if entry.flag_bits & 0x1:
            return [objection("file_encrypted")]
        if entry.file_size > limits.ratio_floor and entry.file_size > limits.ratio * max(entry.compress_size, 1):
            return [objection("file_bomb", what=f"{entry.file_size // max(entry.compress_size, 1)} : 1")]
        path = entry.filename
        if path.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", path) or ":" in path:
            return [objection("file_paths", part=path[:60])]
    if len({entry.filename for entry in entries}) != len(entries):
        return [objection("file_damaged")]
    return []


def contents(archive: zipfile.ZipFile) -> list[Objection]:
    """Read every part once: damage, and XML that defines its own entities (which no office program writes)."""
    for entry in archive.infolist():
        try:
            with archive.open(entry) as stream:
                if not entry.filename.lower().endswith(_XML_NAMES):
                    while stream.read(MEGABYTE):
                        pass
                    continue
                found = stream.read()
        except BROKEN:
            return [objection("file_damaged")]
        # An encoding other than UTF-8 would hide a definition from the search below.
        hidden = b"\x00" in found and not entry.filename.startswith("customXml/")
        if hidden or _DEFINITIONS.search(found):
            return [objection("file_entities", part=entry.filename[:60])]
    return []
