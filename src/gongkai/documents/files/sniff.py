"""What a file is, by its content."""

import re
from typing import Final

import puremagic
from charset_normalizer import from_bytes

from gongkai.documents.files import archives
from gongkai.documents.files.facts import SHEET_TYPE, WORD_TYPE

_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PLAIN: Final = {
    b"%PDF-": "pdf",
    b"\x89PNG\r\n\x1a\n": "png",
    b"\xff\xd8\xff": "jpg",
    b"GIF87a": "gif",
    b"GIF89a": "gif",
}
_PROGRAMS: Final = {b"MZ": "exe", b"\x7fELF": "elf"}
_ARCHIVES: Final = frozenset({"rar", "7z", "gz", "tgz", "bz2", "xz", "zst", "tar", "cab", "lz", "lzma", "z"})
_MARKUP: Final = re.compile(r"^\s*(?:<\?xml|<!doctype|<html|<svg|<script|<body|<head|<iframe|<!--)", re.IGNORECASE)
_CONTROL: Final = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_HEAD: Final = 4096


def kind_of(data: bytes, named: str) -> str:
    """Return a key of `KINDS`, or a word for what else it is, or nothing when it is unknown.

    Other words: `zip`, `old-office`, `encrypted-office`, `macro-office`, `html`, `xml`, an archive's extension.
    `named`, the extension of the name, only tells csv from txt, which look alike.
    """
    for start, kind in (_PLAIN | _PROGRAMS).items():
        if data.startswith(start):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _package(data)
    if data.startswith(_OLD_OFFICE):
        # Office keeps a package under a password inside the old container, in a stream of this name.
        return "encrypted-office" if "EncryptedPackage".encode("utf-16-le") in data else "old-office"
    text = decoded(data[:_HEAD], complete=len(data) <= _HEAD)
    if text is not None and not _CONTROL.search(text):
        if _MARKUP.match(text):
            return "html" if re.search("<html|<script|<svg|<body|<iframe", text, re.IGNORECASE) else "xml"
        return "csv" if named == "csv" else "txt"
    return _other(data)


def _package(data: bytes) -> str:
    archive = archives.opened(data)
    if archive is None:
        return "zip"
    with archive:
        names = set(archive.namelist()[:20_000])
        if "[Content_Types].xml" in names and archive.getinfo("[Content_Types].xml").flag_bits & 0x1:
            return "encrypted-office"
        types = archives.read(archive, "[Content_Types].xml", 1_000_000).decode("utf-8", "replace")
    if "OFD.xml" in names:
        return "ofd"
    if "macroEnabled" in types:
        return "macro-office"
    if WORD_TYPE in types and "word/document.xml" in names:
        return "docx"
    if SHEET_TYPE in types and "xl/workbook.xml" in names:
        return "xlsx"
    if "ppt/presentation.xml" in names:
        return "pptx"
    return "zip"


def _other(data: bytes) -> str:
    try:
        found = puremagic.magic_string(data[:_HEAD])
    except (puremagic.PureError, ValueError):
        return ""
    # Signatures without a media type are short and obscure; a wrong name would mislead more than none.
    return next((one.extension.lstrip(".") for one in found if one.mime_type and one.confidence >= 0.3), "")


def is_archive(kind: str) -> bool:
    """Whether this kind only wraps other files."""
    return kind == "zip" or kind in _ARCHIVES


def decoded(data: bytes, *, complete: bool = True) -> str | None:
    """Return the text of bytes in UTF-8, UTF-16 with a mark, or GB 18030; None when it is none of these.

    With complete=False a character cut off at the end does no harm.
    """
    codecs = ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "gb18030")
    for codec in codecs:
        for cut in range(1 if complete else 4):
            try:
                text = data[: len(data) - cut].decode(codec)
            except UnicodeDecodeError:
                continue
            if not _CONTROL.search(text):
                return text
    if not complete or b"\x00" in data:
        return None
    guess = from_bytes(data[:_HEAD]).best()
    return str(guess) if guess is not None and guess.encoding.startswith(("big5", "cp950", "hz")) else None
