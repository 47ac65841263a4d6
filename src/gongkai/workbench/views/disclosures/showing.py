"""Looking at a disclosure: where it stands, what it says, what happened to it, its files and poster."""

from typing import Any, Literal

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.utils import timezone

from gongkai.channels.posters import poster_of
from gongkai.channels.queries import evidence_visible_to, postings_visible_to, to_post
from gongkai.disclosures import queries, store
from gongkai.disclosures.actions.drafts import UNDO_WITHIN
from gongkai.disclosures.models import Disclosure, Revision
from gongkai.disclosures.stages import PUBLIC
from gongkai.documents.pdf import poster as poster_pdf
from gongkai.duties import queries as duties
from gongkai.duties.models import Obligation
from gongkai.duties.queries.raising import grounds
from gongkai.journal.queries import timeline
from gongkai.rulebook import model
from gongkai.rulebook.vocabulary import Audience
from gongkai.units.rights import rights_of
from gongkai.units.roles import Right
from gongkai.workbench.drafting.preview import blocks_of
from gongkai.workbench.drafting.screen import attachments_of, definition_of, working_copy
from gongkai.workbench.views.shared import StaffRequest, language, one_of, show, staff

_SAFE = {"image/png", "image/jpeg", "image/webp", "image/gif"}


def _seen(request: StaffRequest, key: int) -> Disclosure:
    rows = queries.visible_to(request.user).select_related("version", "current", "submitted", "supersedes")
    return one_of(rows, pk=key)


def _content(disclosure: Disclosure, revision: Revision | None) -> dict[str, Any]:
    if revision is not None:
        return dict(revision.content)
    content = working_copy(disclosure)
    content["attachments"] = [
        {"sha256": one.file.sha256, "name": one.name, "size": one.file.size, "element": one.element,
         "media_type": one.file.media_type}
        for one in attachments_of(disclosure)
    ]  # fmt: skip
    return content


@staff
def disclosure(request: StaffRequest, key: int) -> HttpResponse:
    """The page of a disclosure: stage, reviews, next steps, content, conformity, timeline."""
    one = _seen(request, key)
    definition = definition_of(one)
    revision = one.submitted if one.submitted_id else one.current
    day = timezone.localdate()
    tasks = list(duties.visible_to(request.user).filter(disclosures=one).select_related("fulfilment"))
    demands = list(duties.demands(request.user, one.pk).order_by("due_on", "pk")) if one.state in PUBLIC else []
    tasks += [task for task in demands if task.state != Obligation.State.OPEN]
    context: dict[str, Any] = {
        "disclosure": one,
        "definition": definition,
        "can_undo": _undoable(one, request),
        "can_evidence": one.state in {Disclosure.State.PUBLISHED, Disclosure.State.SUPERSEDED}
        and to_post(request.user).filter(pk=one.pk).exists(),
        "standing": queries.state_of(one, request.user, on=day),
        "revision": revision,
        "blocks": blocks_of(one, definition, _content(one, revision)),
        "tasks": tasks,
        "demands": [task for task in demands if task.state == Obligation.State.OPEN],
        "can_ground": _groundable(one, request),
        "aspects": [_aspects(task) for task in tasks],
        "events": [(row, row.sentence(language())) for row in timeline(one)],
        "postings": postings_visible_to(request.user).filter(disclosure=one) if one.state in PUBLIC else (),
        "evidence": evidence_visible_to(request.user).filter(disclosure=one) if one.state in PUBLIC else (),
        "publications": queries.publications(one).select_related("published_by") if one.state in PUBLIC else (),
        "successors": queries.visible_to(request.user).filter(supersedes=one) if one.state in PUBLIC else (),
    }
    return show(request, "disclosures/show.html", context)


def _groundable(one: Disclosure, request: StaffRequest) -> bool:
    """Whether the person may record an event after which this record must be withdrawn or corrected."""
    rights = rights_of(request.user)
    entitled = rights.has(Right.DRAFT, one.unit) or rights.has(Right.OVERSEE, one.unit)
    published = one.state == Disclosure.State.PUBLISHED
    return published and entitled and bool(grounds(one.duty, one.unit, timezone.localdate()))


def _undoable(one: Disclosure, request: StaffRequest) -> bool:
    """Whether it was discarded so lately that it can be taken back."""
    recent = one.discarded_at is not None and timezone.now() - one.discarded_at <= UNDO_WITHIN
    shown = one.state == Disclosure.State.DISCARDED or (one.state == Disclosure.State.PUBLISHED and not one.correction)
    return recent and shown and rights_of(request.user).has(Right.DRAFT, one.unit)


def _aspects(task: Any) -> dict[str, Any]:
    """The four conformities of a task with every reason."""
    done = getattr(task, "fulfilment", None)
    names = ("content", "procedure", "time", "form")
    rows = [
        (
            name,
            getattr(task, f"{name}_ok"),
            [one.get(language()) or one["zh"] for one in getattr(done, f"{name}_reasons", ())],
        )
        for name in names
    ]
    return {"task": task, "rows": rows}


@staff
def preview(request: StaffRequest, key: int) -> HttpResponse:
    """The working copy, or a revision named in the address, as readers will see it."""
    one = _seen(request, key)
    number = request.GET.get("revision", "")
    revision = one_of(queries.revisions(one), number=int(number)) if number.isdigit() else None
    definition = definition_of(one)
    content = _content(one, revision)
    blocks = blocks_of(one, definition, content)
    return show(
        request, "disclosures/preview.html",
        {"disclosure": one, "definition": definition, "revision": revision, "content": content, "blocks": blocks},
    )  # fmt: skip


@staff
def file(request: StaffRequest, key: int, digest: str) -> HttpResponseBase:
    """A file of a disclosure the person works on; pictures are shown, everything else is downloaded."""
    found = queries.file_for(request.user, key, digest.partition(".")[0])
    if found is None:
        raise Http404
    kept, name = found
    try:
        stream = store.path_of(kept.sha256).open("rb")
    except FileNotFoundError as missing:
        raise Http404 from missing
    inline = kept.media_type in _SAFE
    return FileResponse(stream, as_attachment=not inline, filename=name, content_type=kept.media_type)


@staff
def poster(request: StaffRequest, key: int, paper: Literal["a3", "a4"]) -> HttpResponse:
    """The poster for the notice board."""
    one = _seen(request, key)
    if one.state not in PUBLIC or one.current is None or one.state == Disclosure.State.WITHDRAWN:
        raise Http404
    if one.audience == Audience.INDIVIDUAL:
        raise Http404
    definition: model.Duty = definition_of(one)
    data = poster_of(one, definition, base_url=settings.SITE["base_url"], language=language())
    name = f"{(one.index_number or str(one.pk)).replace('/', '-')}-{paper}.pdf"
    return HttpResponse(
        poster_pdf(data, paper),
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}"'},
    )
