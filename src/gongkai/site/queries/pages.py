"""What the table of ready-made pages holds."""

from collections.abc import Collection, Iterator

from gongkai.site.models import Generation, Page


def generation() -> int:
    """The count of changes; read before rendering, compared when storing."""
    return Generation.objects.filter(pk=1).values_list("number", flat=True).first() or 0


def stored(path: str) -> Page | None:
    """The ready-made page at an address."""
    return Page.objects.filter(path=path).first()


def marks(paths: Collection[str]) -> dict[str, tuple[int, str]]:
    """Status and mark of the pages stored at some addresses."""
    rows = Page.objects.filter(path__in=list(paths)).values_list("path", "status", "etag")
    return {path: (status, etag) for path, status, etag in rows}


def of_records() -> Iterator[tuple[str, int]]:
    """Every stored page of a record, with the record's key."""
    rows = Page.objects.filter(scope__startswith="disclosure:").values_list("path", "scope")
    for path, scope in rows.iterator():
        yield path, int(scope.partition(":")[2])
