"""Files: looked at, cleaned of traces, stored once by content, attached to the working copy."""

from datetime import datetime
from typing import Final

from gongkai.disclosures.actions._records import definition_of, locked
from gongkai.disclosures.actions.saving import touch
from gongkai.disclosures.events import FILE_ATTACHED, FILE_DETACHED
from gongkai.disclosures.models import Attachment, Disclosure, StoredFile
from gongkai.disclosures.stages import EDITABLE, local_day, not_in
from gongkai.disclosures.uploads import Prepared
from gongkai.documents.files import IMAGES
from gongkai.journal.actions import action, happened
from gongkai.journal.actors import Actor
from gongkai.journal.refusals import Objection, refuse_if
from gongkai.rulebook.vocabulary import ElementType
from gongkai.units.rights import lacking
from gongkai.units.roles import Right

MOST_ATTACHMENTS: Final = 50
_FILED: Final = frozenset({ElementType.FILE, ElementType.IMAGE})


@action
def keep_file(prepared: Prepared, *, actor: Actor, at: datetime) -> StoredFile:
    """The row of a file in the store, made when it is new.

    Called by actions that have checked the actor's right to the record the file belongs to.

    Args:
        prepared: from :func:`gongkai.disclosures.uploads.prepare`, before the transaction.
        actor: who brought it.
        at: now.
    """
    kept, _ = StoredFile.objects.get_or_create(
        sha256=prepared.sha256,
        defaults={
            "size": prepared.size, "media_type": prepared.facts.media_type, "extension": prepared.facts.extension,
            "text": prepared.text, "stored_at": at,
        },
    )  # fmt: skip
    return kept


@action
def attach(disclosure: Disclosure, prepared: Prepared, *, actor: Actor, at: datetime, element: str = "") -> Attachment:
    """Attach a file to the working copy.

    Args:
        disclosure: a draft.
        prepared: from :func:`gongkai.disclosures.uploads.prepare`.
        actor: a clerk of the unit.
        at: now.
        element: the file or image element it fills; empty for a general attachment.

    Raises:
        Refused: no right, not editable now, no such element, too many, or attached already.
    """
    disclosure = locked(disclosure.pk)
    name = prepared.facts.name
    there = list(disclosure.attachments.values_list("file__sha256", "element"))
    refuse_if(
        [
            lacking(actor, Right.DRAFT, disclosure.unit, on=local_day(at)),
            not_in(disclosure, EDITABLE, "添加附件", "given files"),
            _element_objection(disclosure, element, prepared.facts.kind),
            Objection("attachment.many", f"附件最多 {MOST_ATTACHMENTS} 个", f"At most {MOST_ATTACHMENTS} attachments")
            if len(there) >= MOST_ATTACHMENTS
            else None,
            Objection("attachment.twice", f"“{name}”已经添加过", f"“{name}” is attached already", element or None)
            if (prepared.sha256, element) in there
            else None,
        ]
    )
    kept = keep_file(prepared, actor=actor, at=at)
    attachment = Attachment.objects.create(
        disclosure=disclosure, file=kept, element=element, name=name, order=len(there), added_at=at
    )
    touch(disclosure, actor, at)
    happened(FILE_ATTACHED, actor=actor, subject=disclosure, unit=disclosure.unit, at=at, name=name)
    return attachment


def _element_objection(disclosure: Disclosure, element: str, kind: str) -> Objection | None:
    if not element:
        return None
    found = definition_of(disclosure).element(element)
    if found is None or found.type not in _FILED:
        return Objection("attachment.element", "这里不能放文件", "No file goes here", element)
    if found.type == ElementType.IMAGE and kind not in IMAGES:
        return Objection("attachment.image", "这里请上传图片（png、jpg、webp、gif）", "A picture goes here", element)
    return None


@action
def detach(attachment: Attachment, *, actor: Actor, at: datetime) -> Disclosure:
    """Remove a file from the working copy; revisions that named it keep it.

    Raises:
        Refused: no right, or not editable now.
    """
    disclosure = locked(attachment.disclosure_id)
    refuse_if(
        [
            lacking(actor, Right.DRAFT, disclosure.unit, on=local_day(at)),
            not_in(disclosure, EDITABLE, "移除附件", "changed"),
        ]
    )
    name = attachment.name
    attachment.delete()
    touch(disclosure, actor, at)
    happened(FILE_DETACHED, actor=actor, subject=disclosure, unit=disclosure.unit, at=at, name=name)
    return disclosure
