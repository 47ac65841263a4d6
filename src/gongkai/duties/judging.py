"""Judging obligations in the database, in one set-based statement.

The stored facts (:class:`~gongkai.duties.models.Fulfilment`, approved exemptions) decide the judged columns of an
obligation. One publication judges its few obligations, a rebuild judges all, with the same statement, so the
incremental result cannot differ from the rebuilt one. The rule itself is the pure
:func:`gongkai.rulebook.conformity.judge`; a property test holds the statement against it.
"""

from collections.abc import Sequence

from django.db import connection

_TIME_OK = """
CASE WHEN f.historical OR f.window_broken THEN {false}
     WHEN o.due_at IS NOT NULL THEN f.published_at <= o.due_at
     WHEN o.due_on IS NOT NULL THEN f.published_on <= o.due_on
     ELSE {true} END
"""
_FULFILLED = """
SELECT o.id, {met} AS state, f.published_on, f.disclosure_id, f.content_ok, f.procedure_ok, {time_ok} AS time_ok,
       f.form_ok, (f.content_ok AND f.procedure_ok AND f.form_ok AND {time_ok}) AS conforming
FROM duties_obligation o JOIN duties_fulfilment f ON f.obligation_id = o.id
WHERE o.state <> {cancelled} {only}
"""
_SET = """
UPDATE duties_obligation SET state = j.state, published_on = j.published_on, disclosure_id = j.disclosure_id,
  content_ok = j.content_ok, procedure_ok = j.procedure_ok, time_ok = j.time_ok, form_ok = j.form_ok,
  conforming = j.conforming, counted_on = COALESCE(duties_obligation.due_on, j.published_on)
FROM ({fulfilled}) AS j
WHERE duties_obligation.id = j.id AND (
  duties_obligation.state <> j.state OR duties_obligation.published_on IS DISTINCT FROM j.published_on
  OR duties_obligation.disclosure_id IS DISTINCT FROM j.disclosure_id
  OR duties_obligation.content_ok IS DISTINCT FROM j.content_ok
  OR duties_obligation.procedure_ok IS DISTINCT FROM j.procedure_ok
  OR duties_obligation.time_ok IS DISTINCT FROM j.time_ok OR duties_obligation.form_ok IS DISTINCT FROM j.form_ok)
"""
_UNFULFILLED = """
UPDATE duties_obligation SET state = COALESCE((
    SELECT e.kind FROM duties_exemption e WHERE e.obligation_id = duties_obligation.id AND e.decision = 'approved'
    ORDER BY e.id DESC LIMIT 1), {otherwise}),
  published_on = NULL, disclosure_id = NULL, content_ok = NULL, procedure_ok = NULL, time_ok = NULL, form_ok = NULL,
  conforming = NULL, counted_on = due_on
WHERE state <> 'cancelled' {only_plain}
  AND NOT EXISTS (SELECT 1 FROM duties_fulfilment f WHERE f.obligation_id = duties_obligation.id)
  AND (state = 'met' OR state <> COALESCE((
    SELECT e.kind FROM duties_exemption e WHERE e.obligation_id = duties_obligation.id AND e.decision = 'approved'
    ORDER BY e.id DESC LIMIT 1), {otherwise}))
"""
# What nobody meets or exempts is open, unless the event that raised it has been cancelled meanwhile.
_OTHERWISE = """CASE WHEN EXISTS (SELECT 1 FROM duties_occurrence c WHERE c.id = duties_obligation.occurrence_id
  AND c.cancelled_at IS NOT NULL) THEN 'cancelled' ELSE 'open' END"""


def judge_obligations(keys: Sequence[int] | None = None, *, all_fulfilled: bool = False) -> int:
    """Bring the judged columns in line with the facts.

    Args:
        keys: the obligations to judge; all of them when ``None`` (a full rebuild).
        all_fulfilled: the caller has just written a fulfilment for each of ``keys``, so none can be unfulfilled and
            the statement that looks for those is spared.

    Returns:
        How many obligations changed.
    """
    if keys is not None and not keys:
        return 0
    sqlite = connection.vendor == "sqlite"
    places = ",".join(["%s"] * len(keys)) if keys is not None else ""
    only = f"AND o.id IN ({places})" if keys is not None else ""
    only_plain = f"AND id IN ({places})" if keys is not None else ""
    time_ok = _TIME_OK.format(true="1" if sqlite else "TRUE", false="0" if sqlite else "FALSE")
    fulfilled = _FULFILLED.format(met="'met'", cancelled="'cancelled'", time_ok=time_ok, only=only)
    parameters = list(keys or ())
    with connection.cursor() as cursor:
        cursor.execute(_SET.format(fulfilled=fulfilled), parameters)
        changed: int = cursor.rowcount
        if all_fulfilled:
            return changed
        cursor.execute(_UNFULFILLED.format(only_plain=only_plain, otherwise=_OTHERWISE), parameters)
        changed += cursor.rowcount
    return changed
