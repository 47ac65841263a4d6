"""One made-up context per page kind; the district and everybody in it do not exist."""

from minijinja import safe

from gongkai.site.charts import Point, rate_by_month
from gongkai.site.pages.common import Choice, Entry, Owed, Pager, Tag, rate
from gongkai.site.pages.disclosure import Block, Cell, DisclosurePage, FileLink, Step, TombstonePage, Value, Version
from gongkai.site.pages.duty import BasisLine, DutyGroup, DutyLine, DutyListPage, DutyPage, ElementLine
from gongkai.site.pages.error import ErrorPage
from gongkai.site.pages.frame import Article, Column, Feed, Frame, Language, Link, Site, linked_data
from gongkai.site.pages.home import Entrance, HomePage
from gongkai.site.pages.listing import DirectoryPage, Group, ListingPage
from gongkai.site.pages.rates import RateRow, RatesPage, RateTable
from gongkai.site.pages.rendering import Context
from gongkai.site.pages.search import Facet, Hit, SearchPage
from gongkai.site.pages.statutory import Part, StatutoryPage
from gongkai.site.pages.unit import UnitDutiesPage, UnitDuty, UnitGroup, UnitListPage, UnitPage

SITE = Site(
    name="明川区政务公开",
    name_en="Mingchuan District Open Government",
    origin="https://www.mingchuan.example",
    identifier="9900000001",
    host_unit="明川区人民政府办公室",
    host_unit_en="Office of the Mingchuan District Government",
    record_number="明ICP备00000000号",
    police_number="明公网安备99000002000000号",
    phone="0990-1234567",
)
COLUMN = Column("法定主动公开内容", "依法主动公开的政府信息", "政务公开,政府信息公开", "政策文件")
FEED = Feed("石桥村", "/units/shiqiao/feed.atom", "/units/shiqiao/feed.rss")
OK = (Tag("ok", "内容完整"), Tag("ok", "程序合规"), Tag("ok", "按时公开"), Tag("ok", "已上墙"))
ENTRIES = (
    Entry(
        "关于拟任职干部的任前公示（2026 年第 7 号）",
        "/disclosures/x/2026-00007/",
        "2026-11-20",
        "区委组织部 · 人事",
        Tag("soon", "公示中，到 11-26"),
    ),
    Entry(
        "石桥村 2026 年第三季度财务收支公开",
        "/disclosures/x/2026-00037/",
        "2026-10-15",
        "石桥村 · 村务",
        Tag("ok", "合规"),
    ),
    Entry("城东二小 2026 年秋季学期收费标准及依据", "/disclosures/x/2026-00012/", "2026-09-01", "城东二小 · 教育收费"),
    Entry("本条已于 2026-08-02 撤回", "/disclosures/x/2026-00011/", "2026-07-30", "柳溪镇", None, gone=True),
    Entry(
        "柳溪路道路改造工程中标结果",
        "/disclosures/x/2026-00010/",
        "2026-07-18",
        "区住建局 · 项目",
        Tag("late", "晚 3 个工作日"),
    ),
)
OWED = (
    Owed(
        "青石村 2026 年第三季度财务收支",
        "青石村",
        "/units/qingshi/",
        "村级财务收支",
        "/duties/village-finance/",
        "2026-10-20",
        "第三季度结束 9-30 → 第 10 个工作日 = 10-20，跨国庆 8 天，10-11 上班",
        Tag("late", "逾期 24 个工作日"),
        key=True,
    ),
    Owed(
        "双河村 2026 年 10 月低保名单",
        "双河村",
        "/units/shuanghe/",
        "最低生活保障",
        "/duties/minimum-living/",
        "2026-11-10",
        "",
        Tag("late", "逾期 9 个工作日"),
        reasons=("公示栏没有张贴证据。",),
        aspects=(Tag("ok", "内容"), Tag("late", "形式")),
        published="2026-11-12",
        href="/d/",
    ),
)
RATE = rate("公开率", 1231, 1250, "/rates/2026-10/")
ASPECTS = (rate("内容", 1240, 1250), rate("程序", 1245, 1250), rate("时间", 1231, 1250), rate("形式", 1236, 1250))


def frame(language: Language, path: str, title: str, section: str, **more: object) -> Frame:
    """A frame with breadcrumbs of two."""
    values = {
        "description": f"{title}，明川区政务公开",
        "crumbs": (Link("首页", "/"), Link(title)),
        **more,
    }
    return Frame(SITE, language, path, title, section, COLUMN, **values)  # type: ignore[arg-type]


def home(language: Language) -> HomePage:
    """The first page."""
    return HomePage(
        frame(language, "/", "首页", "home", crumbs=(), feeds=(FEED,), json_ld=linked_data({"@type": "WebSite", "name": SITE.name})),
        "2026 年 11 月", 1284, 1231, 19, 34, RATE, ASPECTS, ENTRIES, ENTRIES[:1], OWED, 19,
        (Link("义务教育收费", "/search/?q=1"), Link("低保名单公示", "/"), Link("2026 年部门预算", "/"), Link("征地公告", "/"), Link("停水停电通知", "/")),
        (
            Entrance("事权公开", "/categories/authority/", "决策、审批事项、重大项目"), Entrance("财权公开", "/categories/finance/", "预决算、采购、收费"),
            Entrance("人事权公开", "/categories/personnel/", "招录、任前公示、编制"), Entrance("热点难点", "/categories/hot_issue/", "教育收费、药价、住院费用"),
        ),
        (Choice("区直部门", "/units/#a", "45"), Choice("乡镇", "/units/#b", "12"), Choice("村", "/units/#c", "150"), Choice("学校", "/units/#d", "120")),
        "2026-11-23 15:20",
    )  # fmt: skip


def listing(language: Language) -> ListingPage:
    """A list by category."""
    return ListingPage(
        frame(language, "/categories/finance/", "财权公开", "statutory", feeds=(FEED,)),
        "财权公开", "预决算、采购、收费、村级财务", ENTRIES, Pager(0, older="/categories/finance/pages/11/", oldest="/categories/finance/pages/1/", last=12, total=234),
        (Choice("事权公开", "/categories/authority/"), Choice("财权公开", "/categories/finance/", current=True)), "类别",
    )  # fmt: skip


def directory(language: Language) -> DirectoryPage:
    """The way to the lists."""
    choices = tuple(Choice(f"主题 {number}", f"/topics/{number:02}/", str(number * 7)) for number in range(1, 23))
    return DirectoryPage(
        frame(language, "/topics/", "按主题查", "statutory"),
        "按主题查",
        "国务院办公厅主题分类",
        (Group("主题分类", choices),),
    )


def units(language: Language) -> UnitListPage:
    """All units."""
    return UnitListPage(
        frame(language, "/units/", "公开单位", "units"),
        tuple(
            UnitGroup(kind, label, tuple(Choice(f"{name}{label}", f"/units/{kind}-{name}/", "98.5%") for name in ("城东", "柳溪", "石桥", "青石", "双河")))
            for kind, label in (("township", "镇"), ("village", "村"), ("school", "小学"))
        ),
        15,
    )  # fmt: skip


def unit(language: Language) -> UnitPage:
    """A village."""
    return UnitPage(
        frame(language, "/units/shiqiao/", "石桥村村民委员会", "units", feeds=(FEED,)), "石桥村村民委员会", "村",
        (("地址", "明川区柳溪镇石桥村 1 号"), ("电话", "0990-1234567"), ("监督电话", "0990-7654321"), ("办公时间", "工作日 8:30–12:00，14:30–17:30")),
        ("组织村民办理公共事务和公益事业。", "调解民间纠纷，协助维护社会治安。"), (Link("柳溪镇人民政府", "/units/liuxi/"),),
        (), ENTRIES, Pager(0, older="/units/shiqiao/pages/2/", oldest="/units/shiqiao/pages/1/", last=3, total=47), "/rates/units/shiqiao/", "/units/shiqiao/duties/",
        rate("公开率", 41, 47),
    )  # fmt: skip


def unit_duties(language: Language) -> UnitDutiesPage:
    """The catalogue of one unit."""
    lines = (
        UnitDuty("村级财务收支", "/duties/a/", "每季度结束后 10 个工作日内", True, ENTRIES[1]),
        UnitDuty("低保对象名单", "/duties/b/", "长期公示", False, None),
    )
    return UnitDutiesPage(
        frame(language, "/units/shiqiao/duties/", "石桥村公开目录", "units"),
        "石桥村",
        "/units/shiqiao/",
        (("村务", lines), ("财权", lines[:1])),
        3,
    )


def duties(language: Language) -> DutyListPage:
    """The standard catalogue."""
    lines = (
        DutyLine("政府预算", "/duties/budget/", "人大批准后 20 日内", "财政部门", True, True),
        DutyLine("接待费公开", "/duties/reception/", "每半年", "各单位", False, False),
    )
    return DutyListPage(
        frame(language, "/duties/", "公开事项", "duties"),
        "2026 年版，自 2026-01-01 施行",
        (DutyGroup("finance", "财权", lines), DutyGroup("personnel", "人事权", lines)),
        4,
    )


def duty(language: Language) -> DutyPage:
    """A duty whose basis is to be verified."""
    return DutyPage(
        frame(language, "/duties/budget/", "政府预算公开", "duties", feeds=(FEED,)), "政府预算公开", Choice("财权", "/categories/finance/"), "政府预算 · 收支总表",
        True, False, "人大批准后 20 日内", ("人民代表大会批准之日起 20 个自然日内",), "区财政局", "社会公众", "主动公开", ("主要领导审签", "保密审查"),
        "政府网站、公开栏", "政府公报",
        (BasisLine("中华人民共和国预算法", "主席令第12号", "第十四条", "2018-12-29 修正，现行有效", True), BasisLine("某规范性文件", "明府发〔2009〕3号", "第二条", "2009", False, "已废止")),
        (ElementLine("说明", "正文", True), ElementLine("收支表", "表格", True, "项目、收入（元）、支出（元）"), ElementLine("附件", "文件", False)),
        ENTRIES, Pager(0, older="", oldest="/duties/budget/pages/1/", last=1, total=5), "/rates/duties/budget/", rate("公开率", 9, 10),
    )  # fmt: skip


def disclosure(language: Language) -> DisclosurePage:
    """A village's quarterly accounts with every kind of block."""
    rows = (
        ("上季结余", "128,430.50", "", ""),
        ("集体鱼塘承包费", "36,000.00", "", "2026-0811"),
        ("光伏发电收益", "21,760.00", "", "2026-0902"),
        ("村道维修", "", "18,900.00", "2026-0716"),
        ("垃圾清运", "", "9,600.00", "2026-0930"),
    )
    file = FileLink("2026年第三季度收支凭证汇总.pdf", "/files/ab/x.pdf", "PDF", "1.2 MB", "ab" * 32)
    return DisclosurePage(
        frame(
            language, "/disclosures/54990105MF0000001A/2026-00037/", "石桥村 2026 年第三季度财务收支公开", "units", feeds=(FEED,),
            article=Article("石桥村 2026 年第三季度财务收支公开", "2026-10-15 09:12", "石桥村村民委员会", "村级财务,收支"),
            json_ld=linked_data({"@type": "Article", "headline": "石桥村 </script> & 财务", "datePublished": "2026-10-15"}),
        ),
        "石桥村 2026 年第三季度财务收支公开", Link("石桥村村民委员会", "/units/shiqiao/"), "2026年10月15日", "2026-10-15", OK,
        (Tag("soon", "公示期到 2026年10月25日，有异议请向柳溪镇政府反映。"),),
        (
            Block("prose", "", prose=safe("<p>经村务监督委员会 2026 年 10 月 12 日审核，现将第三季度财务收支公开如下，如有疑问请于公示期内向村监委会或镇政府反映。</p><ul><li>收入三项</li><li>支出二项</li></ul>")),
            Block("values", values=(Value("期间", "2026 年第三季度"), Value("期末结余", "157,690.50 元"), Value("结余率", "73.1%"), Value("监督委员会", "石桥村村务监督委员会", "/units/x/"), Value("是否公示到户", "是"))),
            Block("table", "收支明细", columns=(Cell("项目"), Cell("收入（元）", True), Cell("支出（元）", True), Cell("凭证")),
                  rows=tuple((Cell(a), Cell(b, True), Cell(c, True), Cell(d)) for a, b, c, d in rows), totals=(Cell("合计"), Cell("186,190.50"), Cell("28,500.00"), Cell("")), anchor="lines"),
            Block("text", "备注", paragraphs=("凭证可到村委会查阅。", "下一季度公开时间为 2027 年 1 月。")),
            Block("files", "凭证", files=(file,)),
        ),
        (file,),
        (Value("索引号", "54990105MF0000001A/2026-00037"), Value("名称", "石桥村 2026 年第三季度财务收支公开"), Value("公开单位", "石桥村村民委员会", "/units/shiqiao/"), Value("文号", "无"), Value("成文日期", "2026-10-14"), Value("公开日期", "2026-10-15"),
         Value("主题分类", "财政、金融、审计", "/topics/04/"), Value("体裁", "公告"), Value("公开属性", "主动公开"), Value("公开期限", "长期"), Value("公开形式", "政府网站、公开栏"), Value("公开对象", "全体村民"), Value("有效性", "有效"), Value("关键词", "村级财务")),
        (Step("村文书填报", "2026-10-10"), Step("村务监督委员会审查通过", "2026-10-12", "同意 3，反对 0"), Step("主要领导审签", "2026-10-14"), Step("网上公开", "2026-10-15", "截止日 10-20，提前 3 个工作日"), Step("公开栏张贴", "", "待上传照片", "todo")),
        (Version("第 2 版（更正）", "2026-10-16", "第 3 行凭证号写错", True), Version("第 1 版", "2026-10-15")),
        "/qr/54990105MF0000001A/2026-00037.svg", (Link("打印海报（A3）", "/a3"), Link("打印海报（A4）", "/a4")), (Link("下载表格 XLSX", "/x"), Link("下载 CSV", "/c")),
        (Link("石桥村 2026 年第二季度财务收支公开", "/disclosures/x/2026-00020/"),), "2026-10-20", "第三季度结束 9-30 → 第 10 个工作日 = 10-20，跨国庆 8 天，10-11 上班",
    )  # fmt: skip


def tombstone(language: Language) -> TombstonePage:
    """A withdrawn record."""
    return TombstonePage(
        frame(language, "/disclosures/x/2026-00011/", "已撤回的公开信息", "units", index=False), "54990105MF0000001A/2026-00011", Link("柳溪镇人民政府", "/units/liuxi/"),
        "2026-07-30", "2026-08-02", "涉及个人隐私或商业秘密", "附件中有未遮盖的个人信息，更正后已重新公开。", "条例第十五条", Link("新的公开", "/disclosures/x/2026-00013/"),
    )  # fmt: skip


def statutory(language: Language) -> StatutoryPage:
    """政府信息公开指南."""
    return StatutoryPage(
        frame(language, "/statutory/guide/", "政府信息公开指南", "statutory"), "政府信息公开指南", "本指南说明到哪里看、怎样查、怎样申请明川区各单位的政府信息。",
        (
            Part("公开什么", ("各单位依照《中华人民共和国政府信息公开条例》第十九条、第二十条、第二十一条主动公开政府信息。",), (Choice("法定主动公开内容", "/statutory/content/"), Choice("公开事项标准目录", "/duties/", "96"))),
            Part("怎样申请", items=("填写申请，写明姓名、证件名称和联系方式，说明要什么信息。", "交到掌握信息的单位。", "单位 20 个工作日内答复。")),
            Part("受理机构", facts=(("名称", "明川区人民政府办公室"), ("电话", "0990-1234567"))), Part("年报", empty="还没有发布年报。"), Part("最新", entries=ENTRIES),
        ),
        (Choice("指南", "/statutory/guide/", current=True), Choice("制度", "/statutory/rules/"), Choice("法定主动公开内容", "/statutory/content/"), Choice("年报", "/statutory/reports/"), Choice("依申请公开", "/requests/")),
    )  # fmt: skip


def rates(language: Language) -> RatesPage:
    """The board of the district."""
    points = [
        Point(f"{month} 月", value)
        for month, value in (
            (1, 91.2),
            (2, 93.5),
            (3, None),
            (4, 95.0),
            (5, 96.1),
            (6, 97.8),
            (7, 98.2),
            (8, 97.1),
            (9, 98.5),
            (10, 98.4),
        )
    ]
    rows = tuple(
        RateRow(
            label,
            f"/rates/units/{label}/",
            rate("", met, due),
            rate("", due, due),
            rate("", due, due),
            rate("", met, due),
            rate("", due - 1, due),
            due - met,
            "重点 3/4",
        )
        for label, met, due in (("柳溪镇", 45, 47), ("石桥村", 12, 12), ("城东二小", 8, 9), ("区住建局", 31, 31))
    )
    return RatesPage(
        frame(language, "/rates/", "公开率", "rates"), "公开率", "已到期的应公开事项中，内容、程序、时间、形式四项都合规的占多少。", RATE, rate("", 310, 312), ASPECTS, 19, "到期未公开", 34,
        (RateTable("按单位", "单位", rows, "/rates/units/", "全部单位"), RateTable("按事项", "事项", rows[:2]), RateTable("按月", "月份", ())), "2026-11-23",
        rate_by_month(points, title="2026 年各月公开率"), (Choice("全区", "/rates/", current=True), Choice("按单位", "/rates/units/"), Choice("按事项", "/rates/duties/")),
        (Choice("今年以来", "/rates/", current=True), Choice("2026-10", "/rates/2026-10/"), Choice("2026-09", "/rates/2026-09/")), OWED, "清单", Pager(1, older="/rates/2/", last=3, total=55),
    )  # fmt: skip


def search(language: Language) -> SearchPage:
    """Results with facets."""
    hits = tuple(
        Hit(
            safe(f"石桥村 2026 年<mark>财务</mark>收支公开（{number}）"),
            f"/disclosures/x/2026-{number:05}/",
            "石桥村 · 村务 · 2026-10-15",
            safe("现将第三季度<mark>财务</mark>收支公开如下，如有疑问请于公示期内反映……"),
        )
        for number in range(1, 6)
    )
    return SearchPage(
        frame(language, "/search/", "搜索", "search", index=False), "财务", 128, hits,
        (Facet("单位", (Choice("石桥村", "?u=1", "12", True), Choice("青石村", "?u=2", "8")), "?q=1"), Facet("类别", (Choice("村务", "?c=1", "80"), Choice("财权", "?c=2", "48")))),
        (Choice("最相关", "?o=1", current=True), Choice("最新", "?o=2")), (("unit", "shiqiao"),), previous="", next="?page=2", elapsed="用时 2 毫秒",
    )  # fmt: skip


def error(language: Language) -> ErrorPage:
    """404."""
    return ErrorPage(
        frame(language, "/404/", "没有这个页面", "", index=False, crumbs=()),
        "没有这个页面",
        ("网址可能写错了，或者这一页从来没有公开过。",),
        (Link("首页", "/"), Link("公开事项", "/duties/")),
    )


KINDS = {
    "home": home, "listing": listing, "directory": directory, "units": units, "unit": unit, "unit_duties": unit_duties, "duties": duties, "duty": duty,
    "disclosure": disclosure, "tombstone": tombstone, "statutory": statutory, "rates": rates, "search": search, "error": error,
}  # fmt: skip


def sample(kind: str, language: Language) -> Context:
    """The sample context of a page kind."""
    return KINDS[kind](language)
