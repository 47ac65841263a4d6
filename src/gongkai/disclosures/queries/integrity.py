"""What ``gongkai check`` looks at: index numbers without gaps, and the files the records name."""

from collections.abc import Iterator

from django.db.models import Count, IntegerField, Max, Value
from django.db.models.functions import Cast, ExtractYear, StrIndex, Substr

from gongkai.disclosures.models import Disclosure, IndexSequence, StoredFile


def index_number_faults() -> Iterator[str]:
    """Units and years whose index numbers have a gap, or do not agree with their counter. Imported ones keep their own."""
    numbered = Disclosure.objects.filter(index_number__isnull=False, imported=False)
    serial = Cast(Substr("index_number", StrIndex("index_number", Value("/")) + 6), IntegerField())
    rows = (
        numbered.annotate(serial=serial, year=ExtractYear("published_on"))
        .values("unit_id", "year")
        .annotate(highest=Max("serial"), count=Count("pk"))
    )
    counters = {(row.unit_id, row.year): row.last for row in IndexSequence.objects.all()}
    for row in rows:
        if row["highest"] != row["count"]:
            yield f"索引号断号 · gap: unit {row['unit_id']} {row['year']}: {row['count']} of {row['highest']}"
        if counters.get((row["unit_id"], row["year"])) != row["highest"]:
            yield f"索引号计数不符 · counter differs: unit {row['unit_id']} {row['year']}"


def stored_digests() -> Iterator[str]:
    """The digests of every file in the store."""
    return StoredFile.objects.order_by("pk").values_list("sha256", flat=True).iterator(chunk_size=2000)
