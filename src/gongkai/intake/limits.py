"""How much one file may ask of the machine."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Caps that are checked before, or while, a file is read.

    Arguments: file_bytes, size on disk; expanded_bytes, size of what a compressed file unfolds to; ratio, unfolded by
    compressed size of one member (checked above 1 MB); members, files in an archive; rows and columns of one table;
    cells, of the rectangle they span; cell_characters, length of one cell.
    """

    file_bytes: int = 256 * MEGABYTE
    expanded_bytes: int = 1024 * MEGABYTE
    ratio: int = 200
    members: int = 100_000
    rows: int = 1_000_000
    columns: int = 1_000
    cells: int = 10_000_000
    cell_characters: int = 1_000_000


DEFAULT_LIMITS = Limits()
