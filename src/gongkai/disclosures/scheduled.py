"""The worker's part: publishing what was scheduled, each in its own transaction."""

from dataclasses import dataclass
from datetime import datetime

from gongkai.disclosures.actions import publish, unschedule
from gongkai.disclosures.queries import due_for_publication
from gongkai.journal.actors import SYSTEM
from gongkai.journal.refusals import Refused


@dataclass(frozen=True)
class Published:
    """What a run did: keys of the disclosures published, and of those refused, which wait for a person again."""

    published: tuple[int, ...]
    refused: tuple[int, ...]


def publish_due(at: datetime) -> Published:
    """Publish every disclosure whose instant has come; one that is refused goes back to "approved" with the reasons.

    Args:
        at: now. The instant of publication is this one, not the one asked for: what was late shows as late.
    """
    done: list[int] = []
    refused: list[int] = []
    for disclosure in due_for_publication(at):
        try:
            publish(disclosure, actor=SYSTEM, at=at)
            done.append(disclosure.pk)
        except Refused as refusal:
            reasons = "；".join(one.zh for one in refusal.objections)
            try:
                unschedule(disclosure, reasons, actor=SYSTEM, at=at)
            except Refused:  # somebody recalled or published it in this very moment
                continue
            refused.append(disclosure.pk)
    return Published(tuple(done), tuple(refused))
