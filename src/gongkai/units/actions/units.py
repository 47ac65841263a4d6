"""Registering, changing and closing units."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from stdnum.cn import uscc as uscc_number

from gongkai.journal.actions import action, happened
from gongkai.journal.actors import Actor
from gongkai.journal.refusals import Objection, Refused, objection_when, refuse_if
from gongkai.units.events import UNIT_CHANGED, UNIT_CLOSED, UNIT_CREATED
from gongkai.units.models import RoleGrant, Unit
from gongkai.units.rights import lacking, rights_of
from gongkai.units.roles import Right

CHANGEABLE = frozenset(
    {
        "name", "short_name", "name_en", "kind", "functions", "order", "region_code", "uscc", "address", "office_hours",
        "phone", "fax", "email", "postcode", "responsibilities", "supervision_phone", "active_from", "obliged_from",
    }
)  # fmt: skip
DECISIVE = frozenset({"kind", "functions", "active_from", "obliged_from"})
"""What decides which duties a unit has, and since when: nobody excuses the own unit by changing it."""


def field_objections(unit: Unit) -> list[Objection]:
    """Everything wrong with the fields of a unit, in the words of the model's own validators and the USCC rule."""
    found: list[Objection] = []
    try:
        unit.full_clean(exclude=["path"])
    except ValidationError as error:
        for field, errors in error.error_dict.items():
            for one in errors:
                text = " ".join(str(message) for message in one.messages)
                found.append(Objection(code=f"unit.{field}", zh=text, en=text, field=field))
    if unit.uscc and not uscc_number.is_valid(unit.uscc):
        found.append(
            Objection(
                code="unit.uscc_check",
                zh=f"统一社会信用代码 {unit.uscc} 的校验位不对，请核对证书",
                en=f"The check digit of USCC {unit.uscc} is wrong; compare it with the certificate",
                field="uscc",
            )
        )
    return found


@action
def create_unit(*, actor: Actor, code: str, name: str, kind: str, parent: Unit | None = None, **fields: Any) -> Unit:
    """Register a unit below ``parent``.

    Args:
        actor: holds MANAGE_UNIT on the parent; only the system registers the root.
        code: stable short code, used in addresses and imports.
        name: full standard name.
        kind: a :class:`~gongkai.units.kinds.UnitKind`.
        parent: the unit above.
        **fields: any of :data:`CHANGEABLE`.

    Raises:
        Refused: with every reason, by field.
    """
    unit = Unit(code=code, name=name, kind=kind, parent=parent, **{k: v for k, v in fields.items() if k in CHANGEABLE})
    unit.uscc = unit.uscc or None
    entitled = lacking(actor, Right.MANAGE_UNIT, parent) if parent is not None else _only_system(actor)
    refuse_if([entitled, *field_objections(unit)])
    unit.save()
    unit.path = f"{parent.path if parent else ''}{unit.pk}/"
    unit.save(update_fields=["path"])
    happened(UNIT_CREATED, actor=actor, subject=unit, unit=unit, name=unit.name)
    return unit


@action
def change_unit(unit: Unit, *, actor: Actor, **fields: Any) -> Unit:
    """Change details of a unit. The code and the place in the tree never change; close and register anew instead.

    Raises:
        Refused: with every reason, by field; what decides its duties is changed by the office.
    """
    if "functions" in fields and sorted(fields["functions"]) == sorted(unit.functions):
        del fields["functions"]  # the order in which a form or a table names them says nothing
    changed = {key: value for key, value in fields.items() if key in CHANGEABLE and getattr(unit, key) != value}
    for key, value in changed.items():
        setattr(unit, key, value)
    unit.uscc = unit.uscc or None
    decisive = sorted(changed.keys() & DECISIVE)
    refuse_if(
        [
            lacking(actor, Right.MANAGE_UNIT, unit),
            Objection(
                "unit.decisive",
                "单位类别、职能和起始日期决定应公开的任务，请由公开办修改",
                "Kind, functions and first days decide what the unit owes; ask the office to change them",
                decisive[0],
            )
            if decisive and not rights_of(actor).has(Right.OVERSEE, unit)
            else None,
            *field_objections(unit),
        ]
    )
    if changed:
        since = changed.keys() & {"kind", "functions"}
        unit.particulars_since = timezone.localdate() if since else unit.particulars_since
        unit.save(update_fields=[*changed, "particulars_since"])
        happened(UNIT_CHANGED, actor=actor, subject=unit, unit=unit, fields="、".join(sorted(changed)))
    return unit


@action
def close_unit(unit: Unit, *, actor: Actor, on: date, successor: Unit) -> Unit:
    """Close a unit: its roles pass to the successor, its records stay where they are.

    Raises:
        Refused: no right on both units, it still has units below, or the successor is itself or closed.
    """
    refuse_if(
        [
            lacking(actor, Right.MANAGE_UNIT, unit),
            # Its people will hold their roles there, so whoever decides must be over both.
            lacking(actor, Right.MANAGE_UNIT, successor),
            objection_when(
                unit.children.filter(active_until__isnull=True).exists(),
                "unit.has_children", "还有下属单位，请先撤并或移交下属单位", "It still has units below; close those first",
            ),
            objection_when(
                successor.pk == unit.pk or successor.active_until is not None,
                "unit.successor", "承接单位必须是另一个在设单位", "The successor must be another active unit",
            ),
            objection_when(unit.active_until is not None, "unit.closed", "该单位已撤并", "The unit is closed already"),
        ]
    )  # fmt: skip
    unit.active_until, unit.successor = on, successor
    unit.save(update_fields=["active_until", "successor"])
    _pass_on(RoleGrant.objects.filter(unit=unit, ends_on__isnull=True), successor, on)
    happened(UNIT_CLOSED, actor=actor, subject=unit, unit=unit, successor=successor.name, on=on.isoformat())
    return unit


def _pass_on(grants: Iterable[RoleGrant], successor: Unit, on: date) -> None:
    for grant in grants:
        grant.ends_on = max(on, grant.starts_on)
        grant.save(update_fields=["ends_on"])
        RoleGrant.objects.get_or_create(
            person_id=grant.person_id, unit=successor, role=grant.role, ends_on=None, defaults={"starts_on": on}
        )


def _only_system(actor: Actor) -> Objection | None:
    return objection_when(
        actor.pk is not None, "unit.root", "最上级单位只能在安装时登记", "The root is registered at installation"
    )


__all__ = ["CHANGEABLE", "Refused", "change_unit", "close_unit", "create_unit", "field_objections"]
