"""The list of what is published for an internal audience."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from gongkai.disclosures.models import Disclosure
from gongkai.rulebook.vocabulary import Audience, Category
from gongkai.site import addresses
from gongkai.site.build import words
from gongkai.site.build.frames import crumbs, frame
from gongkai.site.pages.common import Entry, Pager
from gongkai.site.pages.frame import Link
from gongkai.site.pages.listing import ListingPage
from gongkai.site.pages.rendering import render, translator
from gongkai.site.queries.internal import visible_to
from gongkai.site.queries.listings import PER_PAGE
from gongkai.units.factors import lacks_second_factor

View = Callable[..., HttpResponseBase]


def with_second_factor(view: View) -> View:
    """Show nothing internal to those who owe a second factor and have none yet; they set one up first."""

    @wraps(view)
    def entered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if lacks_second_factor(request.user):  # type: ignore[arg-type]
            return redirect("mfa_index")
        return view(request, *args, **kwargs)

    return entered


def index(request: HttpRequest, number: int = 1) -> HttpResponse:
    """Internal disclosures the reader may see, the newest first."""
    t = translator("zh")
    shown = visible_to(request.user).select_related("unit", "duty").defer("values")  # type: ignore[arg-type]
    pages = Paginator(shown, PER_PAGE)
    if number > pages.num_pages:
        raise Http404
    title = t("内部公开")
    entries = tuple(
        Entry(
            t("这条公开信息已撤回") if one.state == Disclosure.State.WITHDRAWN else one.title,
            f"/internal{addresses.disclosure(one.index_number or '')}",
            str(one.published_on),
            f"{one.unit.label} · {words.label(Category, one.duty.category, 'zh')} · {words.label(Audience, one.audience, 'zh')}",
            gone=one.state == Disclosure.State.WITHDRAWN,
        )
        for one in pages.page(number)
    )
    context = ListingPage(
        frame=frame(
            "zh",
            addresses.INTERNAL,
            title,
            "",
            crumbs=crumbs("zh", Link(title)),
            alternates=False,
            index=False,
            private=True,
        ),
        heading=title,
        note=t("面向职工、村民、利害关系人或本人公开的信息，只有登录后有权的人可以看到。"),
        entries=entries,
        pager=Pager(
            number,
            older=f"/internal/{number + 1}/" if number < pages.num_pages else "",
            newer=f"/internal/{number - 1}/" if number > 1 else "",
            oldest=f"/internal/{pages.num_pages}/",
        ),
    )
    response = HttpResponse(render(context))
    response["Cache-Control"] = "no-store"
    return response
