"""What is known about a file that somebody brought, and the list of kinds that are let in."""

from dataclasses import dataclass
from typing import Final

from gongkai.rulebook.objections import Objection

MEGABYTE: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file: media type served, extension kept, extensions that a name may carry, and why it is let in."""

    media_type: str
    extension: str
    names: tuple[str, ...]
    reason: str


WORD_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEET_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

KINDS: Final[dict[str, Kind]] = {
    kind.extension: kind
    for kind in (
        Kind("application/pdf", "pdf", ("pdf",), "the usual form of a finished document"),
        Kind(WORD_TYPE, "docx", ("docx",), "forms that citizens fill in"),
        Kind(SHEET_TYPE, "xlsx", ("xlsx",), "tables that must stay machine-readable"),
        Kind("text/csv", "csv", ("csv",), "open data"),
        Kind("application/ofd", "ofd", ("ofd",), "the state fixed-layout format, GB/T 33190-2016"),
        Kind("image/png", "png", ("png",), "screenshots, seals, charts"),
        Kind("image/jpeg", "jpg", ("jpg", "jpeg", "jpe", "jfif"), "photographs of boards"),
        Kind("image/webp", "webp", ("webp",), "photographs from phones"),
        Kind("image/gif", "gif", ("gif",), "old drawings"),
        Kind("text/plain", "txt", ("txt", "text"), "plain text"),
    )
}
"""The allow-list. Archives are left out: what is inside can be neither searched, nor read on a phone, nor checked for
personal data; each file is attached by itself. SVG and HTML are left out because they carry scripts; the binary formats
of Office 97 (.doc, .xls, .wps, .et) because macros hide in them and few phones open them."""

IMAGES: Final = frozenset({"png", "jpg", "webp", "gif"})
PACKAGES: Final = frozenset({"docx", "xlsx", "ofd"})


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a file may ask of us: bytes, zip entries, unpacked bytes, ratio, pixels, PDF objects, seconds."""

    size: int = 50 * MEGABYTE
    entries: int = 5_000
    unpacked: int = 300 * MEGABYTE
    ratio: int = 200
    ratio_floor: int = MEGABYTE
    pixels: int = 80_000_000
    pdf_objects: int = 300_000
    cells: int = 6_000_000
    seconds: float = 10.0


DEFAULT: Final = Limits()


@dataclass(frozen=True, slots=True)
class FileFacts:
    """Facts about one file. `objections` refuse it; `cautions` are shown to the person and do not refuse.

    kind is a key of `KINDS` or empty when nothing known was recognised; size in bytes; width and height in pixels
    after turning a photograph upright; signed tells that cleaning would break an electronic signature.
    """

    name: str
    kind: str
    media_type: str
    extension: str
    size: int
    sha256: str
    objections: tuple[Objection, ...] = ()
    cautions: tuple[Objection, ...] = ()
    signed: bool = False
    pages: int | None = None
    width: int | None = None
    height: int | None = None

    @property
    def accepted(self) -> bool:
        """Whether nothing stands in the way of keeping the file."""
        return not self.objections


@dataclass(frozen=True, slots=True)
class Findings:
    """What the look inside one kind of file brought to light."""

    objections: tuple[Objection, ...] = ()
    cautions: tuple[Objection, ...] = ()
    signed: bool = False
    pages: int | None = None
    width: int | None = None
    height: int | None = None
