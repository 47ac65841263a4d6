"""Something on every desk one can sit at: disclosures that wait for just the step a demo account takes."""

from collections.abc import Callable
from datetime import date, timedelta

from gongkai.demo.queries import rows_of
from gongkai.demo.work import Office, Plan
from gongkai.disclosures.models import Disclosure
from gongkai.duties.expansion import own_start_anchors
from gongkai.duties.queries import composed, version_on
from gongkai.rulebook.model import Duty, Rulebook
from gongkai.rulebook.samples import recipes
from gongkai.rulebook.vocabulary import ReviewKind
from gongkai.units.models import Unit

READY, RETURNED = "ready", "returned"  # every review has passed; the first one sent it back
DESKS: tuple[tuple[str, ReviewKind | str], ...] = (
    ("shiqiao", ReviewKind.UNIT_REVIEW),
    ("shiqiao", ReviewKind.VILLAGE_SUPERVISION),
    ("shiqiao", ReviewKind.UNIT_LEADER),
    ("shiqiao", READY),
    ("shiqiao", RETURNED),
    ("liuxi", ReviewKind.UNIT_LEADER),
    ("finance", ReviewKind.UNIT_LEADER),
    ("finance", ReviewKind.SECRECY),
)


def lay_out(office: Office, units: dict[str, Unit], today: date) -> list[Disclosure]:
    """Put a disclosure on each desk. Desks of units a small district lacks stay empty.

    Args:
        office: does the work.
        units: by code.
        today: the last day that is played.
    """
    version = version_on(today)
    if version is None:
        return []
    rulebook, rows = composed(version), rows_of(recipes())
    taken: set[tuple[str, str]] = set()
    made = []
    for code, waits_for in DESKS:
        if code not in units:
            continue
        fits = _fitting(rulebook, waits_for)
        duty = next(
            (one.id for one in rulebook.duties_for(units[code].facts(), today)
             if one.id in rows and (code, one.id) not in taken and fits(one)), None,
        )  # fmt: skip
        if duty is not None:
            taken.add((code, duty))
            until = "returned" if waits_for == RETURNED else "submitted"
            event = today - timedelta(days=3)
            disclosure = office.carry_out(Plan(units[code], rows[duty], today, event=event, until=until))
            if until == "submitted":
                before = waits_for if isinstance(waits_for, ReviewKind) else None
                office.review(disclosure, today - timedelta(days=1), before=before)
            made.append(disclosure)
    return made


def _fitting(rulebook: Rulebook, waits_for: ReviewKind | str) -> Callable[[Duty], bool]:
    """Whether a duty is one that an event of the unit's own starts, and goes through the review that is wanted."""

    def fits(duty: Duty) -> bool:
        if not own_start_anchors(rulebook, duty) or str(duty.timing).startswith("B"):
            return False
        if waits_for == RETURNED:
            return next(iter(duty.reviews), None) == ReviewKind.UNIT_REVIEW
        return bool(duty.reviews) if waits_for == READY else waits_for in duty.reviews

    return fits
