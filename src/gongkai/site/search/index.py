"""The index of public records: derived from the database, disposable, one writer, any number of readers.

Every change first goes to a queue on disk. ``commit`` applies the queue if no other process is writing; otherwise the
one that is writing applies it, since it looks into the queue again after it let go of the lock. A reader notices a
commit by the state of two small files, so a record is found by the next search after its commit.
"""

import threading
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import chain, islice
from pathlib import Path
from typing import Self

import tantivy

from gongkai.site.search.document import SearchDocument
from gongkai.site.search.grams import NO_GRAMS, CommonGrams, choose_grams
from gongkai.site.search.schema import to_tantivy
from gongkai.site.search.spool import Change, Spool, locked
from gongkai.site.search.store import Generation, IndexUnusable, Store

_HEAP = 64_000_000  # bytes, of the writer of single changes
_REBUILD_HEAP = 480_000_000  # bytes; below eight segments of 200,000 records, so that nothing is merged twice
_THREADS = 2  # of the writer in a rebuild, beside the one that finds the tokens
_SAMPLE = 2_000  # documents looked at to choose the common grams
_OPEN_ATTEMPTS = 5  # a rebuild may swap generations between reading the name and opening the files


class RebuildRunning(Exception):
    """Another process is rebuilding this index."""


class SearchIndex:
    """An open index. Make it with :meth:`open`; threads may share it; open it again after a fork."""

    def __init__(self, store: Store, generation: Generation) -> None:
        self._store = store
        self._spool = Spool(store.folder)
        self._lock = threading.Lock()
        self._signature = store.signature()
        self._generation = generation
        self._searcher = generation.index.searcher()

    @classmethod
    def open(cls, path: Path | str) -> Self:
        """Open the index in a folder; where there is none, an empty one is made.

        Args:
            path: Folder of the index.

        Raises:
            IndexOutdated: When another version built it; :func:`rebuild` makes it anew.
            IndexUnusable: When it is damaged; the same.
        """
        store = Store(Path(path))
        if not store.exists():
            with locked(store.folder / "writer.lock"):
                if not store.exists():
                    generation = store.begin(NO_GRAMS)
                    store.put_in_force(generation)
        return cls(store, _open_current(store))

    def add(self, documents: Iterable[SearchDocument]) -> None:
        """Queue records; a known id is replaced. For a whole stock use :meth:`rebuild`.

        Args:
            documents: Public records.
        """
        for document in documents:
            self._spool.put(Change(document.id, document))

    def replace(self, document: SearchDocument) -> None:
        """Queue one record, new or changed.

        Args:
            document: A public record.
        """
        self.add([document])

    def remove(self, record_id: int) -> None:
        """Queue the removal of a record; unknown ids are no error.

        Args:
            record_id: Identity of the record.
        """
        self._spool.put(Change(record_id, None))

    def commit(self) -> bool:
        """Apply the queue, unless another process is just doing so; then that one applies it.

        Returns:
            Whether this call wrote; either way the next search after the writer's commit finds the records.

        Raises:
            IndexUnusable: When the index must be rebuilt; the queue is kept.
        """
        wrote = False
        while self._spool.waiting(1):
            with locked(self._store.folder / "writer.lock", wait=False) as held:
                if not held:
                    break
                self._drain()
                wrote = True
        self.refresh()
        return wrote

    def _drain(self) -> None:
        self.refresh()
        generation = self._generation
        with locked(self._store.folder / "rebuild.lock", wait=False) as nobody_rebuilds:
            if nobody_rebuilds:  # what a rebuild that died had kept
                self._spool.forget_rebuild()
        writer = generation.index.writer(_HEAP, 1)
        while files := self._spool.waiting():
            _apply(generation, writer, self._spool.read(files))
            writer.commit()
            self._spool.done(files)
        writer.wait_merging_threads()

    def rebuild(self, documents: Iterable[SearchDocument], *, sample: Iterable[SearchDocument] = ()) -> int:
        """Build anew and swap; see :func:`rebuild`.

        Args:
            documents: All public records.
            sample: Records typical of the stock.

        Returns:
            How many records were given.
        """
        number = rebuild(self._store.folder, documents, sample=sample)
        self.refresh()
        return number

    def refresh(self) -> bool:
        """Take up what was committed since; searching does it by itself.

        Returns:
            Whether there was anything.
        """
        signature = self._store.signature()
        if signature == self._signature:
            return False
        with self._lock:
            # The signature is read before the files: a commit in between is taken up the next time.
            if not self._reloaded():
                self._generation = _open_current(self._store)
            self._searcher = self._generation.index.searcher()
            self._signature = signature
        return True

    def _reloaded(self) -> bool:
        if self._store.current_name() != self._generation.name:
            return False
        try:
            self._generation.index.reload()
        except ValueError:  # a rebuild removed its files just now
            return False
        return True

    def reading(self) -> tuple[tantivy.Searcher, tantivy.Schema, CommonGrams]:
        """What queries need: a consistent view as of now, the schema, the common grams."""
        self.refresh()
        with self._lock:
            return self._searcher, self._generation.index.schema, self._generation.common

    def __len__(self) -> int:
        return int(self.reading()[0].num_docs)


def rebuild(path: Path | str, documents: Iterable[SearchDocument], *, sample: Iterable[SearchDocument] = ()) -> int:
    """Build the index of a folder anew from the records, beside the old one, and swap in one step.

    Searching goes on meanwhile, and so does writing: changes made during the rebuild are found at once in the old index
    and carried over into the new one. A rebuild that dies leaves the old index in force.

    Args:
        path: Folder of the index; an outdated or damaged index there is no hindrance.
        documents: All public records, read after this call begins.
        sample: Records typical of the stock, for choosing the common grams; the first of ``documents`` when empty.

    Returns:
        How many records were given.

    Raises:
        RebuildRunning: When another process is rebuilding this index.
    """
    store = Store(Path(path))
    spool = Spool(store.folder)
    with ExitStack() as whole:
        with locked(store.folder / "writer.lock"):
            if not whole.enter_context(locked(store.folder / "rebuild.lock", wait=False)):
                raise RebuildRunning("索引正在重建 / the index is being rebuilt")
            spool.keep_for_rebuild()
            store.remove_others()
        stream = iter(documents)
        first = list(islice(stream, _SAMPLE))
        texts = (f"{d.title}。{d.unit_name}。{d.body}" for d in islice(sample or first, _SAMPLE))
        generation = store.begin(choose_grams(texts))
        writer = generation.index.writer(_REBUILD_HEAP, _THREADS)
        number = 0
        for made in to_tantivy(chain(first, stream), generation.common):
            writer.add_document(made)
            number += 1
        writer.commit()
        with locked(store.folder / "writer.lock"):
            _apply(generation, writer, spool.read(spool.replayed()))
            writer.commit()
            writer.wait_merging_threads()
            store.put_in_force(generation)
            spool.forget_rebuild()
    SearchIndex.open(store.folder).commit()  # what others queued while this held the writer's lock
    return number


def _apply(generation: Generation, writer: tantivy.IndexWriter, changes: Iterator[Change]) -> None:
    schema = generation.index.schema
    for change in changes:
        # Not delete_documents_by_term: it takes the number for a signed one and finds nothing.
        writer.delete_documents_by_query(tantivy.Query.term_query(schema, "id", change.id))
        if change.document is not None:
            for made in to_tantivy([change.document], generation.common):
                writer.add_document(made)


def _open_current(store: Store) -> Generation:
    for _ in range(_OPEN_ATTEMPTS - 1):
        before = store.signature()
        try:
            return store.current()
        except IndexUnusable:
            if store.signature() == before:
                raise
    return store.current()
