"""What happens when the form of a working copy is sent: everything typed is saved first, then what was asked is done."""

import copy
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile

from gongkai.disclosures import uploads
from gongkai.disclosures.actions import (
    Saved,
    attach,
    detach,
    import_docx,
    import_table,
    import_workbook,
    link_obligations,
    save_draft,
    submit,
)
from gongkai.disclosures.actions.submission import content_objections
from gongkai.disclosures.content import metadata_objections
from gongkai.disclosures.models import Disclosure
from gongkai.disclosures.stages import local_day, metadata_of, write_metadata
from gongkai.journal.refusals import Objection, Refused
from gongkai.rulebook import model
from gongkai.rulebook import values as contents
from gongkai.units.models import Person
from gongkai.workbench.drafting.screen import attachments_of, tasks_of
from gongkai.workbench.drafting.typed import metadata_of_post, same_task_keys, taken, values_of_post
from gongkai.workbench.views.shared import StaffRequest

CONFLICT = "disclosure.conflict"


@dataclass
class Sent:
    """How it went.

    Args:
        disclosure: as it is now; when saving was refused, a copy that holds what was typed and is not saved.
        objections: everything that stands in the way.
        stored: when somebody else saved in between, what they saved.
        done: ``saved``, ``submitted`` or ``imported``.
        place: the element to go back to.
    """

    disclosure: Disclosure
    objections: list[Objection] = field(default_factory=list)
    stored: Disclosure | None = None
    done: str = ""
    place: str = ""


def number(text: str | None) -> int:
    """A whole number from a form; -1 where there is none, which matches nothing."""
    return int(text) if text and text.isascii() and text.isdigit() else -1


def save(disclosure: Disclosure, definition: model.Duty, request: StaffRequest, at: datetime) -> Sent:
    """Save what was typed, complete or not."""
    raw, metadata = values_of_post(definition, request.POST), metadata_of_post(request.POST)
    try:
        saved = save_draft(disclosure, raw, metadata, number(request.POST.get("saves")), actor=request.user, at=at)
    except Refused as refused:
        typed = copy.copy(disclosure)
        cleaned = contents.clean(definition, raw, complete=False)
        wrong = {one.field for one in cleaned.objections}
        typed.values, typed.unread = taken(disclosure.values, disclosure.unread, raw, cleaned.values, wrong)
        typed.pending = dict(disclosure.pending)
        write_metadata(
            typed, {name: value for name, value in metadata.items() if name not in {"produced_on", "occurred"}}
        )
        stored = disclosure if any(one.code == CONFLICT for one in refused.objections) else None
        return Sent(typed, list(refused.objections), stored)
    beside = [one for one in saved.objections if not one.code.startswith("value.")]  # those come back with the screen
    return Sent(saved.disclosure, beside, done="saved")


def send(disclosure: Disclosure, definition: model.Duty, request: StaffRequest, at: datetime) -> Sent:
    """Save, take the files along, and do what the pressed button says."""
    sent = save(disclosure, definition, request, at)
    if not sent.done:
        return sent
    _link(sent, request, at)
    _attach(sent, definition, request, at)
    intent, _, rest = request.POST.get("intent", "save").partition(":")
    if intent == "submit" and sent.objections:
        _everything(sent, definition, at)
    elif intent in _INTENTS:
        _INTENTS[intent](sent, rest, request, at)
    return sent


def _everything(sent: Sent, definition: model.Duty, at: datetime) -> None:
    """What else would refuse submission, so that all is told at once though something could not even be saved."""
    told = {one.field for one in sent.objections}
    found = (
        *metadata_objections(metadata_of(sent.disclosure), on=local_day(at)),
        *content_objections(sent.disclosure, definition, attachments_of(sent.disclosure)),
    )
    sent.objections += [one for one in found if one.field not in told]


def _tried(sent: Sent, act: Callable[[], Any]) -> Any:
    """Do something after saving; what refuses it joins the objections."""
    try:
        result = act()
    except Refused as refused:
        sent.objections += refused.objections
        return None
    sent.disclosure.refresh_from_db()
    return result


def _link(sent: Sent, request: StaffRequest, at: datetime) -> None:
    if "tasks-sent" not in request.POST:
        return
    wanted = set(same_task_keys(request.POST.getlist("tasks")))
    offered = tasks_of(sent.disclosure, request.user)
    if wanted != {one.pk for one, answered in offered if answered}:
        chosen = [one for one, _ in offered if one.pk in wanted]
        _tried(sent, lambda: link_obligations(sent.disclosure, chosen, actor=request.user, at=at))


def content_of(upload: UploadedFile) -> bytes | Path:
    """The bytes of an upload, or its path when it is large."""
    return Path(upload.temporary_file_path()) if isinstance(upload, TemporaryUploadedFile) else upload.read()


def _bytes(upload: UploadedFile) -> bytes:
    return bytes(upload.read())


def _attach(sent: Sent, definition: model.Duty, request: StaffRequest, at: datetime) -> None:
    places = {f"file-{element.id}": element.id for element in definition.elements} | {"file-": ""}
    for name, element in places.items():
        for upload in request.FILES.getlist(name):

            def bring(upload: UploadedFile = upload, element: str = element) -> None:
                prepared = uploads.prepare(content_of(upload), upload.name or "")
                attach(sent.disclosure, prepared, actor=request.user, at=at, element=element)

            before = len(sent.objections)
            _tried(sent, bring)
            sent.objections[before:] = [_at(one, element or "attachments") for one in sent.objections[before:]]
            sent.place = element or "attachments"


def _at(one: Objection, place: str) -> Objection:
    return Objection(one.code, one.zh, one.en, one.field or place, one.row)


def _submit(sent: Sent, rest: str, request: StaffRequest, at: datetime) -> None:
    post = request.POST
    done = _tried(
        sent,
        lambda: submit(
            sent.disclosure,
            actor=request.user,
            at=at,
            note=post.get("note", ""),
            gaps_reason=post.get("gaps_reason", ""),
        ),
    )
    if done is not None:
        sent.done = "submitted"


def _detach(sent: Sent, rest: str, request: StaffRequest, at: datetime) -> None:
    found = sent.disclosure.attachments.filter(pk=number(rest)).first()
    if found is not None:
        sent.place = found.element or "attachments"
        _tried(sent, lambda: detach(found, actor=request.user, at=at))


def _imported(sent: Sent, place: str, act: Callable[[Person], Saved]) -> Callable[[StaffRequest], None]:
    def carry_out(request: StaffRequest) -> None:
        before = len(sent.objections)
        saved = _tried(sent, lambda: act(request.user))
        if saved is not None:
            sent.disclosure = saved.disclosure
            sent.objections += [one for one in saved.objections if not one.code.startswith("value.")]
            sent.done = "imported"
        sent.objections[before:] = [_at(one, place) for one in sent.objections[before:]]
        sent.place = place

    return carry_out


def _missing(sent: Sent, place: str) -> None:
    sent.objections.append(Objection("import.file", "请先选择文件", "Choose a file first", place))
    sent.place = place


def _import(sent: Sent, rest: str, request: StaffRequest, at: datetime) -> None:
    upload = request.FILES.get(f"sheet-{rest}" if rest else "workbook")
    place = rest or "workbook"
    if upload is None:
        _missing(sent, place)
        return

    def act(actor: Person) -> Saved:
        filled = uploads.read_workbook(sent.disclosure, _bytes(upload))
        if rest:
            return import_table(sent.disclosure, rest, filled, sent.disclosure.saves, actor=actor, at=at)
        return import_workbook(sent.disclosure, filled, sent.disclosure.saves, actor=actor, at=at)

    _imported(sent, place, act)(request)


def _docx(sent: Sent, rest: str, request: StaffRequest, at: datetime) -> None:
    upload = request.FILES.get(f"docx-{rest}")
    if upload is None:
        _missing(sent, rest)
        return

    def act(actor: Person) -> Saved:
        document = uploads.read_document(_bytes(upload))
        return import_docx(sent.disclosure, rest, document, sent.disclosure.saves, actor=actor, at=at)

    _imported(sent, rest, act)(request)


def _stay(sent: Sent, rest: str, request: StaffRequest, at: datetime) -> None:
    sent.place = rest.partition(":")[0]


_INTENTS: dict[str, Callable[[Sent, str, StaffRequest, datetime], None]] = {
    "submit": _submit, "detach": _detach, "import": _import, "docx": _docx, "add": _stay, "delete": _stay, "paste": _stay,
}  # fmt: skip
