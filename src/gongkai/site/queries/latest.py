"""The newest disclosure of each duty of a unit."""

from datetime import date

from django.db.models import Max

from gongkai.disclosures.models import Disclosure
from gongkai.site.queries.records import public
from gongkai.units.models import Unit


def latest_by_duty(unit: Unit) -> dict[str, tuple[str, str, date]]:
    """Index number, title and date by the duty's code."""
    shown = public().filter(unit=unit, state=Disclosure.State.PUBLISHED)
    newest = shown.order_by().values("duty_id").annotate(newest=Max("pk")).values("newest")
    rows = public().filter(pk__in=newest).values_list("duty__code", "index_number", "title", "published_on")
    return {code: (number, title, day) for code, number, title, day in rows if number and day}
