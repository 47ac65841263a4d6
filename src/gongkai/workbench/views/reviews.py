"""The review queue and the review page."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.disclosures import diff, queries
from gongkai.disclosures.actions import cast_vote, decide
from gongkai.disclosures.models import ReviewStep, Revision, Vote
from gongkai.disclosures.reviewing import BY_VOTES, from_json
from gongkai.journal.refusals import Objection
from gongkai.rulebook.vocabulary import ReviewKind
from gongkai.workbench.drafting.changes import changes_of
from gongkai.workbench.drafting.screen import definition_of
from gongkai.workbench.queries.today import reviews_of, waiting_reviews
from gongkai.workbench.views.shared import Problem, StaffRequest, attempt, problems, show, staff


@staff
def reviews(request: StaffRequest) -> HttpResponse:
    """What waits for the person's opinion, oldest first, and what others must decide."""
    day = timezone.localdate()
    mine, others = reviews_of(request.user, on=day)
    kind = request.GET.get("kind", "")
    kinds = sorted({one.kind for one in mine}, key=lambda one: list(ReviewKind).index(ReviewKind(one)))
    shown = [one for one in mine if not kind or one.kind == kind]
    return show(request, "reviews/queue.html", {"steps": shown, "others": others, "kinds": kinds, "kind": kind})


def _step(request: StaffRequest, key: int) -> ReviewStep:
    found = queries.step_visible_to(request.user, key)
    if found is None:
        raise Http404
    return found


def _base(step: ReviewStep, wanted: str) -> tuple[Revision | None, list[Revision]]:
    """The revision to compare with: the one named, else the last before this one."""
    earlier = list(queries.revisions(step.revision.disclosure).filter(number__lt=step.revision.number))
    named = next((one for one in earlier if str(one.number) == wanted), None)
    return named or (earlier[-1] if earlier else None), earlier


def _reasons(request: HttpRequest, changes: tuple[diff.Change, ...]) -> list[Objection]:
    """What the reviewer wrote beside single elements."""
    written = ((one, request.POST.get(f"reason-{one.id}", "").strip()) for one in changes)
    return [
        Objection("review.reason", f"“{one.title.zh}”：{text}", f"“{one.title.text('en')}”: {text}", one.id)
        for one, text in written
        if text
    ]


def _sent(step: ReviewStep, request: StaffRequest, changes: tuple[diff.Change, ...]) -> list[Problem]:
    """Cast the vote or decide, as the pressed button says."""
    post, at = request.POST, timezone.now()
    if post.get("intent") == "vote":
        _vote, found = attempt(
            request,
            lambda: cast_vote(step, post.get("choice", ""), post.get("reason", ""), actor=request.user, at=at),
            _("已投票"),
        )
        return found
    done = {"approved": _("已通过"), "returned": _("已退回，理由已送达起草人")}.get(post.get("decision", ""), "")
    _decided, found = attempt(
        request,
        lambda: decide(
            step, post.get("decision", ""), post.get("opinion", ""), objections=_reasons(request, changes),
            attribute=post.get("attribute", ""), basis=post.get("basis", ""), actor=request.user, at=at,
        ),
        done,
    )  # fmt: skip
    return found


def _onward(request: StaffRequest, step: ReviewStep) -> HttpResponse:
    """To the next thing that waits, or back to the queue."""
    following = next((one for one in waiting_reviews(request.user, on=timezone.localdate()) if one.pk != step.pk), None)
    if following is None:
        return redirect("workbench:reviews")
    messages.info(request, _("下一件"))
    return redirect("workbench:review", following.pk)


@staff
def review(request: StaffRequest, key: int) -> HttpResponse:
    """What changed beside the opinion form; POST votes or decides and goes on to the next."""
    step = _step(request, key)
    disclosure = step.revision.disclosure
    definition = definition_of(disclosure)
    base, earlier = _base(step, request.GET.get("with", ""))
    changes = changes_of(definition, base.content if base else {}, step.revision.content)
    found: list[Problem] = []
    if request.method == "POST":
        found = _sent(step, request, changes)
        if not found:
            return redirect("workbench:review", key) if request.POST.get("intent") == "vote" else _onward(request, step)
    return show(request, "reviews/review.html", _context(request, step, changes) | {
        "disclosure": disclosure, "definition": definition, "base": base, "earlier": earlier, "problems": found,
    })  # fmt: skip


def _context(request: StaffRequest, step: ReviewStep, changes: tuple[diff.Change, ...]) -> dict[str, Any]:
    day = timezone.localdate()
    votes = list(step.votes.select_related("person"))
    waiting = waiting_reviews(request.user, on=day) if step.state == ReviewStep.State.PENDING else []
    places = [one.pk for one in waiting]
    gaps = problems(from_json(step.revision.content.get("gaps", ())))
    return {
        "step": step,
        "steps": queries.steps_of(step.revision),
        "may": step.state == ReviewStep.State.PENDING and queries.may_decide(step, request.user, on=day),
        "wrote": request.user.pk in step.revision.disclosure.drafters,
        "by_votes": step.kind in BY_VOTES,
        "secrecy": step.kind == ReviewKind.SECRECY,
        "tally": queries.votes_of(step),
        "votes": votes,
        "voted": any(one.person_id == request.user.pk for one in votes),
        "choices": Vote.Choice.choices,
        "attributes": ReviewStep.Attribute.choices,
        "changed": diff.changed(changes),
        "same": [one for one in changes if one.kind == "same"],
        "changes": changes,
        "gaps": gaps,
        "following": next((one for one in places if one != step.pk), None),
        "position": places.index(step.pk) + 1 if step.pk in places else 0,
        "waiting": len(places),
        "sent": request.POST,
    }
