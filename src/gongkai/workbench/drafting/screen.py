"""What the screen of a working copy shows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone

from gongkai.disclosures import diff
from gongkai.disclosures import queries as disclosures
from gongkai.disclosures.forms import Form, FormField, form_of
from gongkai.disclosures.models import Attachment, Disclosure
from gongkai.disclosures.stages import State, metadata_of
from gongkai.duties import queries as duties
from gongkai.duties.models import Obligation
from gongkai.journal.actors import Actor
from gongkai.rulebook import model
from gongkai.rulebook import values as contents
from gongkai.rulebook.objections import Objection
from gongkai.rulebook.vocabulary import ElementType
from gongkai.units.roles import Right
from gongkai.workbench.drafting.changes import changes_of
from gongkai.workbench.drafting.typed import editable
from gongkai.workbench.views.shared import Problem, language

BLANK_ROWS = 3


def definition_of(disclosure: Disclosure) -> model.Duty:
    """The duty of a working copy as its rulebook version words it."""
    return duties.definition(disclosure.duty, disclosure.unit, disclosure.version)


@dataclass(frozen=True)
class RowView:
    """A row of a table as inputs: its number from 1, its cells, and what is wrong with it."""

    number: int
    cells: tuple[tuple[FormField, Any], ...]
    objections: tuple[Objection, ...]


@dataclass(frozen=True)
class FieldView:
    """An input on the screen.

    Args:
        field: described by the disclosures room.
        name: of the input.
        anchor: id of its frame, where the error summary leads.
        value: as it stands in the input.
        rows: of a table.
    """

    field: FormField
    name: str
    anchor: str
    value: Any
    rows: tuple[RowView, ...] = ()

    @property
    def template(self) -> str:
        """The template that draws the input."""
        return f"workbench/fields/{self.field.type}.html"


@dataclass(frozen=True)
class Screen:
    """The form: metadata, elements, how often it was saved, and every objection for the summary."""

    metadata: tuple[FieldView, ...]
    elements: tuple[FieldView, ...]
    saves: int
    problems: tuple[Problem, ...]
    only_gaps: bool

    @property
    def needed(self) -> tuple[FieldView, ...]:
        """The metadata everybody fills in, and the event that starts the clock."""
        return tuple(one for one in self.metadata if one.field.required or one.field.type == "moment")

    @property
    def extra(self) -> tuple[FieldView, ...]:
        """The metadata few fill in."""
        return tuple(one for one in self.metadata if one not in self.needed)

    @property
    def extra_open(self) -> bool:
        """Whether something is wrong among them, so that it can be seen."""
        return any(one.field.objections for one in self.extra)


def screen_of(
    disclosure: Disclosure, definition: model.Duty, objections: Iterable[Objection] = (), *, blank: str = ""
) -> Screen:
    """Lay out the working copy.

    Args:
        disclosure: whose values are shown; may hold what was typed and not saved.
        definition: its duty.
        objections: from the last attempt.
        blank: id of a table to which empty rows are added.
    """
    told = [*objections]
    known = {(one.code, one.field, one.row) for one in told}
    if disclosure.unread:
        unread = contents.clean(definition, disclosure.unread, complete=False).objections
        told += [one for one in unread if (one.code, one.field, one.row) not in known]
    files = attachments_of(disclosure)
    form = form_of(disclosure, definition, told, files)
    return Screen(
        metadata=tuple(_view(one, one.id, f"field-{one.id}", disclosure, blank) for one in form.metadata),
        elements=tuple(_view(one, f"e-{one.id}", f"field-{one.id}", disclosure, blank) for one in form.elements),
        saves=disclosure.saves,
        problems=tuple(_problem(one, form) for one in told),
        only_gaps=bool(told) and all(one.code in contents.GAPS for one in told),
    )


def _problem(one: Objection, form: Form) -> Problem:
    inputs = {field.id for field in (*form.metadata, *form.elements)}
    row = f"-{one.row}" if one.row and one.field in inputs else ""
    return Problem(one.text(language()), one.field or "", f"field-{one.field}{row}" if one.field else "", one.row)


def _view(field: FormField, name: str, anchor: str, disclosure: Disclosure, blank: str) -> FieldView:
    if field.type == ElementType.TABLE:
        return FieldView(field, name, anchor, field.value, _rows(field, BLANK_ROWS if field.id != blank else 5))
    if field.type == ElementType.RICH_TEXT:
        return FieldView(field, name, anchor, editable(str(field.value or ""), disclosure.pk))
    return FieldView(field, name, anchor, _typed(field.value))


def _typed(value: Any) -> Any:
    """A value as it stands in an input."""
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return " ".join(str(one) for one in value.values() if one not in (None, ""))
    return value


def _rows(field: FormField, blank: int) -> tuple[RowView, ...]:
    filled = [row for row in field.value or () if isinstance(row, dict)] if isinstance(field.value, list) else []
    spare = blank if filled or blank > BLANK_ROWS else max(blank, field.min_rows or 0)
    return tuple(
        RowView(
            number,
            tuple((column, _typed(row.get(column.id, ""))) for column in field.columns),
            field.row_objections.get(number, ()),
        )
        for number, row in enumerate([*filled, *({} for _ in range(spare))], start=1)
    )


def attachments_of(disclosure: Disclosure) -> Sequence[Attachment]:
    """The files of the working copy, without the words inside them."""
    return list(disclosure.attachments.select_related("file").defer("file__text"))


def tasks_of(disclosure: Disclosure, actor: Actor) -> list[tuple[Obligation, bool]]:
    """The tasks a working copy answers or could answer, and whether it does."""
    answered = set(disclosure.obligations.values_list("pk", flat=True))
    rows = duties.visible_to(actor, Right.DRAFT).filter(
        Q(state=Obligation.State.OPEN) | Q(pk__in=answered),
        unit=disclosure.unit,
        duty=disclosure.duty,
        demand=Obligation.Demand.PUBLISH,
    )
    return [(one, one.pk in answered) for one in rows.order_by("due_on", "pk")[:24]]


def working_copy(disclosure: Disclosure) -> dict[str, Any]:
    """The working copy in the shape of a revision's content, for comparing."""
    metadata = metadata_of(disclosure)
    return {"title": metadata.pop("title"), "values": disclosure.values, "metadata": metadata, "attachments": []}


def differences(stored: Disclosure, typed: Disclosure, definition: model.Duty) -> tuple[diff.Change, ...]:
    """What the stored copy says and what was typed, where they differ."""
    return diff.changed(changes_of(definition, working_copy(stored), working_copy(typed)))


def return_reasons(disclosure: Disclosure) -> tuple[Any, tuple[Objection, ...]]:
    """The step that sent it back, and its reasons; ``None`` and nothing when it was not sent back."""
    if disclosure.stage != State.RETURNED:
        return None, ()
    found = disclosures.last_return(disclosure)
    return found or (None, ())
