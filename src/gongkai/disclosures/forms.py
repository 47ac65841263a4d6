"""The clerk's form of a disclosure, described as data; a face only draws it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from gongkai.disclosures.diff import LABELS
from gongkai.disclosures.display import entered
from gongkai.disclosures.models import Disclosure
from gongkai.disclosures.stages import FIELD, metadata_of
from gongkai.disclosures.starting import anchor_title, own_anchor
from gongkai.rulebook import model
from gongkai.rulebook.objections import Objection
from gongkai.rulebook.text import Text
from gongkai.rulebook.vocabulary import ElementType, Genre, Topic, Validity


@dataclass(frozen=True)
class FormField:
    """One input.

    Args:
        id: element id, column id, or metadata name with :data:`~gongkai.disclosures.stages.FIELD` before it; the input's name.
        type: an :class:`~gongkai.rulebook.vocabulary.ElementType`, or ``moment`` for a date with an optional time.
        title: label.
        help: a sentence under it.
        required: marked so; an incomplete draft can be saved all the same.
        unit: shown behind the input (元, 万元, 件 …).
        options: value and label of a choice.
        multiple: a choice takes several.
        columns: of a table.
        value: what to show: what was typed and could not be read, else the stored value.
        objections: beside the input.
        row_objections: of a table, by one-based row.
        min_length: characters asked for.
        max_length: characters allowed.
        min_rows: rows asked for.
        files: of a file or image element (or rich text with pictures), the attachments it holds.
        personal: the duty allows personal data here.
    """

    id: str
    type: str
    title: Text
    help: Text | None = None
    required: bool = False
    unit: str = ""
    options: tuple[tuple[str, Text], ...] = ()
    multiple: bool = False
    columns: tuple["FormField", ...] = ()
    value: Any = None
    objections: tuple[Objection, ...] = ()
    row_objections: Mapping[int, tuple[Objection, ...]] = field(default_factory=dict)
    min_length: int | None = None
    max_length: int | None = None
    min_rows: int | None = None
    files: tuple[Any, ...] = ()
    personal: bool = False


@dataclass(frozen=True)
class Form:
    """The whole form: metadata first, then the duty's elements; objections that belong to no input apart."""

    metadata: tuple[FormField, ...]
    elements: tuple[FormField, ...]
    general: tuple[Objection, ...]
    saves: int

    @property
    def count(self) -> int:
        """How many objections there are in all, for the summary at the top."""
        inputs = (*self.metadata, *self.elements)
        beside = sum(len(one.objections) + sum(map(len, one.row_objections.values())) for one in inputs)
        return beside + len(self.general)


def _field(one: model.Field, personal: frozenset[str], **more: Any) -> FormField:
    return FormField(
        id=one.id, type=one.type.value, title=one.title, help=one.help, required=one.required, unit=one.unit or "",
        options=tuple((option.value, option.label) for option in one.options), multiple=one.multiple,
        min_length=one.min_length, max_length=one.max_length, min_rows=one.min_rows, personal=one.id in personal, **more,
    )  # fmt: skip


def _value(disclosure: Disclosure, element: model.Element) -> Any:
    if element.id in disclosure.unread:
        return disclosure.unread[element.id]
    value = disclosure.values.get(element.id)
    if element.type != ElementType.TABLE:
        return entered(element, value)
    columns = {column.id: column for column in element.columns}
    return [
        {key: entered(columns[key], cell) if key in columns else cell for key, cell in row.items()}
        for row in value or ()
    ]


def _element(
    disclosure: Disclosure, element: model.Element, objections: Sequence[Objection], personal: frozenset[str],
    files: Sequence[Any],
) -> FormField:  # fmt: skip
    own = [one for one in objections if one.field == element.id]
    rows: dict[int, tuple[Objection, ...]] = {}
    for one in own:
        if one.row is not None:
            rows[one.row] = (*rows.get(one.row, ()), one)
    table = element.type == ElementType.TABLE
    return _field(
        element,
        personal,
        columns=tuple(_field(column, personal) for column in element.columns) if table else (),
        value=_value(disclosure, element),
        objections=tuple(one for one in own if one.row is None),
        row_objections=rows,
        files=tuple(one for one in files if one.element == element.id),
    )


def _metadata(disclosure: Disclosure, definition: model.Duty, objections: Sequence[Objection]) -> list[FormField]:
    values = metadata_of(disclosure)
    choices: dict[str, Sequence[Any]] = {"topic": list(Topic), "genre": list(Genre), "validity": list(Validity)}

    def made(name: str, kind: str, *, required: bool = False, help_: Text | None = None) -> FormField:
        return FormField(
            id=FIELD + name, type=kind, title=LABELS[name], help=help_, required=required, value=values.get(name),
            options=tuple((one.value, one.label) for one in choices.get(name, ())),
            objections=tuple(one for one in objections if one.field == FIELD + name),
        )  # fmt: skip

    fields = [
        made("title", "text", required=True),
        made("produced_on", "date", required=True, help_=Text("签发日期", "The day it was signed")),
        made(
            "document_number",
            "text",
            help_=Text("如：明财发〔2026〕12号；没有可不填", "Leave empty when there is none"),
        ),
        made("summary", "text", help_=Text("不填则取正文开头", "The beginning of the text when left empty")),
        made("topic", "choice", help_=Text("不选则按公开事项归类", "As the duty says when nothing is chosen")),
        made("genre", "choice"),
        made("keywords", "text"),
        made("validity", "choice"),
        made("validity_note", "text"),
    ]
    anchor = own_anchor(disclosure, definition)
    if anchor is not None and not disclosure.published_on:
        zh, en = anchor_title(disclosure, anchor)
        moment = disclosure.occurred_at or disclosure.occurred_on
        fields.insert(2, FormField(
            id=f"{FIELD}occurred", type="moment", title=Text(zh, en), value=moment,
            help=Text("公开期限从此计算；与成文日期相同可不填", "The time limit counts from it; empty means the date of signature"),
            objections=tuple(one for one in objections if one.field == f"{FIELD}occurred"),
        ))  # fmt: skip
    return fields


def form_of(
    disclosure: Disclosure, definition: model.Duty, objections: Iterable[Objection] = (), files: Iterable[Any] = ()
) -> Form:
    """Describe the form of a working copy.

    Args:
        disclosure: whose working copy is shown.
        definition: its duty.
        objections: from saving, submitting or the last return; each goes beside its input.
        files: the attachments of the working copy.
    """
    told, attached = tuple(objections), tuple(files)
    personal = frozenset(definition.person_fields)
    elements = tuple(_element(disclosure, one, told, personal, attached) for one in definition.elements)
    metadata = tuple(_metadata(disclosure, definition, told))
    named = {one.id for one in (*metadata, *elements)}
    return Form(metadata, elements, tuple(one for one in told if one.field not in named), disclosure.saves)


def posted(data: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Part what a form sent into elements and metadata, as :func:`~gongkai.disclosures.actions.save_draft` takes them."""
    metadata = {name.removeprefix(FIELD): value for name, value in data.items() if name.startswith(FIELD)}
    return {name: value for name, value in data.items() if not name.startswith(FIELD)}, metadata
