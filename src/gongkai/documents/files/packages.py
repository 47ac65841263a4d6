"""The look inside OOXML and OFD packages: macros, embedded programs, remote templates, sheets that claim to be huge."""

import re
import zipfile
from typing import Final

from gongkai.documents.files import archives
from gongkai.documents.files.facts import Findings, Limits
from gongkai.documents.files.messages import objection
from gongkai.rulebook.objections import Objection

_MACROS: Final = re.compile(
    r"vba\w*\.(bin|xml)$|/macrosheets/|/dialogsheets/|\.(vbs|js|jse|wsf|ps1|bat|cmd|sh)$", re.IGNORECASE
)
_PROGRAMS: Final = re.compile(
    r"(^|/)(activeX|embeddings|ctrlProps)/|oleObject|\.(exe|dll|scr|com|msi|jar|hta|lnk)$", re.IGNORECASE
)
# Embedded workbooks behind charts are data, not programs.
_EMBEDDED_DATA: Final = re.compile(r"/embeddings/[^/]+\.(xlsx|docx|pptx)$", re.IGNORECASE)
_RELATION: Final = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>", re.IGNORECASE)
_LOADED: Final = re.compile(
    rb"/(attachedTemplate|oleObject|frame|subDocument|externalLinkPath|package|control)[\"']", re.IGNORECASE
)
_ROWS: Final = re.compile(rb"\br\s*=\s*[\"'][A-Za-z]*(\d+)")
_COLUMNS: Final = re.compile(rb"\br\s*=\s*[\"']([A-Za-z]+)\d")
_SHEET_STATE: Final = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")
_ATTRIBUTE: Final = re.compile(rb"\b(name|state)\s*=\s*\"([^\"]*)\"")


def look(data: bytes, kind: str, limits: Limits) -> Findings:
    """Return what an OOXML or OFD package holds besides its text; the parts are weighed before they are unpacked."""
    archive = archives.opened(data)
    if archive is None:
        return Findings((objection("file_damaged"),))
    with archive:
        found = archives.claims(archive, len(data), limits)
        found = found or archives.contents(archive)
        if found:
            return Findings(tuple(found))
        names = archive.namelist()
        found = _active(names) + _remote(archive, names)
        if b"macroEnabled" in archives.read(archive, "[Content_Types].xml"):
            found.append(objection("file_macros", part="[Content_Types].xml"))
        if kind == "xlsx":
            found += _extents(archive, names, limits)
        signed = any(name.startswith("_xmlsignatures/") or re.search(r"(^|/)Signs?/", name) for name in names)
        return Findings(tuple(found), tuple(_cautions(archive, names, signed=signed)), signed=signed)


def _active(names: list[str]) -> list[Objection]:
    for name in names:
        if _MACROS.search(name):
            return [objection("file_macros", part=name[:60])]
        if _PROGRAMS.search(name) and not _EMBEDDED_DATA.search(name) and not name.startswith("xl/ctrlProps/"):
            return [objection("file_active_content", part=name[:60])]
    return []


def _remote(archive: zipfile.ZipFile, names: list[str]) -> list[Objection]:
    for name in names:
        if not name.endswith(".rels"):
            continue
        for relation in _RELATION.findall(archives.read(archive, name)):
            if b"External" in relation and _LOADED.search(relation):
                return [objection("file_external_parts", part=name[:60])]
    return []


def column_number(letters: str) -> int:
    """Return the one-based number of a spreadsheet column; `AA` is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def _extents(archive: zipfile.ZipFile, names: list[str], limits: Limits) -> list[Objection]:
    """Refuse sheets whose last cell is so far out that a dense table of them would not fit into memory."""
    found = []
    for name in names:
        if not name.startswith("xl/worksheets/") or not name.endswith(".xml"):
            continue
        text = archives.read(archive, name, limits.unpacked)
        # Cells may claim another row than the element around them; the reader believes the cells.
        rows = max((int(row[:12]) for row in set(_ROWS.findall(text))), default=0)
        columns = max((column_number(letters[:6].decode()) for letters in set(_COLUMNS.findall(text))), default=1)
        if rows * columns > limits.cells or rows > 1_048_576 or columns > 16_384:
            found.append(objection("file_sheet_extent", part=name.rsplit("/", 1)[-1], rows=rows, columns=columns))
    return found


def _cautions(archive: zipfile.ZipFile, names: list[str], *, signed: bool) -> list[Objection]:
    found = []
    hidden = []
    for tag in _SHEET_STATE.findall(archives.read(archive, "xl/workbook.xml")):
        attributes = dict(_ATTRIBUTE.findall(tag))
        if attributes.get(b"state") in {b"hidden", b"veryHidden"}:
            hidden.append(attributes.get(b"name", b"").decode("utf-8", "replace"))
    # Our own templates carry one very hidden sheet of machine keys, which holds nothing of anybody.
    hidden = [name for name in hidden if not name.startswith("_gongkai")]
    if hidden:
        found.append(objection("caution_hidden_sheets", part="、".join(hidden)[:80]))
    if any(re.search(r"comments\d*\.xml$", name, re.IGNORECASE) for name in names):
        found.append(objection("caution_comments"))
    document = archives.read(archive, "word/document.xml")
    if re.search(rb"<w:(ins|del|moveFrom|moveTo)\s[^>]*w:id=", document):
        found.append(objection("caution_revisions"))
    if signed:
        found.append(objection("caution_signed"))
    return found
