"""The lists behind the figures of a board: every obligation that was counted, and every one that spoils a figure."""

from datetime import datetime

from django.http import Http404

from gongkai.site import addresses
from gongkai.site.actions import Made
from gongkai.site.build import words
from gongkai.site.build.frames import crumbs, frame
from gongkai.site.build.owed import owed
from gongkai.site.on_demand import rates
from gongkai.site.on_demand.making import made
from gongkai.site.pages.common import Choice, Pager
from gongkai.site.pages.frame import Language, Link, address
from gongkai.site.pages.rates import OwedListPage
from gongkai.site.pages.rendering import translator
from gongkai.site.queries import figures
from gongkai.site.queries.figures import PER_PAGE


def names(language: Language) -> dict[str, str]:
    """What the lists hold, in words."""
    t = translator(language)
    return {
        "due": t("全部已到期"), "conforming": t("不合规"), "content": t("内容不合规"), "procedure": t("程序不合规"),
        "time": t("时间不合规"), "form": t("形式不合规"), "missing": t("到期未公开"),
    }  # fmt: skip


def page(
    language: Language,
    at: datetime,
    figure: str,
    *,
    sort: str = "",
    code: str = "",
    period: str = "",
    number: str = "1",
) -> Made:
    """One page of the list behind a figure of the district, a unit or a duty."""
    t = translator(language)
    if sort == "units":
        board, heading, link = rates.unit_board(language, at, code, period)
    elif sort == "duties":
        board, heading, link = rates.duty_board(language, at, code, period)
    else:
        board = rates.Board(language, at, addresses.RATES, figures.obligations(), period)
        heading, link = t("全区公开率"), Link(t("公开率"), address(language, addresses.RATES))
    given = figures.rate(board.chosen, board.on)
    counts = {
        "due": given.due,
        "missing": given.missing,
        **{name: given.due - getattr(given, name) for name in ("conforming", "content", "procedure", "time", "form")},
    }
    total, here = counts[figure], int(number)
    last = max((total - 1) // PER_PAGE + 1, 1)
    if not 1 <= here <= last:
        raise Http404
    rows = figures.behind_figure(board.chosen, figure, board.on)
    shown = list(rows[(here - 1) * PER_PAGE : here * PER_PAGE])
    called = names(language)
    title = f"{board.title(heading)} · {called[figure]}"
    base = f"{board.path}list/{figure}/"

    def at_page(wanted: int) -> str:
        return address(language, base if wanted == 1 else f"{base}{wanted}/")

    to_board = Link(board.title(heading), address(language, board.path))
    above = board.above((link, to_board) if sort else (to_board,))
    context = OwedListPage(
        frame=frame(
            language, base if here == 1 else f"{base}{here}/", title, "rates",
            crumbs=crumbs(language, *above, Link(called[figure])), index=False,
        ),
        heading=title,
        lead=t("到期以截止日计，今天到期、还没有公开的也在内；每一条都写明截止日怎么算、四项怎么判。"),
        figures=tuple(
            Choice(called[name], board.list_of(name), words.amount(counts[name], 0), current=name == figure)
            for name in figures.FIGURES
        ),
        owed=owed(shown, figures.public_addresses(shown), language, board.on),
        pager=Pager(
            here, older=at_page(here + 1) if here < last else "", newer=at_page(here - 1) if here > 1 else "",
            last=last, total=total,
        ),
        board=Link(t("返回公开率"), address(language, board.path)),
        as_of=words.minute(at),
    )  # fmt: skip
    return made(context, board.scope, at, daily=True)
