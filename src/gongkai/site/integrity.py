"""Whether the stored pages are what a full rendering would make of the records today."""

from collections.abc import Iterator

from gongkai.site.publishing import record_page
from gongkai.site.queries import listings, pages, records
from gongkai.site.queries.records import Directory

BATCH = 250


def page_faults() -> Iterator[str]:
    """What is wrong with the pages of records and with the lists, one line each; ``gongkai render`` mends them."""
    directory = Directory.load()
    known: set[int] = set()
    for first, last in records.ranges(BATCH):
        found = records.records(records.public().filter(pk__gte=first, pk__lte=last).order_by("pk"), directory)
        known.update(record.disclosure.pk for record in found)
        wanted = {page.path: (page.status, page.etag) for page in (record_page(record).packed() for record in found)}
        stored = pages.marks(wanted)
        for path, mark in wanted.items():
            if path not in stored:
                yield f"缺少页面 · no page: {path}"
            elif stored[path] != mark:
                yield f"页面过时 · out of date: {path}"
    for path, key in pages.of_records():
        if key not in known:
            yield f"不该公开的页面 · must not be public: {path}"
    for key in listings.listed_keys() - known:
        yield f"列表中有不公开的信息 · a list holds what is not public: {key}"
    if missing := len(listings.unlisted_keys()):
        yield f"{missing} 条公开信息不在列表中 · public records that stand in no list"
