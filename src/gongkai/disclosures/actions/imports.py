"""Filling the working copy from a spreadsheet or a Word document instead of by hand."""

from datetime import datetime

from gongkai.disclosures.actions._records import definition_of
from gongkai.disclosures.actions.files import keep_file
from gongkai.disclosures.actions.saving import Saved, save_draft
from gongkai.disclosures.events import DISCLOSURE_IMPORTED
from gongkai.disclosures.models import Attachment, Disclosure
from gongkai.disclosures.uploads import Document
from gongkai.documents.sheets import Filled
from gongkai.journal.actions import action, happened
from gongkai.journal.actors import Actor
from gongkai.journal.refusals import Objection, Refused, refuse_if
from gongkai.rulebook.model import Element
from gongkai.rulebook.text import Text
from gongkai.rulebook.vocabulary import ElementType

_EVERYTHING, _SHEET, _WORD = (
    Text("全部", "everything"),
    Text("表格", "a spreadsheet"),
    Text("Word 文档", "a Word document"),
)


def _rows(value: object) -> int:
    return len(value) if isinstance(value, list | tuple) else 1


@action
def import_workbook(disclosure: Disclosure, filled: Filled, saves: int, *, actor: Actor, at: datetime) -> Saved:
    """Take everything that a filled-in template holds.

    Args:
        disclosure: a draft.
        filled: from :func:`gongkai.disclosures.uploads.read_workbook`.
        saves: the ``saves`` of the copy the person was looking at.
        actor: a clerk of the unit.
        at: now.

    Returns:
        The record, and objections to what was not understood, from the sheet and from the duty.

    Raises:
        Refused: the file itself is refused or is of another duty, or whatever refuses saving.
    """
    if filled.objections and not filled.values:
        raise Refused(filled.objections)
    if filled.duty and filled.duty != disclosure.duty.code:
        raise Refused(
            [
                Objection(
                    "import.duty",
                    "这份表格是另一个公开事项的模板，请从本页下载模板",
                    "This template is of another duty; download it from this page",
                )
            ]
        )
    saved = save_draft(disclosure, filled.values, {}, saves, actor=actor, at=at)
    _imported(saved.disclosure, _EVERYTHING, sum(map(_rows, filled.values.values())), _SHEET, actor=actor, at=at)
    return Saved(saved.disclosure, (*filled.objections, *saved.objections))


@action
def import_table(
    disclosure: Disclosure, element: str, filled: Filled, saves: int, *, actor: Actor, at: datetime
) -> Saved:
    """Take one table element from a spreadsheet and leave the rest of the working copy alone.

    Raises:
        Refused: no such table in the duty, nothing for it in the file, or whatever refuses saving.
    """
    found = definition_of(disclosure).element(element)
    rows = filled.values.get(element)
    refuse_if(
        [
            None
            if found is not None and found.type == ElementType.TABLE
            else Objection("import.element", "这里不能导入表格", "No table goes here", element),
            *([] if rows else filled.objections or [Objection("import.empty", "文件中没有找到这张表的数据行，请在下载的表格中填好这张表再导入", "The file holds no rows of this table; fill it in in the downloaded spreadsheet and import that", element)]),
        ]
    )  # fmt: skip
    saved = save_draft(disclosure, {element: rows}, {}, saves, actor=actor, at=at)
    _imported(saved.disclosure, _title(found, element), _rows(rows), _SHEET, actor=actor, at=at)
    told = tuple(one for one in filled.objections if one.field in {element, None})
    return Saved(saved.disclosure, (*told, *saved.objections))


@action
def import_docx(
    disclosure: Disclosure, element: str, document: Document, saves: int, *, actor: Actor, at: datetime
) -> Saved:
    """Take a Word document as the text of a rich-text element; its pictures become files of that element.

    Args:
        disclosure: a draft.
        element: id of a rich-text element.
        document: from :func:`gongkai.disclosures.uploads.read_document`.
        saves: the ``saves`` of the copy the person was looking at.
        actor: a clerk of the unit.
        at: now.

    Raises:
        Refused: no such element, an empty document, or whatever refuses saving.
    """
    found = definition_of(disclosure).element(element)
    refuse_if(
        [
            None
            if found is not None and found.type == ElementType.RICH_TEXT
            else Objection("import.element", "这里不能导入文档", "No document goes here", element),
            *([] if document.html.strip() else document.messages or [Objection("import.empty", "文档是空的，请重新选择文件", "The document is empty; choose the file again", element)]),
        ]
    )  # fmt: skip
    saved = save_draft(disclosure, {element: document.html}, {}, saves, actor=actor, at=at)
    there = set(saved.disclosure.attachments.filter(element=element).values_list("file__sha256", flat=True))
    order = saved.disclosure.attachments.count()
    for number, picture in enumerate(one for one in document.pictures if one.sha256 not in there):
        kept = keep_file(picture, actor=actor, at=at)
        Attachment.objects.create(
            disclosure=saved.disclosure, file=kept, element=element, name=picture.facts.name, order=order + number,
            added_at=at,
        )  # fmt: skip
    _imported(saved.disclosure, _title(found, element), 1, _WORD, actor=actor, at=at)
    return Saved(saved.disclosure, (*document.messages, *saved.objections))


def _title(found: Element | None, element: str) -> Text:
    return found.title if found else Text(element, element)


def _imported(disclosure: Disclosure, what: Text, rows: int, source: Text, *, actor: Actor, at: datetime) -> None:
    happened(
        DISCLOSURE_IMPORTED, actor=actor, subject=disclosure, unit=disclosure.unit, at=at, rows=rows, element=what.zh,
        element_en=what.text("en"), source=source.zh, source_en=source.text("en"),
    )  # fmt: skip
