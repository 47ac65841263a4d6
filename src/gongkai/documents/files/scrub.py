"""Packages written again without the traces of the people who wrote them."""

import io
import re
import zipfile
from typing import Final

from lxml import etree

from gongkai.documents.files import archives
from gongkai.documents.files.jpegs import without_traces

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_CORE: Final = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties '
    b'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
)
_APP: Final = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties '
    b'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
)
_CUSTOM: Final = _APP.replace(b"extended-properties", b"custom-properties")
_DROPPED: Final = re.compile(r"^docProps/thumbnail\.|/printerSettings/|^customXml/|/people\.xml$", re.IGNORECASE)
_PERSONS: Final = re.compile(
    r"/persons/[^/]+\.xml$|/commentAuthors\.xml$|comments[^/]*\.xml$|threadedComment[^/]*\.xml$", re.IGNORECASE
)
_BULK: Final = re.compile(r"^xl/(worksheets/[^/]+|sharedStrings)\.xml$")
_PRINTER: Final = re.compile(rb"(<(?:\w+:)?pageSetup\b[^>]*?)\s+r:id=\"[^\"]*\"")
_NAMES: Final = frozenset({"author", "initials", "date", "displayName", "userId", "providerId", "userName", "dT"})
_ABSOLUTE_PATH: Final = "absPath"
_OFD_INFO: Final = frozenset(
    {"Author", "Creator", "CreatorVersion", "CreationDate", "ModDate", "CustomDatas", "Keywords"}
)


def package(data: bytes, kind: str) -> bytes:
    """Return the package without properties, author names, revision numbers, local paths and camera data.

    Names of commenters and of people who made tracked changes become empty; the words stay.
    """
    source = archives.opened(data)
    if source is None:
        return data
    out = io.BytesIO()
    with source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            if _DROPPED.search(entry.filename) or entry.is_dir():
                continue
            part = zipfile.ZipInfo(entry.filename, _EPOCH)
            part.compress_type = zipfile.ZIP_STORED if entry.filename == "mimetype" else zipfile.ZIP_DEFLATED
            target.writestr(part, _part(entry.filename, source.read(entry), kind))
    return out.getvalue()


def _part(name: str, content: bytes, kind: str) -> bytes:
    lower = name.lower()
    fixed = {"docprops/core.xml": _CORE, "docprops/app.xml": _APP, "docprops/custom.xml": _CUSTOM}.get(lower)
    if fixed is not None:
        return fixed
    if lower.endswith((".jpg", ".jpeg")):
        return without_traces(content)
    if _BULK.match(name):
        return _PRINTER.sub(rb"\1", content)
    if not lower.endswith((".xml", ".rels")):
        return content
    try:
        root = etree.fromstring(content, _parser())
    except etree.XMLSyntaxError:
        return content
    changed = (
        _relations(root) if lower.endswith(".rels") or lower == "[content_types].xml" else _people(root, name, kind)
    )
    if not changed:
        return content
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def _relations(root: etree._Element) -> bool:
    """Take out the entries of parts that are no longer there."""
    changed = False
    for element in list(root):
        target = element.get("Target") or element.get("PartName") or ""
        if re.search(r"docProps/thumbnail\.|printerSettings/|customXml/|/?people\.xml$", target):
            root.remove(element)
            changed = True
    return changed


def _people(root: etree._Element, name: str, kind: str) -> bool:
    changed = False
    for element in list(root.iter("*")):
        tag = etree.QName(element)
        if _unwanted(tag.localname, kind):
            parent = element.getparent()
            if parent is not None:
                _remove(parent, element)
                changed = True
                continue
        if tag.localname == "author" and _PERSONS.search(name) and element.text:
            element.text = ""
            changed = True
        for key in list(element.attrib):
            attribute = etree.QName(str(key))
            word = "wordprocessingml" in (attribute.namespace or "")
            person = attribute.localname in _NAMES and (word or _PERSONS.search(name) or tag.localname == "fileSharing")
            if word and attribute.localname.startswith("rsid"):
                del element.attrib[key]
                changed = True
            elif person and element.attrib[key]:
                changed = _blank(element, str(key), attribute.localname) or changed
    return changed


def _unwanted(localname: str, kind: str) -> bool:
    if kind == "ofd":
        return localname in _OFD_INFO
    return localname in {"rsid", "rsids", "docVars", _ABSOLUTE_PATH}


def _remove(parent: etree._Element, element: etree._Element) -> None:
    # The wrapper that only announces the path must go with it, or the workbook would not open.
    above = parent.getparent()
    if etree.QName(element).localname == _ABSOLUTE_PATH and above is not None:
        wrapper = above if etree.QName(above).localname == "AlternateContent" else parent
        holder = wrapper.getparent()
        if holder is not None:
            holder.remove(wrapper)
            return
    parent.remove(element)


def _blank(element: etree._Element, key: str, localname: str) -> bool:
    """Empty a name; a date, which the schema wants well-formed, is dropped."""
    if localname in {"date", "dT"}:
        del element.attrib[key]
    else:
        element.attrib[key] = ""
    return True
