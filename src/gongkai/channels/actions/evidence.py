"""Proof that a disclosure was out on a channel, from which the conformity of form follows."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import Min
from django.utils import timezone

from gongkai.channels.actions.postings import SHOWN, board_objections, hanging, post
from gongkai.channels.events import EVIDENCE_GIVEN, EVIDENCE_RESTORED, EVIDENCE_VOIDED
from gongkai.channels.models import Board, Evidence, Posting
from gongkai.channels.photographs import Photograph
from gongkai.channels.queries import may_void
from gongkai.disclosures.actions import keep_file
from gongkai.disclosures.models import Disclosure
from gongkai.documents.files import PhotoFacts, hash_distance
from gongkai.duties.actions import evidence_seen
from gongkai.journal.actions import action, happened
from gongkai.journal.actors import Actor
from gongkai.journal.refusals import Objection, objection_when, refuse_if
from gongkai.journal.undoing import too_late
from gongkai.rulebook.vocabulary import Channel
from gongkai.units.rights import lacking
from gongkai.units.roles import Right

REUSED = 4  # bits of a 64-bit difference hash: fewer apart means the same picture
OLD_PHOTO = timedelta(days=3)  # a photograph taken longer before the posting shows something else


@action
def give_evidence(
    disclosure: Disclosure,
    channel: str,
    *,
    actor: Actor,
    shown_on: date,
    at: datetime,
    photo: Photograph | None = None,
    board: Board | None = None,
    posting: Posting | None = None,
    place: str = "",
    latitude: Decimal | None = None,
    longitude: Decimal | None = None,
    note: str = "",
) -> Evidence:
    """Register evidence of publication on a channel besides the website.

    Args:
        disclosure: what was shown.
        channel: a channel of the vocabulary.
        actor: holds EVIDENCE on the unit, or on the unit of the board.
        shown_on: the day it was shown.
        at: now.
        photo: from :func:`gongkai.channels.photographs.examine`, before the transaction.
        board: where it hangs; it is put up there as of ``shown_on`` when it does not hang yet.
        posting: or the posting itself.
        place: where, when there is no posting.
        latitude: where the phone says it is; degrees.
        longitude: likewise.
        note: page of the newspaper, time of the broadcast, and the like.

    Returns:
        The evidence; ``resembles`` names an earlier photograph that looks the same, for the office to look at.

    Raises:
        Refused: no right, not published, a board it may not hang on, no photograph of a posting, a file that is no
            picture, a photograph taken before the disclosure was published, a day in the future, or nothing that
            proves anything.
    """
    known = {item.value for item in Channel}
    seen = photo.seen if photo else None
    posting = posting or (hanging(disclosure, board) if board else None)
    board = posting.board if posting else board
    where = board.unit if board else disclosure.unit
    published = disclosure.published_on or shown_on
    refuse_if(
        [
            lacking(actor, Right.EVIDENCE, where),
            objection_when(disclosure.state not in SHOWN, "evidence.state", "先公开，再登记凭证", "Publish it first"),
            objection_when(channel not in known, "evidence.channel", "请选择渠道", "Choose a channel", "channel"),
            objection_when(
                channel == Channel.WEBSITE, "evidence.website", "网站公开由系统自动记录", "The website is recorded by itself",
                "channel",
            ),
            objection_when(
                posting is not None and posting.disclosure_id != disclosure.pk, "evidence.posting",
                "这次张贴的不是这条公开信息", "That posting shows something else", "posting",
            ),
            objection_when(
                board is not None and not photo, "evidence.photo", "请拍一张公开栏照片", "Take a photograph of the board",
                "photo",
            ),
            objection_when(
                board is None and not photo and not note.strip(), "evidence.nothing", "请上传照片，或写明版面、播出时间等可核对的信息",
                "Give a photograph, or a page, time or address that can be checked", "note",
            ),
            objection_when(
                shown_on > timezone.localdate(at), "evidence.future", "日期不能晚于今天", "The day is in the future", "shown_on"
            ),
            objection_when(
                shown_on < published, "evidence.early", f"日期不能早于公开日期 {published}",
                f"The day is before publication ({published})", "shown_on",
            ),
            objection_when(
                seen is not None and seen.taken_at is not None and seen.taken_at.date() < shown_on - OLD_PHOTO,
                "evidence.old",
                f"照片拍摄于 {seen.taken_at:%Y-%m-%d}，早于张贴日期，请重新拍摄" if seen and seen.taken_at else "",
                f"The photograph was taken on {seen.taken_at:%Y-%m-%d}, before it was posted; take a new one"
                if seen and seen.taken_at
                else "",
                "photo",
            ),
            *(photo.objections if photo else ()),
            *(board_objections(disclosure, board) if board and not posting else ()),
        ]
    )  # fmt: skip
    if board and not posting:
        posting = post(disclosure, board, actor=actor, posted_on=shown_on, at=at)
    evidence = Evidence(
        disclosure=disclosure, channel=channel, posting=posting, shown_on=shown_on,
        place=(posting.board.place if posting else place.strip())[:160], latitude=latitude, longitude=longitude,
        note=note.strip()[:300], given_by_id=actor.pk, given_at=at,
    )  # fmt: skip
    if photo and photo.kept:
        evidence.file = keep_file(photo.kept, actor=actor, at=at)
    if seen is not None:
        _describe(evidence, seen)
    evidence.save()
    _report(disclosure, actor=actor)
    happened(
        EVIDENCE_GIVEN, actor=actor, subject=disclosure, unit=where, at=at, channel=Channel(channel).label.zh, channel_en=Channel(channel).label.en,
        evidence=evidence.pk, resembles=evidence.resembles_id,
    )  # fmt: skip
    return evidence


def _describe(evidence: Evidence, seen: PhotoFacts) -> None:
    if seen.taken_at is not None:
        evidence.photographed_at = timezone.make_aware(seen.taken_at)
    if evidence.latitude is None and seen.latitude is not None and seen.longitude is not None:
        evidence.latitude = Decimal(f"{seen.latitude:.5f}")
        evidence.longitude = Decimal(f"{seen.longitude:.5f}")
    evidence.perceptual_hash = seen.perceptual_hash
    evidence.resembles = _alike(seen.perceptual_hash, _earlier(evidence))


def _earlier(evidence: Evidence) -> Iterable[Evidence]:
    """Photographs of the same unit tree in the last year; a board of another district cannot be meant."""
    return (
        Evidence.objects.filter(
            disclosure__unit_id=evidence.disclosure.unit_id,
            given_at__gte=evidence.given_at - timedelta(days=366),
            void_reason="",
        )
        .exclude(perceptual_hash="")
        .exclude(disclosure_id=evidence.disclosure_id)
        .only("id", "perceptual_hash")
        .order_by("-id")[:500]
    )


def _alike(wanted: str, candidates: Iterable[Evidence]) -> Evidence | None:
    if not wanted:
        return None
    return next((one for one in candidates if hash_distance(wanted, one.perceptual_hash) <= REUSED), None)


def _report(disclosure: Disclosure, *, actor: Actor) -> None:
    rows = (
        Evidence.objects.filter(disclosure=disclosure, void_reason="").values("channel").annotate(first=Min("shown_on"))
    )
    evidence_seen(disclosure.pk, {row["channel"]: row["first"] for row in rows}, actor=actor)


@action
def void_evidence(evidence: Evidence, reason: str, *, actor: Actor, at: datetime) -> Evidence:
    """Declare evidence void: wrong board, reused photograph. It stays, marked, and no longer counts.

    Raises:
        Refused: neither of the unit, nor of the board's unit, nor the office; no reason; void already.
    """
    refuse_if(
        [
            None if may_void(actor, evidence) else lacking(actor, Right.EVIDENCE, evidence.disclosure.unit),
            objection_when(not reason.strip(), "evidence.reason", "请写明作废原因", "Say why it is void", "reason"),
            objection_when(evidence.void_reason, "evidence.void", "已经作废", "It is void already"),
        ]
    )
    evidence.void_reason = reason.strip()[:200]
    evidence.save(update_fields=["void_reason"])
    _report(evidence.disclosure, actor=actor)
    happened(
        EVIDENCE_VOIDED, actor=actor, subject=evidence.disclosure, unit=evidence.disclosure.unit, at=at,
        reason=reason.strip(), evidence=evidence.pk,
    )  # fmt: skip
    return evidence


@action
def restore_evidence(evidence: Evidence, *, actor: Actor, at: datetime) -> Evidence:
    """Undo voiding evidence, within ten minutes.

    Raises:
        Refused: neither of the unit, nor of the board's unit, nor the office; not void; or too late.
    """
    refuse_if(
        [
            None if may_void(actor, evidence) else lacking(actor, Right.EVIDENCE, evidence.disclosure.unit),
            objection_when(not evidence.void_reason, "evidence.valid", "这份凭证没有作废", "It is not void"),
            too_late(evidence.disclosure, EVIDENCE_VOIDED, actor, at, evidence=evidence.pk),
        ]
    )
    evidence.void_reason = ""
    evidence.save(update_fields=["void_reason"])
    _report(evidence.disclosure, actor=actor)
    happened(
        EVIDENCE_RESTORED, actor=actor, subject=evidence.disclosure, unit=evidence.disclosure.unit, at=at,
        evidence=evidence.pk,
    )  # fmt: skip
    return evidence


__all__ = ["Objection", "give_evidence", "restore_evidence", "void_evidence"]
