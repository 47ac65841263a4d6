"""Filters of the staff templates: words in the reader's language, states as tags, dates as people say them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gongkai.disclosures.display import shown as shown_value
from gongkai.disclosures.models import Disclosure, ReviewStep
from gongkai.duties.models import Duty, Obligation
from gongkai.rulebook.timing.arithmetic import Arithmetic
from gongkai.rulebook.vocabulary import Audience, Channel, ReviewKind
from gongkai.units.models import Unit
from gongkai.workbench.views.shared import language

register = template.Library()

_CLASSES = {
    Disclosure.State.DRAFT: "plain", Disclosure.State.IN_REVIEW: "soon", Disclosure.State.RETURNED: "late",
    Disclosure.State.APPROVED: "soon", Disclosure.State.SCHEDULED: "soon", Disclosure.State.PUBLISHED: "ok",
    Disclosure.State.SUPERSEDED: "na", Disclosure.State.WITHDRAWN: "na", Disclosure.State.DISCARDED: "na",
}  # fmt: skip
_STEPS = {ReviewStep.State.APPROVED: "done", ReviewStep.State.RETURNED: "stop"}


@register.filter
def spoken(text: Any) -> str:
    """A bilingual text of the rulebook in the reader's language."""
    return "" if text is None else str(text.text(language()))


@register.filter
def named(record: Unit | Duty) -> str:
    """A unit or duty by its name in the reader's language."""
    if isinstance(record, Unit):
        return record.name_en if language() == "en" and record.name_en else record.label
    return record.title_en if language() == "en" and record.title_en else record.title


@register.filter
def shown(field: Any, value: Any) -> str:
    """A value of an element or column in words."""
    return shown_value(field, value, language())


@register.filter
def stage_class(stage: str) -> str:
    """The colour and shape of a disclosure's stage."""
    return _CLASSES.get(Disclosure.State(stage), "plain")


@register.filter
def stage_label(stage: str) -> str:
    """A disclosure's stage in words."""
    return str(Disclosure.State(stage).label)


@register.filter
def step_class(step: ReviewStep) -> str:
    """How a review step stands in the chain."""
    return _STEPS.get(ReviewStep.State(step.state), "")


@register.filter
def review_label(kind: str) -> str:
    """A kind of review in words."""
    return ReviewKind(kind).label.text(language())


@register.filter
def channel_label(channel: str) -> str:
    """A channel in words."""
    return Channel(channel).label.text(language())


@register.filter
def audience_label(audience: str) -> str:
    """An audience in words."""
    return Audience(audience).label.text(language())


@register.filter
def arithmetic(stored: Mapping[str, Any]) -> str:
    """The working behind a due date; empty when there is none."""
    return Arithmetic.from_json(stored).text(language()) if stored else ""


def _days(obligation: Obligation) -> int | None:
    return (obligation.due_on - timezone.localdate()).days if obligation.due_on else None


@register.filter
def due_class(obligation: Obligation) -> str:
    """Late, soon or neither."""
    days = _days(obligation)
    if days is None or days > 7:
        return "plain"
    return "late" if days < 0 else "soon"


@register.filter
def due_words(obligation: Obligation) -> str:
    """How far away the due date is, in words."""
    days = _days(obligation)
    if days is None:
        return _("及时公开")
    if days < 0:
        return ngettext("逾期 %(n)s 天", "逾期 %(n)s 天", -days) % {"n": -days}
    if days == 0:
        return _("今天到期")
    if days == 1:
        return _("明天到期")
    return ngettext("还有 %(n)s 天", "还有 %(n)s 天", days) % {"n": days}


@register.filter
def days_until(day: date | None) -> int:
    """Calendar days from today."""
    return (day - timezone.localdate()).days if day else 0


@register.filter
def item(mapping: Mapping[Any, Any], key: Any) -> Any:
    """A value by key."""
    return mapping.get(key)


@register.simple_tag(takes_context=True)
def with_query(context: Mapping[str, Any], **changes: Any) -> str:
    """The present query string with some parameters changed; empty ones are dropped."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        if value in (None, ""):
            query.pop(name, None)
        else:
            query[name] = value
    return f"?{query.urlencode()}" if query else "?"


@register.inclusion_tag("workbench/sort.html", takes_context=True)
def sort_by(context: Mapping[str, Any], field: str, label: str, *, numeric: bool = False) -> Mapping[str, Any]:
    """The head of a column by which the list can be sorted: descending first, then ascending, then as it was."""
    present = context["request"].GET.get("sort", "")
    following = {f"-{field}": field, field: ""}.get(present, f"-{field}")
    direction = {f"-{field}": "descending", field: "ascending"}.get(present, "")
    address = with_query(context, sort=following, after="")
    return {"label": label, "address": address, "direction": direction, "numeric": numeric}
