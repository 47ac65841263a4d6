"""What the table of ready-made pages holds."""

from gongkai.site.models import Generation, Page


def generation() -> int:
    """The count of changes; read before rendering, compared when storing."""
    return Generation.objects.filter(pk=1).values_list("number", flat=True).first() or 0


def stored(path: str) -> Page | None:
    """The ready-made page at an address."""
    return Page.objects.filter(path=path).first()
