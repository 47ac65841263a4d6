"""Public records into the search index: one after its publication has committed, or all of them anew."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from queue import SimpleQueue
from typing import Any

import structlog
from django.conf import settings
from django.db import connection, transaction

from gongkai.disclosures.models import Disclosure
from gongkai.documents.html import to_text
from gongkai.rulebook import model
from gongkai.rulebook.vocabulary import ElementType
from gongkai.site import addresses
from gongkai.site.build.content import EMPTY, shown
from gongkai.site.queries import records
from gongkai.site.queries.files import texts_of
from gongkai.site.queries.records import Directory, Record
from gongkai.site.search import IndexUnusable, SearchDocument, SearchIndex, rebuild

BATCH = 500
log = structlog.get_logger(__name__)
_opening = threading.Lock()
_open: dict[str, SearchIndex] = {}


def index() -> SearchIndex:
    """The index of this installation, opened once per process.

    Raises:
        IndexOutdated: another release built it.
        IndexUnusable: it is damaged; both mean ``gongkai render --search``.
    """
    path = str(settings.SEARCH_INDEX)
    with _opening:
        if path not in _open:
            _open[path] = SearchIndex.open(path)
        return _open[path]


def mend() -> bool:
    """Build the index anew where it is of another release or damaged; returns whether it was."""
    try:
        index()
    except IndexUnusable:
        rebuild_all()
        return True
    return False


def plain(definition: model.Duty, values: dict[str, Any]) -> str:
    """All values as text, one element or row a line."""
    lines = []
    for element in definition.elements:
        value = values.get(element.id)
        if value is None or value in EMPTY:
            continue
        if element.type == ElementType.RICH_TEXT:
            lines.append(to_text(str(value)))
        elif element.type == ElementType.TABLE:
            lines += [
                " ".join(
                    filter(
                        None, (shown(column, row.get(column.id), "zh", in_table=True)[0] for column in element.columns)
                    )
                )
                for row in value
            ]
        elif element.type not in {ElementType.FILE, ElementType.IMAGE}:
            lines.append(f"{element.title.zh}：{shown(element, value, 'zh')[0]}")
    return "\n".join(lines)


def document(record: Record, texts: dict[str, str]) -> SearchDocument:
    """A record as search sees it.

    Args:
        record: public and not withdrawn.
        texts: what is inside the attachments, by digest.
    """
    one = record.disclosure
    assert one.index_number is not None  # noqa: S101 the database demands both of what is published
    assert one.published_on is not None  # noqa: S101
    attachments = record.content["attachments"]
    return SearchDocument(
        id=one.pk,
        path=addresses.disclosure(one.index_number),
        title=record.content["title"],
        body=plain(record.definition, record.content["values"]) + to_text(record.content.get("body", "")),
        attachments_text="\n".join(f"{it['name']}\n{texts.get(it['sha256'], '')}" for it in attachments),
        unit_id=record.unit.pk,
        unit_path=tuple(int(key) for key in record.unit.path.split("/") if key),
        unit_name=record.unit.label,
        duty=record.duty.code,
        category=record.duty.category,
        topic=one.topic,
        published_on=one.published_on,
        index_number=one.index_number,
        document_number=one.document_number,
    )


def _documents(found: list[Record]) -> Iterator[SearchDocument]:
    kept = [record for record in found if record.disclosure.state != Disclosure.State.WITHDRAWN]
    texts = texts_of({it["sha256"] for record in kept for it in record.content["attachments"]})
    for record in kept:
        yield document(record, texts)


def update(*keys: int) -> None:
    """Bring records of the index up to date; a failure is logged, for the index can be built anew at any time."""
    try:
        target = index()
        found = list(_documents(records.records(records.public().filter(pk__in=keys))))
        target.add(found)
        for key in set(keys) - {one.id for one in found}:
            target.remove(key)
        target.commit()
    except Exception as error:  # noqa: BLE001 whatever goes wrong here, the publication stands
        log.warning("search_index_not_updated", disclosures=keys, error=type(error).__name__)


class _Background:
    """One thread of a serving process that takes indexing off the shoulders of whoever publishes."""

    def __init__(self) -> None:
        self._waiting: SimpleQueue[int] = SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="search-index", daemon=True)
        self._thread.start()

    def put(self, key: int) -> None:
        """Have a record looked at soon."""
        self._waiting.put(key)

    def _run(self) -> None:
        while True:
            keys = {self._waiting.get()}
            while not self._waiting.empty():
                keys.add(self._waiting.get())
            update(*sorted(keys))
            connection.close()


_hand_over: Callable[[int], object] = update
_threads: list[_Background] = []


@contextmanager
def deferred() -> Iterator[None]:
    """Publish much at once without touching the index, then build it anew if anything was published."""
    global _hand_over  # noqa: PLW0603 one way a process
    touched: set[int] = set()
    before, _hand_over = _hand_over, touched.add
    try:
        yield
        if touched:
            rebuild_all()
    finally:
        _hand_over = before


def serve_in_background() -> None:
    """From now on index in a thread of this process; called by the server entry."""
    global _hand_over  # noqa: PLW0603 one way a process
    if not _threads:
        _threads.append(_Background())
        _hand_over = _threads[0].put


def update_on_commit(key: int) -> None:
    """Bring one record up to date once the transaction has committed."""
    transaction.on_commit(partial(_hand_over, key))


def everything() -> Iterator[SearchDocument]:
    """Every public record, in batches, oldest first."""
    directory = Directory.load()
    last = 0
    while True:
        found = records.records(records.public().filter(pk__gt=last).order_by("pk")[:BATCH], directory)
        if not found:
            return
        yield from _documents(found)
        last = found[-1].disclosure.pk


def rebuild_all() -> int:
    """Build the index anew; searching goes on meanwhile. Returns the number of records."""
    count = rebuild(settings.SEARCH_INDEX, everything())
    with _opening:
        _open.pop(str(settings.SEARCH_INDEX), None)
    return count
