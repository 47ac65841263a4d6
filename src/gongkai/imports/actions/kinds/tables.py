"""The table elements of any duty: rows of a spreadsheet into a draft of the unit."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date as day_type
from datetime import datetime
from decimal import Decimal
from typing import Any

from gongkai.disclosures.actions import discard, save_draft, start
from gongkai.disclosures.models import Disclosure
from gongkai.disclosures.stages import EDITABLE
from gongkai.duties.models import Duty
from gongkai.duties.queries import composed
from gongkai.imports.actions.kinds.each import State, targets
from gongkai.imports.models import ImportedRow
from gongkai.imports.registry import ImportKind, Item, Outcome, Setting, register_family
from gongkai.intake.tables import ColumnSpec, RecordKind, Text
from gongkai.intake.tables.records import NO_TEXT
from gongkai.intake.tables.values import Parser, boolean, choice, date, number, text
from gongkai.journal.actors import Actor
from gongkai.journal.refusals import Objection, Refused
from gongkai.rulebook import model
from gongkai.rulebook.vocabulary import ElementType
from gongkai.units.roles import Right

PREFIX = "table:"


def tables_of(duty: model.Duty) -> list[model.Element]:
    """The table elements of a duty."""
    return [element for element in duty.elements if element.type == ElementType.TABLE]


def _parser(column: model.Field) -> Parser:
    match column.type:
        case ElementType.DATE:
            return date()
        case ElementType.NUMBER | ElementType.MONEY | ElementType.PERCENT:
            return number()
        case ElementType.BOOLEAN:
            return boolean()
        case ElementType.CHOICE if column.options and not column.multiple:
            return choice({one.value: (one.label.zh, one.label.text("en")) for one in column.options})
    return text(longest=column.max_length)


def _columns(element: model.Element) -> tuple[ColumnSpec, ...]:
    return tuple(
        ColumnSpec(
            column.id, column.title, _parser(column), required=column.required, help=column.help or NO_TEXT,
            choices=tuple(one.label.zh for one in column.options),
        )
        for column in element.columns
    )  # fmt: skip


def _typed(value: object) -> object:
    """A parsed cell as a person would have typed it, for the duty's own reading."""
    if isinstance(value, day_type):
        return value.isoformat()
    return format(value, "f") if isinstance(value, Decimal) else value


def _draft(setting: Setting, duty: Duty) -> Disclosure:
    """The draft the run fills; begun with its first rows."""
    assert setting.run is not None  # noqa: S101 rows are taken in a run only
    key = setting.run.options.get("draft")
    found = Disclosure.objects.filter(pk=key, state__in=EDITABLE, unit=setting.unit, duty=duty).first() if key else None
    if found is not None:
        return found
    if key:
        raise Refused([Objection("import.draft", "这份草稿已提交或作废，不能再导入", "The draft is not open any more")])
    made = start(setting.unit, duty, actor=setting.actor, at=setting.at)
    setting.run.options["draft"] = made.pk
    setting.run.save(update_fields=["options"])
    return made


def _taking(duty_code: str, element: str) -> Callable[[Setting, Sequence[Item]], list[Outcome]]:
    def take(setting: Setting, items: Sequence[Item]) -> list[Outcome]:
        draft = _draft(setting, Duty.objects.get(code=duty_code))
        there: list[Mapping[str, Any]] = list(draft.values.get(element) or ())
        rows = [{name: _typed(value) for name, value in item.values.items()} for item in items]
        save_draft(draft, {element: [*there, *rows]}, {}, draft.saves, actor=setting.actor, at=setting.at)
        return [Outcome(State.ADDED, draft) for _ in items]

    return take


def _built_on(rows: Sequence[ImportedRow]) -> Iterable[Objection]:
    for one in targets(rows, Disclosure).values():
        if one.state not in EDITABLE:
            yield Objection(
                "undo.draft", f"《{one.title}》已提交，请先撤回提交再撤销导入", f"“{one.title}” was submitted; recall it first"
            )  # fmt: skip


def _revert(rows: Sequence[ImportedRow], actor: Actor, at: datetime) -> None:
    """Discard the draft that the import began."""
    for one in targets(rows, Disclosure).values():
        discard(one, actor=actor, at=at)


def _alive(keys: Sequence[int]) -> set[int]:
    return set(Disclosure.objects.filter(pk__in=keys).exclude(state="discarded").values_list("pk", flat=True))


def _family(rest: str) -> ImportKind | None:
    code, _, name = rest.partition(":")
    row = Duty.objects.filter(code=code).select_related("version").first()
    if row is None:
        return None
    definition = next((one for one in composed(row.version).duties if one.id == code), None)
    element = definition.element(name) if definition else None
    if definition is None or element is None or element.type != ElementType.TABLE:
        return None
    title = Text(f"{row.title}：{element.title.zh}", f"{row.title_en or row.title}: {element.title.text('en')}")
    record = RecordKind(f"{PREFIX}{rest}", title, _columns(element))
    return ImportKind(
        id=f"{PREFIX}{rest}",
        title=title,
        help=Text(
            "表格行导入一份新草稿，核对后再提交审核。", "The rows fill a new draft, to be looked over and submitted."
        ),
        right=Right.DRAFT,
        record=lambda _setting: record,
        take=_taking(code, name),
        built_on=_built_on,
        revert=_revert,
        per_file=True,
        alive=_alive,
    )


register_family(PREFIX, _family)
