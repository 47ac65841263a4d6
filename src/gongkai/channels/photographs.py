"""Getting a photograph ready, before any transaction: looked at, its time and place read, cleaned, in the store.

A telephone's picture takes a second. Inside a transaction it would keep every other writer waiting.
"""

from dataclasses import dataclass, replace
from pathlib import Path

from gongkai.disclosures import store
from gongkai.disclosures.uploads import Prepared, limits
from gongkai.documents.files import IMAGES, PhotoFacts, clean, inspect, photo_facts
from gongkai.journal.refusals import Objection

FIELD = "photo"


@dataclass(frozen=True)
class Photograph:
    """A picture that somebody brought as evidence.

    Args:
        objections: everything that speaks against the file; told together with what else refuses the evidence.
        seen: time, place and looks, read before they were cleaned away.
        kept: in the store, no row names it yet.
    """

    objections: tuple[Objection, ...] = ()
    seen: PhotoFacts | None = None
    kept: Prepared | None = None


def examine(data: bytes | Path, name: str) -> Photograph:
    """Inspect a picture, read what it says of itself, clean it and put it into the store.

    Args:
        data: the bytes, or the path of an upload.
        name: as the person or the telephone named it.
    """
    facts = inspect(data, name, limits())
    if not facts.accepted:
        return Photograph(tuple(replace(one, field=FIELD) for one in facts.objections))
    if facts.kind not in IMAGES:
        wrong = Objection(
            "evidence.picture",
            "凭证应为照片（png、jpg、webp、gif）",
            "Evidence is a picture: png, jpg, webp or gif",
            FIELD,
        )
        return Photograph((wrong,))
    content = data.read_bytes() if isinstance(data, Path) else data
    seen, cleaned = photo_facts(content), clean(content, facts)
    return Photograph((), seen, Prepared(store.keep(cleaned), len(cleaned), "", facts))
