"""Opening any table that people bring."""

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from gongkai.intake.limits import DEFAULT_LIMITS, Limits
from gongkai.intake.source import Source, admit
from gongkai.intake.tables.columns import Vocabulary
from gongkai.intake.tables.delimited import Delimited
from gongkai.intake.tables.headers import SEARCHED_ROWS, find_header
from gongkai.intake.tables.jsonlines import JsonLines
from gongkai.intake.tables.model import Row, Table
from gongkai.intake.tables.sheets import Workbook
from gongkai.intake.trouble import Unreadable
from gongkai.rulebook.objections import Objection

_WORKBOOK = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
_FOREIGN = {
    b"%PDF": ("PDF 文件", "a PDF file"),
    b"\x1f\x8b": ("压缩包", "an archive"),
    b"\xfd7zXZ": ("压缩包", "an archive"),
    b"Rar!": ("压缩包", "an archive"),
    b"7z\xbc\xaf": ("压缩包", "an archive"),
    b"\xff\xd8\xff": ("图片", "a picture"),
    b"\x89PNG": ("图片", "a picture"),
    b"SQLite": ("数据库", "a database"),
}


def open_table(
    origin: Path | str | bytes,
    *,
    name: str | None = None,
    sheet: str | None = None,
    header_row: int | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    vocabulary: Vocabulary | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Table:
    """Open a CSV, workbook (.xlsx .xls .ods) or JSON Lines file; its kind is told by content, not by name.

    Arguments: origin, a path or the bytes; name, the file name shown; sheet, header_row (number as shown in the
    margin), encoding and delimiter where a person chose them; vocabulary, the usual names of the columns looked for,
    which decide between sheets and header rows; limits, the caps.
    Raises: Unreadable, with the reason and what to do, before anything is handed out.
    """
    source = admit(origin, name, limits)
    head = source.head(2048)
    for magic, (zh, en) in _FOREIGN.items():
        if head.startswith(magic):
            raise _not_a_table(source, zh, en)
    if head.startswith(_WORKBOOK):
        return _workbook(source, limits, sheet, header_row, vocabulary)
    plain = head.lstrip(b"\xef\xbb\xbf").lstrip()
    if plain[:1] == b"<":
        raise _not_a_table(source, "网页或 XML（有些系统导出的“.xls”其实是网页）", "a web page or XML")
    if plain[:1] == b"{":
        lines = JsonLines(source, limits, encoding)
        return Table(source.name, lines.headers, 0, lines.rows, encoding=lines.encoding)
    return _delimited(Delimited(source, limits, encoding, delimiter), header_row, vocabulary)


def _workbook(
    source: Source, limits: Limits, sheet: str | None, header_row: int | None, vocabulary: Vocabulary | None
) -> Table:
    book = Workbook(source, limits, sheet, vocabulary)
    header = find_header(book.head(), book.merged, vocabulary, header_row)
    return Table(
        name=source.name,
        headers=_named(header.names),
        header_row=header.last,
        read=book.rows,
        notices=book.notices(header.last) + _above(header.first),
        sheet=book.name,
        sheets=book.sheets,
    )


def _delimited(text: Delimited, header_row: int | None, vocabulary: Vocabulary | None) -> Table:
    rows: Iterator[Row] = text.rows()
    header = find_header(list(islice(rows, SEARCHED_ROWS)), (), vocabulary, header_row)
    return Table(
        name=text.source.name,
        headers=_named(header.names),
        header_row=header.last,
        read=text.rows,
        notices=_above(header.first),
        encoding=text.encoding,
        delimiter=text.delimiter,
    )


def _above(first: int) -> tuple[Objection, ...]:
    if first == 1:
        return ()
    return (
        Objection(
            "rows_above_header",
            f"表头在第 {first} 行，以上各行没有读取",
            f"The header is in row {first}; the rows above were not read",
        ),
    )


def _named(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(name.strip().lstrip("\ufeff") for name in names)


def _not_a_table(source: Source, zh: str, en: str) -> Unreadable:
    return Unreadable(
        "not_a_table",
        f"{source.name} 是{zh}，不是表格；请打开后另存为 .xlsx 或“CSV UTF-8”。",
        f"{source.name} is {en}, not a table; open it and save it as .xlsx or “CSV UTF-8”.",
    )
