"""Public records into the search index: one after its publication has committed, or all of them anew."""

import json
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

import structlog
from django.conf import settings
from django.db import OperationalError, connection, transaction

from gongkai.disclosures import events
from gongkai.disclosures.models import Disclosure
from gongkai.documents.html import to_text
from gongkai.journal.queries import last_row, subjects_since
from gongkai.rulebook import model
from gongkai.rulebook.vocabulary import ElementType
from gongkai.site import addresses
from gongkai.site.build.content import EMPTY, shown
from gongkai.site.queries import records
from gongkai.site.queries.files import texts_of
from gongkai.site.queries.records import Directory, Record
from gongkai.site.search import IndexUnusable, SearchDocument, SearchIndex, rebuild
from gongkai.site.search.spool import locked

BATCH = 500
LOOK = 20.0  # seconds without work after which a serving process looks for what was published elsewhere
CHANGES = tuple(
    kind.name
    for kind in (
        events.DISCLOSURE_PUBLISHED,
        events.DISCLOSURE_CORRECTED,
        events.DISCLOSURE_WITHDRAWN,
        events.DISCLOSURE_SUPERSEDED,
    )
)
ABOUT_TO_COMMIT = 200  # audit rows of transactions that may still be open
MARK = "caught-up"  # in the folder of the index: how far the audit trail is known to be in it
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
    """Build the index anew where it is of another release or damaged, else bring in what is missing.

    Returns:
        Whether it was built anew.
    """
    try:
        index()
    except IndexUnusable:
        rebuild_all()
        return True
    catch_up()
    return False


def catch_up() -> int:
    """Bring in what was published and never got here: the process was killed first, the disk was full.

    Transactions may commit in another order than their audit rows are numbered. So only the rows that were known at the
    look before count as settled, and every row is looked at twice.

    Returns:
        The number of records looked at.
    """
    mark = Path(settings.SEARCH_INDEX) / MARK
    mark.parent.mkdir(parents=True, exist_ok=True)
    with locked(mark.with_suffix(".lock"), wait=False) as alone:
        settled, known = _marked(mark)
        newest = last_row()
        if not alone or settled == known == newest:
            return 0
        keys = sorted({int(key) for key in subjects_since(settled, CHANGES)})
        try:
            for first in range(0, len(keys), BATCH):
                _bring(keys[first : first + BATCH])
        except Exception as error:  # noqa: BLE001 the next look tries again
            log.warning("search_index_not_caught_up", error=type(error).__name__)
            return 0
        _mark(mark, known, newest)
        return len(keys)


def _marked(mark: Path) -> tuple[int, int]:
    """The last audit row that is settled, and the last one known then; 0 when nobody looked yet."""
    try:
        settled, known = json.loads(mark.read_text("utf-8"))
        return int(settled), int(known)
    except (FileNotFoundError, ValueError, TypeError):
        return 0, 0


def _mark(mark: Path, settled: int, known: int) -> None:
    writing = mark.with_suffix(".part")
    writing.write_text(json.dumps([settled, known]), "utf-8")
    writing.replace(mark)


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
    """Bring records of the index up to date; a failure is logged, and the worker's next look tries again."""
    try:
        _bring(keys)
    except Exception as error:  # noqa: BLE001 whatever goes wrong here, the publication stands
        log.warning("search_index_not_updated", disclosures=keys, error=type(error).__name__)


def _bring(keys: Sequence[int]) -> None:
    target = index()
    found = list(_documents(records.records(records.public().filter(pk__in=keys))))
    target.add(found)
    for key in set(keys) - {one.id for one in found}:
        target.remove(key)
    target.commit()


def _settle() -> None:
    """Carry what was committed from SQLite's log into its file, which otherwise the next large commit has to do."""
    if connection.vendor == "sqlite":
        with suppress(OperationalError), connection.cursor() as cursor:  # somebody reads or writes: another time
            cursor.execute("PRAGMA wal_checkpoint(PASSIVE)")


class _Background:
    """One thread of a serving process that takes indexing off the shoulders of whoever publishes.

    While nothing is handed to it, it looks for what was published elsewhere: every node has an index of its own.
    """

    def __init__(self) -> None:
        self._waiting: SimpleQueue[int] = SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="search-index", daemon=True)
        self._thread.start()

    def put(self, key: int) -> None:
        """Have a record looked at soon."""
        self._waiting.put(key)

    def _run(self) -> None:
        while True:
            try:
                keys = {self._waiting.get(timeout=LOOK)}
                while not self._waiting.empty():
                    keys.add(self._waiting.get())
                update(*sorted(keys))
                _settle()
            except Empty:
                self._look()
            connection.close()

    def _look(self) -> None:
        try:
            catch_up()
        except Exception as error:  # noqa: BLE001 no database now; the thread goes on
            log.warning("search_index_not_caught_up", error=type(error).__name__)


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
    newest = last_row()
    count = rebuild(settings.SEARCH_INDEX, everything())
    _mark(Path(settings.SEARCH_INDEX) / MARK, max(newest - ABOUT_TO_COMMIT, 0), newest)
    with _opening:
        _open.pop(str(settings.SEARCH_INDEX), None)
    return count
