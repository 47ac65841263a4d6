"""Files that people attach: recognised by content, refused with reasons, cleaned of traces."""

import hashlib
from pathlib import Path, PurePath

from gongkai.documents.files import images, packages, pdfs, scrub, sniff
from gongkai.documents.files.facts import DEFAULT, IMAGES, KINDS, MEGABYTE, PACKAGES, FileFacts, Findings, Kind, Limits
from gongkai.documents.files.images import PhotoFacts, hash_distance, photo_facts
from gongkai.documents.files.messages import objection
from gongkai.rulebook.objections import Objection

__all__ = [
    "DEFAULT",
    "IMAGES",
    "KINDS",
    "PACKAGES",
    "FileFacts",
    "Kind",
    "Limits",
    "PhotoFacts",
    "clean",
    "hash_distance",
    "inspect",
    "photo_facts",
]  # fmt: skip


def inspect(data: bytes | Path, name: str, limits: Limits = DEFAULT) -> FileFacts:
    """Return what a file is and what speaks against keeping it.

    Arguments: data, the bytes or the path of the file; name, as the person gave it; limits, see `Limits`.
    Never raises on account of the file's content: every fault is an objection in the result. Refuses with all that it
    knows: content of a kind not let in, a name that says otherwise, macros, scripts, protection, damage, over-size and
    packages that unpack to too much (OWASP ASVS 5.0, V5 file handling).
    """
    shown = PurePath(name.replace("\\", "/")).name[:200]
    named = PurePath(shown).suffix.lower().lstrip(".")
    if isinstance(data, Path):
        try:
            size = data.stat().st_size
            # Over-size is told without reading.
            data = data.read_bytes() if size <= limits.size else b""
        except OSError:
            return FileFacts(shown, "", "", "", 0, "", (objection("file_unreadable"),))
    else:
        size = len(data)
    if size > limits.size:
        told = objection("file_too_large", size=round(size / MEGABYTE, 1), limit=round(limits.size / MEGABYTE, 1))
        return FileFacts(shown, "", "", "", size, "", (told,))
    digest = hashlib.sha256(data).hexdigest()
    if not data:
        return FileFacts(shown, "", "", "", 0, digest, (objection("file_empty"),))
    found = sniff.kind_of(data, named)
    refused = _refused(found, named)
    if refused:
        return FileFacts(shown, "", "", "", size, digest, (refused,))
    kind = KINDS[found]
    objections = list(_naming(kind, named))
    inside = _inside(data, found, limits)
    return FileFacts(
        shown, found, kind.media_type, kind.extension, size, digest, (*objections, *inside.objections), inside.cautions,
        inside.signed, inside.pages, inside.width, inside.height,
    )  # fmt: skip


def clean(data: bytes, facts: FileFacts) -> bytes:
    """Return the bytes to keep: the same content without metadata of the people and devices that made it.

    Signed files come back as they are, because any change would break the signature (see the caution in `facts`).
    Raises: ValueError for a file that was refused.
    """
    if not facts.accepted:
        message = "a refused file cannot be cleaned"
        raise ValueError(message)
    if facts.signed:
        return data
    if facts.kind in IMAGES:
        return images.clean(data, facts.kind)
    if facts.kind in PACKAGES:
        return scrub.package(data, facts.kind)
    if facts.kind == "pdf":
        return pdfs.clean(data)
    return data


def _refused(found: str, named: str) -> Objection | None:
    if found in KINDS:
        return None
    if found == "encrypted-office":
        return objection("file_encrypted")
    if found == "macro-office":
        return objection("file_macros", part="[Content_Types].xml")
    if found == "old-office":
        return objection("file_old_office")
    if found == "zip" and named in {"docx", "xlsx", "ofd"}:
        return objection("file_damaged")
    if sniff.is_archive(found):
        return objection("file_archive")
    return objection("file_kind_refused", kind=found) if found else objection("file_kind_unknown")


def _naming(kind: Kind, named: str) -> tuple[Objection, ...]:
    if not named:
        return (objection("file_name_missing_extension", found=kind.extension),)
    if named in kind.names or (kind.extension == "txt" and named == "csv"):
        return ()
    return (objection("file_name_mismatch", named=named[:12], found=kind.extension),)


def _inside(data: bytes, kind: str, limits: Limits) -> Findings:
    if kind in PACKAGES:
        return packages.look(data, kind, limits)
    if kind in IMAGES:
        return images.look(data, kind, limits)
    if kind == "pdf":
        return pdfs.look(data, limits)
    if sniff.decoded(data) is None:
        return Findings((objection("text_encoding"),))
    return Findings()
