"""Word documents turned into rich text."""

import io
import logging
import re
from dataclasses import dataclass
from typing import Final

import mammoth  # type: ignore[import-untyped]

from gongkai.documents import files
from gongkai.documents.files.facts import DEFAULT, Limits
from gongkai.documents.files.messages import objection
from gongkai.documents.html import sanitise, to_text
from gongkai.rulebook.objections import Objection

logging.getLogger("mammoth").setLevel(logging.CRITICAL)

_STYLES: Final = """
p[style-name='Title'] => h1:fresh
p[style-name='标题'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='公文标题'] => h1:fresh
u => u
"""
_PLACE: Final = "/_imported/"
_PICTURE_TYPES: Final = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp"}
_MOST_PICTURES: Final = 200
_HEADING: Final = re.compile(r"<h[1-5]>(.*?)</h[1-5]>", re.DOTALL)
_HEADER_ROW: Final = re.compile(r"<table><tr>((?:<td(?:\s[^>]*)?>(?:(?!<td|</tr|<table).)*</td>)+)</tr>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture found in a document: the path that stands in the HTML, its alternative text, its cleaned bytes."""

    path: str
    alt: str
    facts: files.FileFacts
    data: bytes


@dataclass(frozen=True, slots=True)
class Imported:
    """What came out of a document.

    html is sanitised; its pictures point to `/_imported/<sha256>.<ext>`, which the caller replaces by the addresses
    under which it keeps `pictures`. messages say what was lost or refused.
    """

    html: str
    title: str
    messages: tuple[Objection, ...]
    pictures: tuple[Picture, ...] = ()


def from_docx(data: bytes, limits: Limits = DEFAULT) -> Imported:
    """Return a Word document as rich text with headings, lists, links, tables and pictures.

    Never raises on account of the content: a file that is refused or broken gives empty HTML and says why.
    """
    facts = files.inspect(data, "document.docx", limits)
    if facts.objections:
        return Imported("", "", facts.objections)
    pictures: dict[str, Picture] = {}
    lost: list[Objection] = []

    def keep(image: mammoth.documents.Image) -> dict[str, str]:
        picture = _picture(image, limits, lost) if len(pictures) < _MOST_PICTURES else None
        if picture is None:
            return {"src": "", "alt": image.alt_text or ""}
        pictures[picture.path] = picture
        return {"src": picture.path, "alt": picture.alt}

    try:
        converted = mammoth.convert_to_html(
            io.BytesIO(data), style_map=_STYLES, convert_image=mammoth.images.img_element(keep)
        )
    except Exception:  # noqa: BLE001 - mammoth lets through whatever its parts raise; every broken file ends here
        return Imported("", "", (objection("file_damaged"),))
    html = sanitise(_with_header_cells(converted.value))
    return Imported(html, _title(html), (*facts.cautions, *lost), tuple(pictures.values()))


def _picture(image: "mammoth.documents.Image", limits: Limits, lost: list[Objection]) -> Picture | None:
    extension = _PICTURE_TYPES.get(image.content_type or "")
    try:
        with image.open() as stream:
            content = stream.read(limits.size + 1)
    except (KeyError, OSError, ValueError):
        content, extension = b"", None
    facts = files.inspect(content, f"picture.{extension}", limits) if extension else None
    if facts is None or not facts.accepted:
        text = image.content_type or "?"
        lost.append(
            Objection(
                "picture_lost",
                f"有一张图片（{text}）没能导入，请另存为 png 或 jpg 后单独上传。",
                f"A picture ({text}) was not imported. Save it as png or jpg and attach it.",
            )
        )
        return None
    cleaned = files.clean(content, facts)
    return Picture(f"{_PLACE}{facts.sha256}.{facts.extension}", image.alt_text or "", facts, cleaned)


def _with_header_cells(html: str) -> str:
    """Make the first row of a table its header when every cell of it is bold, as people mark headers in Word."""

    def header(found: re.Match[str]) -> str:
        cells = re.findall(r"<td((?:\s[^>]*)?)>(.*?)</td>", found[1], re.DOTALL)
        if not all(re.fullmatch(r"\s*(?:<p>\s*<strong>.*</strong>\s*</p>)\s*", cell, re.DOTALL) for _, cell in cells):
            return found[0]
        row = "".join(f'<th{attributes} scope="col">{_unbold(cell)}</th>' for attributes, cell in cells)
        return f"<table><thead><tr>{row}</tr></thead>"

    return _HEADER_ROW.sub(header, html)


def _unbold(cell: str) -> str:
    return re.sub(r"</?(?:p|strong)>", "", cell)


def _title(html: str) -> str:
    heading = _HEADING.search(html)
    if heading and (text := to_text(heading[1])):
        return text.replace("\n", " ")[:200]
    first = to_text(html[:5000]).split("\n", 1)[0]
    return first[:200] if len(first) <= 60 else ""
