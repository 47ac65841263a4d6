"""The audit of the past: of an uploaded file, or of what was imported."""

from datetime import date
from functools import lru_cache

from gongkai.imports import queries
from gongkai.imports.files import path_of
from gongkai.imports.models import ImportRun
from gongkai.imports.queries.past import collection
from gongkai.intake.tables import open_table
from gongkai.journal.actors import Actor
from gongkai.retrospect.documents import VOCABULARY, read_documents
from gongkai.retrospect.report import Audit, audit_documents


def of_file(run: ImportRun, *, on: date) -> Audit:
    """The audit of the file of a run, taken or not.

    Raises:
        Unreadable: it cannot be read, or holds no documents.
    """
    options = run.options
    row = options.get("header_row", "")
    chosen = tuple(sorted((name, header) for name, header in run.mapping.items() if name in VOCABULARY))
    return _of_file(
        run.sha256, run.name, chosen, options.get("sheet") or None, int(row) if str(row).isdigit() else None,
        options.get("encoding") or None, on,
    )  # fmt: skip


@lru_cache(maxsize=2)
def _of_file(  # noqa: PLR0917 a cache takes them by position
    sha256: str, name: str, columns: tuple[tuple[str, str], ...], sheet: str | None, header_row: int | None,
    encoding: str | None, on: date,
) -> Audit:  # fmt: skip
    table = open_table(
        path_of(sha256), name=name, sheet=sheet, header_row=header_row, encoding=encoding, vocabulary=VOCABULARY
    )
    return audit_documents([read_documents(table, dict(columns))], on=on)


def of_imported(actor: Actor, *, on: date, name: str) -> Audit:
    """The audit of the imported documents of units the actor may see."""
    return audit_documents([collection(queries.imported_for(actor), name)], on=on)
