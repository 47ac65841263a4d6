"""What a revision freezes, its digest, and what is wrong with a disclosure's metadata."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from gongkai.disclosures.models import Attachment, Disclosure
from gongkai.disclosures.stages import FIELD, metadata_of
from gongkai.documents.html import to_text
from gongkai.rulebook import document_numbers, model
from gongkai.rulebook.objections import Objection
from gongkai.rulebook.vocabulary import ElementType, Genre, Topic, Validity

TITLE_AT_LEAST: Final = 4
TITLE_AT_MOST: Final = 200
SUMMARY_AT_MOST: Final = 300
DERIVED_SUMMARY: Final = 100  # characters, 政府信息公开目录系统实施指引(试行): 内容概述
OTHER_TOPIC: Final = Topic.T22.value


def attachment_list(attachments: Sequence[Attachment]) -> list[dict[str, Any]]:
    """Attachments as a revision names them; each with its ``file`` loaded."""
    return [
        {
            "sha256": one.file.sha256,
            "name": one.name,
            "media_type": one.file.media_type,
            "size": one.file.size,
            "element": one.element,
        }
        for one in attachments
    ]


def freeze(
    disclosure: Disclosure,
    definition: model.Duty,
    attachments: Sequence[Attachment],
    *,
    gaps: Sequence[Mapping[str, Any]] = (),
    gaps_reason: str = "",
) -> dict[str, Any]:
    """The content of a new revision: everything the audience will see, with defaults filled in.

    Args:
        disclosure: its working copy is taken.
        definition: the duty, for defaults.
        attachments: in order, each with its file loaded.
        gaps: objections the unit publishes in spite of, as JSON.
        gaps_reason: why.
    """
    metadata = metadata_of(disclosure)
    title = " ".join(str(metadata.pop("title") or "").split())
    metadata["document_number"] = canonical_number(str(metadata["document_number"] or ""))
    metadata["topic"] = metadata["topic"] or (definition.topic.value if definition.topic else OTHER_TOPIC)
    metadata["retention"] = metadata["retention"] or definition.retention
    metadata["summary"] = metadata["summary"] or derived_summary(disclosure.values, definition)
    metadata["mode"] = definition.mode.value
    metadata["publisher"] = disclosure.unit.name
    content = {
        "title": title,
        "values": disclosure.values,
        "metadata": metadata,
        "attachments": attachment_list(attachments),
    }
    return content | ({"gaps": [dict(one) for one in gaps], "gaps_reason": gaps_reason} if gaps else {})


def digest(content: Mapping[str, Any]) -> str:
    """The SHA-256 of the content's canonical JSON: keys sorted, no spaces, UTF-8."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def canonical_number(printed: str) -> str:
    """A document number as GB/T 9704 writes it; unchanged when it cannot be read."""
    return document_numbers.parse(printed).canonical or printed.strip()


def derived_summary(values: Mapping[str, Any], definition: model.Duty) -> str:
    """The beginning of the first text of the disclosure, for a summary nobody wrote."""
    for kind in (ElementType.RICH_TEXT, ElementType.TEXT):
        for element in definition.elements:
            value = values.get(element.id)
            if element.type == kind and isinstance(value, str) and value:
                text = " ".join((to_text(value) if kind == ElementType.RICH_TEXT else value).split())
                if text:
                    return text if len(text) <= DERIVED_SUMMARY else f"{text[: DERIVED_SUMMARY - 1]}…"
    return ""


def metadata_objections(metadata: Mapping[str, Any], *, on: date) -> list[Objection]:
    """What is wrong with the metadata of a disclosure that is to be submitted.

    Args:
        metadata: as :func:`gongkai.disclosures.stages.metadata_of` gives it.
        on: today; nothing is produced in the future.

    Source: 政府信息公开目录系统实施指引(试行), required elements 名称, 产生日期, 主题分类; the index number, the publishing
    unit and the attribute come from the system and the duty.
    """
    found: list[Objection] = []
    title = " ".join(str(metadata.get("title") or "").split())
    if not TITLE_AT_LEAST <= len(title) <= TITLE_AT_MOST:
        found.append(
            Objection(
                "metadata.title",
                f"请填写标题（{TITLE_AT_LEAST} 至 {TITLE_AT_MOST} 字），写明事由和文种",
                f"Give a title of {TITLE_AT_LEAST} to {TITLE_AT_MOST} characters that says what it is about",
                f"{FIELD}title",
            )
        )
    produced = metadata.get("produced_on")
    if not produced:
        found.append(
            Objection(
                "metadata.produced_on", "请填写成文日期（签发日）", "Give the date of signature", f"{FIELD}produced_on"
            )
        )
    elif str(produced) > on.isoformat():
        found.append(
            Objection(
                "metadata.produced_on",
                "成文日期不能晚于今天",
                "The date of signature is in the future",
                f"{FIELD}produced_on",
            )
        )
    if len(str(metadata.get("summary") or "")) > SUMMARY_AT_MOST:
        found.append(
            Objection(
                "metadata.summary",
                f"内容概述不超过 {SUMMARY_AT_MOST} 字",
                f"At most {SUMMARY_AT_MOST} characters",
                f"{FIELD}summary",
            )
        )
    closed = (
        ("topic", Topic, "主题分类", "topic"),
        ("genre", Genre, "体裁", "genre"),
        ("validity", Validity, "效力", "validity"),
    )
    for name, vocabulary, zh, en in closed:
        value = metadata.get(name)
        if value and value not in vocabulary.codes():
            found.append(
                Objection(f"metadata.{name}", f"请从列表中选择{zh}", f"Choose the {en} from the list", FIELD + name)
            )
    number = str(metadata.get("document_number") or "")
    if number and (wrong := document_numbers.parse(number).objection):
        found.append(Objection(wrong.code, wrong.zh, wrong.en, f"{FIELD}document_number"))
    return found
