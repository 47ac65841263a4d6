"""Which column is which, by the names that people usually give it."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gongkai.intake.tables.model import column_letter
from gongkai.intake.trouble import Unreadable

Vocabulary = Mapping[str, Sequence[str]]

_NOISE = re.compile(r"[\s_\-*:.,、/\\·“”\"'#]+")
_REMARK = re.compile(r"[(\[【〔<].*?[)\]】〕>]")


@dataclass(frozen=True, slots=True)
class Recognition:
    """Columns found.

    Attributes: mapping, field to column index from 0; headers, as in the file; unused, headers that mean nothing here;
    rivals, further columns that carry the name of a field already found.
    """

    mapping: Mapping[str, int]
    headers: tuple[str, ...]
    unused: tuple[str, ...]
    rivals: Mapping[str, tuple[str, ...]]

    def remember(self) -> dict[str, str]:
        """Return the mapping by header, to be given as overrides for the next file of the same make."""
        return {name: self.headers[index] for name, index in self.mapping.items()}


def key(header: str) -> str:
    """Return a header as compared: half width, lower case, without spaces, marks and remarks in brackets."""
    plain = unicodedata.normalize("NFKC", header).casefold()
    bare = _NOISE.sub("", _REMARK.sub("", plain))
    return bare or _NOISE.sub("", plain)


def recognise(
    headers: Sequence[str], vocabulary: Vocabulary, overrides: Mapping[str, str] | None = None
) -> Recognition:
    """Find the column of each field.

    Arguments: headers, as in the file; vocabulary, the usual names of each field, the most usual first; overrides,
    field to header, column letter (B) or number (2), which win over names.
    Raises: Unreadable, when an override names a column that is not there.
    """
    mapping: dict[str, int] = {}
    for name, wanted in (overrides or {}).items():
        mapping[name] = _column(wanted, headers)
    keys = [key(header) for header in headers]
    # 上级表头 下级表头: where the whole is unknown, the lower part decides.
    lower = [key(header.rsplit(" ", 1)[-1]) for header in headers]
    rivals: dict[str, tuple[str, ...]] = {}
    for candidates in (keys, lower):
        for name, usual in vocabulary.items():
            if name in mapping:
                continue
            ranks = {key(word): rank for rank, word in enumerate(usual)}
            taken = set(mapping.values())
            found = [index for index, word in enumerate(candidates) if word in ranks and index not in taken]
            if found:
                best = min(found, key=lambda index: (ranks[candidates[index]], index))
                mapping[name] = best
                if len(found) > 1:
                    rivals[name] = tuple(headers[index] for index in found if index != best)
    used = set(mapping.values())
    unused = tuple(header for index, header in enumerate(headers) if index not in used and header)
    return Recognition(mapping, tuple(headers), unused, rivals)


def _column(wanted: str, headers: Sequence[str]) -> int:
    for index, header in enumerate(headers):
        if header.strip() == wanted.strip() or key(header) == key(wanted):
            return index
    for index in range(len(headers)):
        if wanted.strip().upper() in {column_letter(index), str(index + 1)}:
            return index
    raise Unreadable(
        "no_such_column",
        f"没有名为“{wanted}”的列；现有的列：{'、'.join(filter(None, headers))}",
        f"There is no column “{wanted}”; the columns are: {', '.join(filter(None, headers))}",
    )
