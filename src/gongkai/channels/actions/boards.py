"""Registering the places where a unit posts."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError

from gongkai.channels.events import BOARD_CHANGED, BOARD_CLOSED, BOARD_REGISTERED, BOARD_REOPENED
from gongkai.channels.models import Board
from gongkai.journal.actions import action, happened
from gongkai.journal.actors import Actor
from gongkai.journal.refusals import Objection, objection_when, refuse_if
from gongkai.journal.undoing import too_late
from gongkai.units.models import Unit
from gongkai.units.rights import lacking
from gongkai.units.roles import Right

CHANGEABLE = frozenset({"name", "kind", "place", "latitude", "longitude"})


def _field_objections(board: Board) -> list[Objection]:
    try:
        board.full_clean()
    except ValidationError as error:
        return [
            Objection(code=f"board.{field}", zh=" ".join(errors), en=" ".join(errors), field=field)
            for field, errors in error.message_dict.items()
        ]
    return []


@action
def register_board(unit: Unit, name: str, place: str, *, actor: Actor, opened_on: date, **fields: Any) -> Board:
    """Register a board, hall or screen of a unit.

    Raises:
        Refused: no right, a name used already, or a field that is wrong.
    """
    board = Board(unit=unit, name=name.strip(), place=place.strip(), opened_on=opened_on)
    for key in CHANGEABLE & fields.keys():
        setattr(board, key, fields[key])
    refuse_if([lacking(actor, Right.EVIDENCE, unit), *_field_objections(board)])
    board.save()
    happened(BOARD_REGISTERED, actor=actor, subject=board, unit=unit, name=board.name)
    return board


@action
def change_board(board: Board, *, actor: Actor, **fields: Any) -> Board:
    """Change the name, kind or place of a board.

    Raises:
        Refused: no right, or a field that is wrong.
    """
    for key in CHANGEABLE & fields.keys():
        setattr(board, key, fields[key])
    refuse_if([lacking(actor, Right.EVIDENCE, board.unit), *_field_objections(board)])
    board.save()
    happened(BOARD_CHANGED, actor=actor, subject=board, unit=board.unit, name=board.name)
    return board


@action
def close_board(board: Board, *, actor: Actor, on: date) -> None:
    """Close a board that nothing hangs on any more.

    Raises:
        Refused: no right, closed already, or postings are still up.
    """
    up = board.postings.filter(taken_down_on__isnull=True).count()
    refuse_if(
        [
            lacking(actor, Right.EVIDENCE, board.unit),
            Objection("board.closed", "该公开栏已停用", "This board is closed already") if board.closed_on else None,
            Objection(
                "board.in_use",
                f"还有 {up} 件公示在张贴，请先取下或移到其他公开栏",
                f"{up} postings are still up; take them down or move them first",
            )
            if up
            else None,
        ]
    )
    board.closed_on = on
    board.save(update_fields=["closed_on"])
    happened(BOARD_CLOSED, actor=actor, subject=board, unit=board.unit, name=board.name)


@action
def reopen_board(board: Board, *, actor: Actor, at: datetime) -> None:
    """Undo closing a board, within ten minutes.

    Raises:
        Refused: no right, not closed, or too late.
    """
    refuse_if(
        [
            lacking(actor, Right.EVIDENCE, board.unit),
            objection_when(board.closed_on is None, "board.open", "该公开栏没有停用", "This board is not closed"),
            too_late(board, BOARD_CLOSED, actor, at),
        ]
    )
    board.closed_on = None
    board.save(update_fields=["closed_on"])
    happened(BOARD_REOPENED, actor=actor, subject=board, unit=board.unit, at=at, name=board.name)
