"""What is inside the files of published records."""

from collections.abc import Collection

from gongkai.disclosures.models import StoredFile


def texts_of(digests: Collection[str]) -> dict[str, str]:
    """The text inside files, by digest."""
    if not digests:
        return {}
    return dict(StoredFile.objects.filter(sha256__in=digests).values_list("sha256", "text"))
