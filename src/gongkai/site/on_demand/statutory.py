"""The statutory columns of 国办公开办函〔2019〕61号, the entry of requests, and how the site counts."""

from datetime import datetime

from gongkai.rulebook.vocabulary import BasisKind, Category
from gongkai.site import addresses
from gongkai.site.actions import Made
from gongkai.site.build.frames import column, crumbs, frame, page_data, site
from gongkai.site.build.listing import entry
from gongkai.site.on_demand.making import made, today
from gongkai.site.pages.common import Choice, Entry
from gongkai.site.pages.frame import Language, Link, address
from gongkai.site.pages.rendering import translator
from gongkai.site.pages.statutory import Part, StatutoryPage
from gongkai.site.queries import directory, listings

GUIDE, RULES, CONTENT, REPORTS = "guide", "rules", "content", "reports"
SHOWN = 30
# Which duties stand under which heading is told by the catalogue's own columns 一级事项, 二级事项; empty means any.
MATTERS = {GUIDE: ("制度建设", "公开指南"), RULES: ("制度建设", ""), REPORTS: ("年度报告", "")}

COLUMNS = {
    GUIDE: "政府信息公开指南", RULES: "政府信息公开制度", CONTENT: "法定主动公开内容", REPORTS: "政府信息公开年报",
    "requests": "依申请公开", "about": "关于本站与公开率算法",
}  # fmt: skip
"""Names of the columns for the monitors that read the meta tags: always Chinese."""

NO_RULES = frozenset({"公开指南", "公开目录"})


def tabs(language: Language, current: str) -> tuple[Choice, ...]:
    """The five columns, in the order of the rule."""
    t = translator(language)
    entries = (
        (GUIDE, t("政府信息公开指南"), addresses.statutory(GUIDE)),
        (RULES, t("政府信息公开制度"), addresses.statutory(RULES)),
        (CONTENT, t("法定主动公开内容"), addresses.statutory(CONTENT)),
        (REPORTS, t("政府信息公开年报"), addresses.statutory(REPORTS)),
        ("requests", t("依申请公开"), addresses.REQUESTS),
    )
    return tuple(Choice(word, address(language, path), current=key == current) for key, word, path in entries)


def _published(language: Language, at: datetime, part: str) -> tuple[Entry, ...]:
    """What units published under a heading, the newest first."""
    level1, level2 = MATTERS[part]
    chosen = [
        one
        for one in directory.duties_listed()
        if one.level1 == level1 and (level2 == one.level2 or (not level2 and one.level2 not in NO_RULES))
    ]
    lines = [line for found in listings.newest([f"duty:{one.pk}" for one in chosen]).values() for line in found]
    lines.sort(key=lambda line: (line.published_on, line.disclosure), reverse=True)
    return tuple(entry(line, language) for line in lines[:SHOWN])


def guide(language: Language, at: datetime) -> Made:
    """政府信息公开指南: what is public, how to get it, how to request it, to whom to complain (条例 Art 12)."""
    t = translator(language)
    facts = site()
    parts = (
        Part(
            t("各单位编制的公开指南"),
            entries=_published(language, at, GUIDE),
            empty=t("各单位还没有公布公开指南。"),
        ),
        Part(
            t("公开什么"),
            (t("各单位依照《政府信息公开条例》第十九条、第二十条、第二十一条和公开事项标准目录主动公开。"),),
            (
                Choice(t("法定主动公开内容"), address(language, addresses.statutory(CONTENT))),
                Choice(t("公开事项标准目录"), address(language, addresses.DUTIES)),
                Choice(t("公开单位"), address(language, addresses.UNITS)),
            ),
        ),
        Part(
            t("怎样查"),
            (
                t(
                    "可以按类别、主题、单位、年份查，也可以搜索或订阅。同一信息还会在公开栏、办事大厅等处张贴，海报上的二维码通向原文。"
                ),
            ),
            (
                Choice(t("搜索"), address(language, addresses.SEARCH)),
                Choice(t("按主题查"), address(language, addresses.TOPICS)),
                Choice(t("按年份查"), address(language, addresses.YEARS)),
                Choice(t("订阅"), address(language, addresses.FEEDS)),
            ),
        ),
        Part(
            t("怎样申请"),
            (t("没有主动公开的政府信息，可以依照《政府信息公开条例》第二十七条申请。"),),
            (Choice(t("依申请公开"), address(language, addresses.REQUESTS)),),
        ),
        Part(
            t("监督和救济"),
            (
                t(
                    "认为单位没有依法公开的，可以向上一级行政机关或者政府信息公开工作主管部门投诉、举报；认为侵犯合法权益的，可以申请行政复议或者提起行政诉讼（条例第四十七条、第五十一条）。"
                ),
            ),
            facts=tuple(fact for fact in ((t("主管部门"), facts.host_unit), (t("电话"), facts.phone)) if fact[1]),
        ),
    )
    lead = t("本指南说明到哪里看、怎样查、怎样申请各单位的政府信息。")
    return _page(language, at, GUIDE, heading=t("政府信息公开指南"), lead=lead, parts=parts)


def rules(language: Language, at: datetime) -> Made:
    """政府信息公开制度: the regulation, and the rules the district and its units made."""
    t = translator(language)
    on = today(at)
    rulebook = directory.rulebook(on)
    used = {ref.ref for duty in rulebook.duties for ref in duty.bases} if rulebook else set()
    bases = sorted(
        (one for one in rulebook.bases.values() if one.id in used and one.in_force(on) and one.verified)
        if rulebook
        else (),
        key=lambda one: (list(BasisKind).index(one.kind), one.title),
    )
    groups = tuple(
        Part(
            kind.label.text(language),
            facts=tuple((f"《{one.title}》", one.number or "") for one in bases if one.kind == kind),
        )
        for kind in BasisKind
        if any(one.kind == kind for one in bases)
    )
    own = Part(
        t("本区和各单位的公开制度"),
        entries=_published(language, at, RULES),
        empty=t("各单位还没有公布公开制度。"),
    )
    lead = t("公开所依据的法律、法规、规章和文件，以及本区和各单位的公开制度。")
    return _page(language, at, RULES, heading=t("政府信息公开制度"), lead=lead, parts=(own, *groups))


def content(language: Language, at: datetime) -> Made:
    """法定主动公开内容: by category, topic, unit and year."""
    t = translator(language)
    sizes = listings.sizes_like("category:")
    newest = listings.newest([addresses.EVERYTHING.key])[addresses.EVERYTHING.key]
    parts = (
        Part(
            t("按类别"),
            links=tuple(
                Choice(
                    one.label.text(language), address(language, addresses.category(one)), str(sizes.get(one.value, ""))
                )
                for one in Category
            ),
        ),
        Part(
            t("其他查法"),
            links=(
                Choice(t("按主题查"), address(language, addresses.TOPICS)),
                Choice(t("按单位查"), address(language, addresses.UNITS)),
                Choice(t("按事项查"), address(language, addresses.DUTIES)),
                Choice(t("按年份查"), address(language, addresses.YEARS)),
                Choice(t("全部公开信息"), address(language, addresses.DISCLOSURES)),
            ),
        ),
        Part(t("最新公开"), entries=tuple(entry(line, language) for line in newest), empty=t("还没有公开的信息。")),
    )
    lead = t("依照《政府信息公开条例》第二十条、第二十一条主动公开的政府信息。")
    return _page(language, at, CONTENT, heading=t("法定主动公开内容"), lead=lead, parts=parts)


def reports(language: Language, at: datetime) -> Made:
    """政府信息公开年报."""
    t = translator(language)
    part = Part(t("已公布的年报"), entries=_published(language, at, REPORTS), empty=t("还没有公布年报。"))
    lead = t("各行政机关每年 1 月 31 日前公布上一年度的政府信息公开工作年度报告（条例第四十九条）。")
    return _page(language, at, REPORTS, heading=t("政府信息公开年报"), lead=lead, parts=(part,))


def requests(language: Language, at: datetime) -> Made:
    """依申请公开: who may ask, whom, how, and how long it takes."""
    t = translator(language)
    facts = site()
    parts = (
        Part(
            t("申请前先看看"),
            (t("已经主动公开的信息不需要申请，先搜索一下往往更快。"),),
            (Choice(t("搜索"), address(language, addresses.SEARCH)), Choice(t("公开事项标准目录"), address(language, addresses.DUTIES))),
        ),
        Part(
            t("申请书写什么"),
            items=(
                t("申请人的姓名或者名称、身份证明、联系方式；"),
                t("申请公开的政府信息的名称、文号或者便于查询的其他特征性描述；"),
                t("希望以什么形式、用什么方法取得。"),
            ),
        ),
        Part(t("交给谁"), (t("向制作或者最先取得这一信息的单位提出；可以当面、邮寄或者通过该单位公布的其他渠道。各单位的地址和电话见单位页。"),),
             (Choice(t("公开单位"), address(language, addresses.UNITS)),)),
        Part(
            t("多久答复"),
            (
                t("能够当场答复的当场答复；不能当场答复的，自收到申请之日起 20 个工作日内答复。需要延长的，经负责人同意并告知申请人，最多延长 20 个工作日（条例第三十三条）。"),
                t("内容不明确的，单位自收到申请之日起 7 个工作日内一次性告知补正（条例第三十条）。"),
            ),
        ),
        Part(t("收费"), (t("提供政府信息不收取费用；申请数量、频次明显超过合理范围的，可以收取信息处理费（条例第四十二条）。"),)),
        Part(t("不满意怎么办"), (t("可以向上一级行政机关或者主管部门投诉、举报，也可以依法申请行政复议或者提起行政诉讼（条例第五十一条）。"),),
             facts=tuple(fact for fact in ((t("主管部门"), facts.host_unit), (t("电话"), facts.phone)) if fact[1])),
    )  # fmt: skip
    lead = t("公民、法人或者其他组织可以向任何一个单位申请公开它没有主动公开的政府信息（条例第二十七条）。")
    return _page(language, at, "requests", heading=t("依申请公开"), lead=lead, parts=parts)


def about(language: Language, at: datetime) -> Made:
    """About the site, and how 公开率 is counted."""
    t = translator(language)
    parts = (
        Part(
            t("公开率怎么算"),
            (t("公开率 = 已到期事项中四项都合规的件数 ÷ 已到期的件数。每个数字旁都有分子、分母，点开就是清单。百分数只舍不入，100% 就是一件不少。"),),
            items=(
                t("到期：截止日已过（含当天），并且没有经批准列为“不适用”，也没有取消。没有规定天数的事项，公开之后才计入。"),
                t("内容合规：必须写明的要素都有，而且具体。"),
                t("程序合规：规定的审核都由有权的人按顺序完成。"),
                t("时间合规：在期限内公开，并且公示满规定的天数。期限按工作日还是自然日计算，依事项的规定；节假日按国务院办公厅的安排。"),
                t("形式合规：规定的每一种渠道都公开了，并且有凭证。"),
                t("零报告：经批准的“本期没有”按合规计算。"),
                t("下属单位计入上级单位的公开率。"),
            ),
        ),
        Part(t("内容从哪里来"), (t("每条公开由公开单位发布并负责；发布、更正、撤回都留有记录。撤回的信息保留说明页，网址不变。"),)),
        Part(
            t("阅读方式"),
            (t("右上角“显示”里可以改成长者版（大字、大按钮）、高对比、深色。所有功能都可以用键盘完成，打印时自动去掉导航。"),),
        ),
        Part(t("机器可读"), (t("列表提供 Atom 和 RSS 订阅，页面带有 schema.org 数据和政府网站规定的标签，另有网站地图。"),),
             (Choice(t("订阅"), address(language, addresses.FEEDS)), Choice(t("网站地图"), "/sitemap.xml"))),
    )  # fmt: skip
    title = t("关于本站与公开率算法")
    return _page(language, at, "about", heading=title, lead="", parts=parts)


def _page(language: Language, at: datetime, key: str, *, heading: str, lead: str, parts: tuple[Part, ...]) -> Made:
    path = {"requests": addresses.REQUESTS, "about": addresses.ABOUT}.get(key) or addresses.statutory(key)
    section = "requests" if key == "requests" else "statutory"
    way = crumbs(language, Link(heading))
    context = StatutoryPage(
        frame=frame(
            language, path, heading, section, crumbs=way, description=lead, json_ld=page_data(language, path, heading, way),
            column=column(section, COLUMNS[key]),
        ),
        heading=heading,
        lead=lead,
        parts=parts,
        tabs=() if key == "about" else tabs(language, key),
    )  # fmt: skip
    return made(context, "home", at, daily=True)
