"""Putting a disclosure up on a board and taking it down again."""

from datetime import date, datetime

from django.utils import timezone

from gongkai.channels.events import POSTED, PUT_BACK, TAKEN_DOWN, WINDOW_BROKEN
from gongkai.channels.models import Board, Posting
from gongkai.disclosures.models import Disclosure
from gongkai.duties.actions import window_broken
from gongkai.duties.models import Obligation
from gongkai.duties.queries import working_calendar
from gongkai.journal.actions import action, happened
from gongkai.journal.actors import Actor
from gongkai.journal.refusals import Objection, objection_when, refuse_if
from gongkai.journal.undoing import too_late
from gongkai.rulebook.calendar import CalendarDays, WorkingDays
from gongkai.units.rights import lacking
from gongkai.units.roles import Right

SHOWN = frozenset({Disclosure.State.PUBLISHED, Disclosure.State.SUPERSEDED})


def window_end(disclosure: Disclosure, posted_on: date) -> date | None:
    """The last day a disclosure must stay up when posted on a day: the longest window of its obligations.

    Posting day is day 0; the posting may come down at the end of the n-th day (working or calendar, as the duty says).
    """
    calendar = working_calendar()
    ends = [
        calendar.add(posted_on, WorkingDays(days or 0) if unit == "WD" else CalendarDays(days or 0))
        for days, unit in Obligation.objects.filter(
            disclosures=disclosure, posting_days__isnull=False
        ).values_list("posting_days", "posting_unit")
    ]  # fmt: skip
    return max(ends, default=None)


def hanging(disclosure: Disclosure, board: Board) -> Posting | None:
    """The posting that hangs on a board now, if it does."""
    return Posting.objects.filter(board=board, disclosure=disclosure, taken_down_on__isnull=True).first()


def board_objections(disclosure: Disclosure, board: Board) -> list[Objection | None]:
    """What speaks against hanging a disclosure on a board, rights and dates aside."""
    same_tree = board.unit.path.startswith(disclosure.unit.path) or disclosure.unit.path.startswith(board.unit.path)
    return [
        objection_when(
            not same_tree, "posting.board", "只能张贴到本单位、上级或下属单位的公开栏", "That board is not in this unit's tree",
            "board",
        ),
        objection_when(
            board.closed_on, "posting.closed", "该公开栏已停用，请选择其他公开栏", "That board is closed; choose another",
            "board",
        ),
    ]  # fmt: skip


@action
def post(disclosure: Disclosure, board: Board, *, actor: Actor, posted_on: date, at: datetime) -> Posting:
    """Record that a published disclosure hangs on a board.

    Raises:
        Refused: no right, not published, another unit's board outside its own tree, a closed board, a day in the
            future or before publication, or it hangs there already.
    """
    refuse_if(
        [
            lacking(actor, Right.EVIDENCE, board.unit),
            objection_when(
                disclosure.state not in SHOWN, "posting.state", "先在网上公开，再张贴", "Publish it first, then post it"
            ),
            *board_objections(disclosure, board),
            Objection("posting.future", "张贴日期不能晚于今天", "The posting day is in the future", "posted_on")
            if posted_on > timezone.localdate(at)
            else None,
            Objection("posting.early", "张贴日期不能早于公开日期", "The posting day is before publication", "posted_on")
            if disclosure.published_on and posted_on < disclosure.published_on
            else None,
            Objection("posting.again", "已在这块公开栏张贴", "It hangs on this board already", "board")
            if hanging(disclosure, board)
            else None,
        ]
    )
    until = window_end(disclosure, posted_on)
    posting = Posting.objects.create(
        board=board, disclosure=disclosure, posted_on=posted_on, until_on=until, recorded_by_id=actor.pk, recorded_at=at
    )
    prolonged = until is not None and (disclosure.posted_until is None or until > disclosure.posted_until)
    if prolonged:
        disclosure.posted_until = until
        disclosure.save(update_fields=["posted_until"])
    happened(
        POSTED, actor=actor, subject=disclosure, unit=disclosure.unit, at=at, board=board.name,
        until=until.isoformat() if until else "", posting=posting.pk, prolonged=prolonged,
    )  # fmt: skip
    return posting


@action
def take_down(
    posting: Posting, *, actor: Actor, on: date, reason: str, at: datetime, confirmed: bool = False
) -> Posting:
    """Record that a posting came down.

    Args:
        posting: what hung.
        actor: holds EVIDENCE on the board's unit.
        on: the day it came down.
        reason: why; needed when its window has not passed.
        at: now.
        confirmed: the person saw that the window has not passed. The early take-down is recorded as a violation.

    Raises:
        Refused: no right, down already, before it was posted, or inside its window without confirmation and reason.
    """
    early = posting.until_on is not None and on <= posting.until_on  # it hangs to the end of that day
    days = (posting.until_on - on).days + 1 if posting.until_on and early else 0
    refuse_if(
        [
            lacking(actor, Right.EVIDENCE, posting.board.unit),
            Objection("posting.down", "已经取下", "It is down already") if posting.taken_down_on else None,
            Objection("posting.order", "取下日期不能早于张贴日期", "It cannot come down before it was posted", "on")
            if on < posting.posted_on
            else None,
            Objection(
                "posting.window",
                f"公示期到 {posting.until_on} 日终才满（还有 {days} 天）。确需取下，请写明原因并确认，系统将记录为公示期不足",
                f"Its window ends with {posting.until_on} ({days} days left). To take it down, give the reason and "
                "confirm; it is recorded as a broken window",
                "reason",
            )
            if early and not (confirmed and reason.strip())
            else None,
        ]
    )
    posting.taken_down_on, posting.take_down_reason = on, reason.strip()
    posting.save(update_fields=["taken_down_on", "take_down_reason"])
    facts = {"board": posting.board.name, "reason": reason.strip(), "posting": posting.pk}
    happened(TAKEN_DOWN, actor=actor, subject=posting.disclosure, unit=posting.board.unit, at=at, **facts)
    if early:
        until = posting.until_on.isoformat() if posting.until_on else ""
        window_broken(
            posting.disclosure_id,
            Objection(
                "time.window",
                f"{on} 从“{posting.board.name}”取下，公示期应至 {until}",
                f"Taken down from “{posting.board.name}” on {on}, {until} was the end of its window",
            ),
            actor=actor,
        )
        # Told last: whoever follows it, such as the record's page, shows the verdict that follows from it.
        happened(
            WINDOW_BROKEN, actor=actor, subject=posting.disclosure, unit=posting.board.unit, at=at, until=until, **facts
        )
    return posting


@action
def put_back(posting: Posting, *, actor: Actor, at: datetime) -> Posting:
    """Undo recording a take-down, within ten minutes; a broken window stays recorded and cannot be undone.

    Raises:
        Refused: no right, it is up, it hangs on the board again, its window was broken, or too late.
    """
    down, until = posting.taken_down_on, posting.until_on
    refuse_if(
        [
            lacking(actor, Right.EVIDENCE, posting.board.unit),
            objection_when(down is None, "posting.up", "没有取下", "It is not down"),
            objection_when(
                down is not None and until is not None and down < until, "posting.broken",
                "公示期未满的取下已经记录，不能撤销", "The broken window is on record and cannot be undone",
            ),
            objection_when(
                Posting.objects.filter(
                    board=posting.board_id, disclosure=posting.disclosure_id, taken_down_on__isnull=True
                ).exists(),
                "posting.again", "已在这块公开栏张贴", "It hangs on this board already",
            ),
            too_late(posting.disclosure, TAKEN_DOWN, actor, at, posting=posting.pk),
        ]
    )  # fmt: skip
    posting.taken_down_on, posting.take_down_reason = None, ""
    posting.save(update_fields=["taken_down_on", "take_down_reason"])
    happened(
        PUT_BACK, actor=actor, subject=posting.disclosure, unit=posting.board.unit, at=at, board=posting.board.name,
        posting=posting.pk,
    )  # fmt: skip
    return posting
