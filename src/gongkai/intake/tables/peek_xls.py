"""How far the sheets of an old .xls reach, told from its records before the reader reserves memory for them.

Source: Microsoft [MS-XLS] §2.1.4, records; [MS-OFFCRYPTO] for what is encrypted.
"""

import struct
from typing import BinaryIO

import olefile  # type: ignore[import-untyped]

from gongkai.intake.tables.peek import Peek

_STREAMS = ("Workbook", "Book")
_BEGIN = 0x0809
_SHEET = 0x0010
_PASSWORD = 0x002F
# Formula, number, label, boolean or error, RK, string label, rich string: each begins with its row and column.
_CELLS = frozenset({0x0006, 0x0203, 0x0204, 0x0205, 0x027E, 0x00FD, 0x00D6})
_SEVERAL = 0x00BD
_HEAD = struct.Struct("<HH")


class ProtectedError(ValueError):
    """The file is encrypted."""


def peek_xls(stream: BinaryIO) -> list[Peek]:
    """Return how far the cells of each sheet reach, in the order of the file.

    Raises: ProtectedError, when it is encrypted; OSError, when it is no .xls.
    """
    with olefile.OleFileIO(stream) as file:
        if file.exists("EncryptedPackage"):
            raise ProtectedError
        name = next((name for name in _STREAMS if file.exists(name)), None)
        if name is None:
            raise OSError("no workbook stream")
        data: bytes = file.openstream(name).read()
    return _sheets(data)


def _sheets(data: bytes) -> list[Peek]:
    sheets: list[Peek] = []
    # Cells before the first sheet belong to none; the reader ignores them too.
    seen, at, end = Peek(), 0, len(data) - 4
    while at <= end:
        kind, length = _HEAD.unpack_from(data, at)
        body = at + 4
        at = body + length
        if kind == _PASSWORD:
            raise ProtectedError
        if kind == _BEGIN and length >= 4 and _HEAD.unpack_from(data, body)[1] == _SHEET:
            seen = Peek()
            sheets.append(seen)
        elif kind in _CELLS and length >= 4 and at <= len(data):
            row, column = _HEAD.unpack_from(data, body)
            seen.rows, seen.columns = max(seen.rows, row + 1), max(seen.columns, column + 1)
        elif kind == _SEVERAL and length >= 6 and at <= len(data):
            row, _ = _HEAD.unpack_from(data, body)
            (last,) = struct.unpack_from("<H", data, at - 2)
            seen.rows, seen.columns = max(seen.rows, row + 1), max(seen.columns, last + 1)
    return sheets
