"""Files of published records: what is inside them, and whether a record shows a file."""

import json
from collections.abc import Collection
from dataclasses import dataclass

from gongkai.disclosures.models import Disclosure, StoredFile


def texts_of(digests: Collection[str]) -> dict[str, str]:
    """The text inside files, by digest."""
    if not digests:
        return {}
    return dict(StoredFile.objects.filter(sha256__in=digests).values_list("sha256", "text"))


@dataclass(frozen=True, slots=True)
class Shown:
    """A file as a record shows it."""

    digest: str
    name: str
    media_type: str


def shown_by(disclosure: Disclosure, digest: str) -> Shown | None:
    """The file if the revision its audience sees shows it: as attachment, or as picture inside a text."""
    if disclosure.state == Disclosure.State.WITHDRAWN or disclosure.current is None:
        return None
    content = disclosure.current.content
    for one in content["attachments"]:
        if one["sha256"] == digest:
            return Shown(digest, one["name"], one["media_type"])
    if f"/files/sha256/{digest}" not in json.dumps(content["values"], ensure_ascii=False):
        return None
    stored = StoredFile.objects.filter(sha256=digest).values_list("extension", "media_type").first()
    return None if stored is None else Shown(digest, f"{digest[:12]}.{stored[0]}", stored[1])
