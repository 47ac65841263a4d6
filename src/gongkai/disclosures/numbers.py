"""Serials of index numbers and of the filing register."""

from dataclasses import dataclass

from django.db import connection

from gongkai.disclosures.models import IndexSequence
from gongkai.units.models import Unit

# One statement takes and locks both counters of the unit: no read before the write, hence no lost update on any
# isolation level, and whoever rolls back gives the serials back. The ORM has no "insert or add one, returning".
_TAKE = """
INSERT INTO {table} (unit_id, year, last, filed) VALUES (%s, %s, %s, 1)
ON CONFLICT (unit_id, year) DO UPDATE SET last = {table}.last + excluded.last, filed = {table}.filed + 1
RETURNING last, filed
"""


@dataclass(frozen=True)
class Serials:
    """What one publication took.

    Args:
        index: serial of the index number; the last one given out when none was asked for.
        filing: serial in the unit's filing register.
    """

    index: int
    filing: int


def take(unit: Unit, year: int, *, index: bool) -> Serials:
    """Take the next filing serial of the unit and year, and the next index serial too when ``index`` is asked for.

    Must be called inside the publishing transaction; the unit's row stays locked until it ends.
    """
    table = IndexSequence._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(_TAKE.format(table=table), [unit.pk, year, int(index)])
        last, filed = cursor.fetchone()
    return Serials(last, filed)


def filing_number(unit: Unit, year: int, serial: int) -> str:
    """The filing number of an entry of the unit's register, such as ``BA-990101-finance-2026-000012``."""
    return f"BA-{unit.region_code}-{unit.code}-{year}-{serial:06}"
