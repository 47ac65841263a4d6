"""Getting a brought file ready, before any transaction: looked at, cleaned, in the store, its words read.

This takes seconds for a large scan. Inside a transaction it would keep every other writer waiting.
"""

from dataclasses import dataclass, replace
from pathlib import Path

from django.conf import settings

from gongkai.disclosures import store
from gongkai.disclosures.models import Disclosure
from gongkai.documents import files, text, word
from gongkai.documents.sheets import Filled, read_filled
from gongkai.duties.queries import definition
from gongkai.journal.refusals import Objection, refuse_if

INLINE = "/files/sha256/"
"""Where pictures inside rich text are addressed, by digest and extension; the faces serve or rewrite it."""


@dataclass(frozen=True)
class Prepared:
    """A file in the store that no row names yet.

    Args:
        sha256: digest of the cleaned bytes.
        text: the words inside, for search.
        facts: what was found out about the file as brought; ``cautions`` are worth showing.
        size: of the cleaned bytes.
    """

    sha256: str
    size: int
    text: str
    facts: files.FileFacts


def prepare(data: bytes | Path, name: str) -> Prepared:
    """Inspect and clean a file and put it into the store.

    Args:
        data: the bytes, or the path of an upload.
        name: as the person named it.

    Raises:
        Refused: everything that speaks against the file.
    """
    facts = files.inspect(data, name, limits())
    refuse_if(facts.objections)
    content = files.clean(data.read_bytes() if isinstance(data, Path) else data, facts)
    words = text.plain_text(content, facts.kind).replace("\x00", "")
    return Prepared(store.keep(content), len(content), words, facts)


def read_workbook(disclosure: Disclosure, data: bytes) -> Filled:
    """Read a filled-in template of the disclosure's duty; what cannot be understood is among its objections."""
    return read_filled(definition(disclosure.duty, disclosure.unit, disclosure.version), data, limits())


@dataclass(frozen=True)
class Document:
    """A Word document as rich text, its pictures in the store.

    Args:
        html: sanitised; pictures are addressed under :data:`INLINE`.
        title: its first heading.
        messages: what was lost or refused.
        pictures: in the store, no row names them yet.
    """

    html: str
    title: str
    messages: tuple[Objection, ...]
    pictures: tuple[Prepared, ...]


def read_document(data: bytes) -> Document:
    """Read a .docx into rich text and put its pictures into the store."""
    read = word.from_docx(data, limits())
    html = read.html
    pictures: list[Prepared] = []
    for number, picture in enumerate(read.pictures, start=1):
        digest = store.keep(picture.data)
        html = html.replace(picture.path, f"{INLINE}{digest}.{picture.facts.extension}")
        facts = replace(picture.facts, name=f"{picture.alt or f'图{number}'}.{picture.facts.extension}"[-200:])
        pictures.append(Prepared(digest, len(picture.data), "", facts))
    return Document(html, read.title, read.messages, tuple(pictures))


def limits() -> files.Limits:
    """What this installation lets in."""
    return files.Limits(size=settings.MAX_UPLOAD_BYTES)
