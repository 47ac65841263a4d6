"""Error pages: what happened and what to do, in the language of the address."""

from urllib.parse import unquote

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from gongkai.imports.queries import redirect_for
from gongkai.site import addresses
from gongkai.site.build.frames import frame
from gongkai.site.pages.error import ErrorPage
from gongkai.site.pages.frame import Link, address
from gongkai.site.pages.rendering import render, translator
from gongkai.site.responses import language_of


def _page(
    request: HttpRequest, heading: str, paragraphs: tuple[str, ...], status: int, *, search: bool = True
) -> HttpResponse:
    language = language_of(request)
    t = translator(language)
    context = ErrorPage(
        frame=frame(language, "/", heading, "", alternates=False, index=False),
        heading=heading,
        paragraphs=paragraphs,
        links=(
            Link(t("首页"), address(language, addresses.HOME)),
            Link(t("公开事项"), address(language, addresses.DUTIES)),
            Link(t("公开单位"), address(language, addresses.UNITS)),
            Link(t("依申请公开"), address(language, addresses.REQUESTS)),
        ),
        search=search,
    )
    response = HttpResponse(render(context), status=status)
    response["Cache-Control"] = "no-store"
    return response


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: there is no such page and never was; withdrawn records answer 410. Old addresses lead to the new ones."""
    if request.method in {"GET", "HEAD"} and (now := redirect_for(unquote(request.get_full_path()))):
        return HttpResponsePermanentRedirect(now)
    t = translator(language_of(request))
    told = (
        t("网址可能写错了，或者这一页从来没有公开过。撤回的信息会保留说明页，不会变成这样。"),
        t("可以搜索一下，或从下面的入口找。"),
    )
    return _page(request, t("没有这个页面"), told, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault."""
    t = translator(language_of(request))
    return _page(
        request,
        t("网站出了问题"),
        (t("不是您的错。请过几分钟再试；如果一直这样，请告诉主办单位。"),),
        500,
        search=False,
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 after a form was sent without its token."""
    t = translator(language_of(request))
    told = (t("页面可能打开太久了。请返回上一页，刷新后再提交一次；如果浏览器禁用了 Cookie，请允许本站使用。"),)
    return _page(request, t("没有提交成功"), told, 403, search=False)
