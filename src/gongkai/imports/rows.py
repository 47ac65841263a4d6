"""Rows as digests: whether a row, or the record it names, was imported before."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from gongkai.imports.registry import Item
from gongkai.intake.tables import GoodRow


def digest_of(value: Any) -> str:
    """The SHA-256 of a value as canonical JSON."""
    text = json.dumps(plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def plain(value: Any) -> Any:
    """The value in JSON's own types; dates as ISO, decimals as text."""
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, str):
        return value.replace("\x00", "")
    return str(value) if isinstance(value, Decimal) else value


def item(row: GoodRow, file: str = "") -> Item:
    """A good row ready to be taken.

    Args:
        row: from a dry run; without a key of its own its values name the record.
        file: digest of the file and unit, for kinds whose rows are told apart by their place in it.
    """
    values = dict(row.values)
    digest = digest_of(values)
    if file:
        return Item(row.number, values, digest, digest_of([file, row.number]))
    return Item(row.number, values, digest, digest_of(row.key) if row.key else digest)
