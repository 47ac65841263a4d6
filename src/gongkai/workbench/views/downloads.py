"""Tables to take away."""

from collections.abc import Iterable, Sequence

from django.http import Http404, HttpResponse
from django.utils import timezone

from gongkai.documents.sheets import Cell, ExportColumn, table_csv, table_xlsx

MOST = 100_000  # rows of a table that is taken away
WRITERS = {"csv": table_csv, "xlsx": table_xlsx}
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "yaml": "application/yaml; charset=utf-8",
}


def download(form: str, name: str, columns: Sequence[ExportColumn], rows: Iterable[Sequence[Cell]]) -> HttpResponse:
    """A table as CSV or XLSX.

    Args:
        form: ``csv`` or ``xlsx``.
        name: of the file, without date and ending.
        columns: the headings.
        rows: the cells.

    Raises:
        Http404: another form.
    """
    if form not in WRITERS:
        raise Http404
    return attachment(WRITERS[form](columns, rows), form, name)


def attachment(content: bytes, form: str, name: str) -> HttpResponse:
    """Bytes as a file that is saved, with today's date in its name."""
    file = f"{name}-{timezone.localdate():%Y%m%d}.{form}"
    return HttpResponse(
        content, content_type=TYPES[form], headers={"Content-Disposition": f'attachment; filename="{file}"'}
    )
