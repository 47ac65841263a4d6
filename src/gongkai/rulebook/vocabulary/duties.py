"""Closed lists that describe a duty: layer, category, audience, mode, level, reviews, channels, stages, retention.

Channels, audience, mode and level are columns 7 to 10 of 基层政务公开标准目录.
"""

from gongkai.rulebook.vocabulary.labelled import Labelled


class Layer(Labelled):
    """Where a pack stands; a later layer may be stricter than an earlier one, never laxer."""

    NATIONAL = "national", "全国", "National"
    DISTRICT = "district", "区县", "District"
    UNIT_KIND = "unit_kind", "单位类型", "Kind of unit"
    UNIT = "unit", "单位", "Unit"


class Category(Labelled):
    """What kind of power or service a duty opens."""

    AUTHORITY = "authority", "事权", "Exercise of authority"
    FINANCE = "finance", "财权", "Finance"
    PERSONNEL = "personnel", "人事权", "Personnel"
    HOT_ISSUE = "hot_issue", "热点难点", "Matters of wide concern"
    VILLAGE = "village", "村务", "Village affairs"
    PUBLIC_SERVICE = "public_service", "办事公开", "Public services"
    INSTITUTION = "institution", "制度", "Institutions of disclosure"


class ReportedPeriod(Labelled):
    """Which period a disclosure is about: the one its due date belongs to, or the one before, as annual reports are."""

    THIS = "this_period", "当期", "This period"
    PREVIOUS = "previous_period", "上期", "The period before"


class Audience(Labelled):
    """Who may read what is disclosed."""

    PUBLIC = "public", "全社会", "The public"
    MEMBERS = "members", "村民（成员）", "Villagers or members"
    STAFF = "staff", "本单位职工", "Staff"
    AFFECTED = "affected", "利害关系人", "Affected parties"
    INDIVIDUAL = "individual", "本人", "The individual concerned"


class Mode(Labelled):
    """Whether a unit publishes by itself or when asked."""

    PROACTIVE = "proactive", "主动公开", "Proactive"
    ON_REQUEST = "on_request", "依申请公开", "On request"


class Level(Labelled):
    """公开层级."""

    COUNTY = "county", "县级", "County"
    TOWNSHIP = "township", "乡级", "Township"
    VILLAGE = "village", "村级", "Village"


class ReviewKind(Labelled):
    """A decision by an entitled person before publication."""

    UNIT_REVIEW = "unit_review", "单位审核", "Unit review"
    UNIT_LEADER = "unit_leader", "主要领导审签", "Approval by the unit's leader"
    LEADER_IN_CHARGE = "leader_in_charge", "分管领导审批", "Approval by the leader in charge"
    SECRECY = "secrecy", "保密审查", "Secrecy review"
    VILLAGE_SUPERVISION = "village_supervision", "村务监督委员会审查", "Village supervision committee"
    DELIBERATION = "deliberation", "审议", "Deliberation"


class Channel(Labelled):
    """公开渠道和载体, the thirteen boxes of the catalogue (the two news boxes are kept apart)."""

    WEBSITE = "website", "政府网站", "Government website"
    GAZETTE = "gazette", "政府公报", "Government gazette"
    SOCIAL_MEDIA = "social_media", "两微一端", "Social media and app"
    PRESS_CONFERENCE = "press_conference", "发布会/听证会", "Press conference or hearing"
    BROADCAST = "broadcast", "广播电视", "Radio and television"
    NEWSPAPER = "newspaper", "纸质媒体", "Newspaper"
    READING_POINT = "reading_point", "公开查阅点", "Public reading point"
    SERVICE_CENTRE = "service_centre", "政务服务中心", "Government service centre"
    CONVENIENCE_STATION = "convenience_station", "便民服务站", "Convenience station"
    ON_SITE = "on_site", "入户/现场", "At home or on site"
    NOTICE_BOARD = "notice_board", "社区/企事业单位/村公示栏（电子屏）", "Notice board or screen"
    TARGETED_PUSH = "targeted_push", "精准推送", "Targeted push"
    OTHER = "other", "其他", "Other"


class StageOfProcess(Labelled):
    """事前、事中、事后."""

    BEFORE = "before", "事前", "Before"
    DURING = "during", "事中", "During"
    AFTER = "after", "事后", "After"


class AnchorScope(Labelled):
    """Who records the event that starts or ends a clock."""

    UNIT = "unit", "本单位记录", "Recorded by the unit itself"
    DISTRICT = "district", "全区记录一次", "Recorded once for the district"
    PARENT = "parent", "上级单位记录", "Recorded by the parent unit"


class BasisKind(Labelled):
    """Rank of a legal text, highest first."""

    LAW = "law", "法律", "Law"
    ADMINISTRATIVE_REGULATION = "administrative_regulation", "行政法规", "Administrative regulation"
    DEPARTMENTAL_RULE = "departmental_rule", "部门规章", "Departmental rule"
    LOCAL_REGULATION = "local_regulation", "地方性法规", "Local regulation"
    NORMATIVE_DOCUMENT = "normative_document", "规范性文件", "Normative document"
    STANDARD = "standard", "标准", "Standard"


class ElementType(Labelled):
    """What an element of a duty holds."""

    TEXT = "text", "文字", "Text"
    RICH_TEXT = "rich_text", "正文", "Rich text"
    NUMBER = "number", "数值", "Number"
    MONEY = "money", "金额", "Money"
    PERCENT = "percent", "百分比", "Per cent"
    DATE = "date", "日期", "Date"
    PERIOD = "period", "期间", "Period"
    CHOICE = "choice", "选项", "Choice"
    TABLE = "table", "表格", "Table"
    FILE = "file", "附件", "File"
    IMAGE = "image", "图片", "Image"
    UNIT = "unit", "单位", "Unit"
    PERSON = "person", "人员", "Person"
    LINK = "link", "链接", "Link"
    BOOLEAN = "boolean", "是否", "Yes or no"


class Retention(Labelled):
    """保管期限; a pack may also give any number of years as ``nY``."""

    PERMANENT = "permanent", "永久", "Permanent"
    THIRTY_YEARS = "30Y", "30年", "30 years"
    TEN_YEARS = "10Y", "10年", "10 years"
    FIVE_YEARS = "5Y", "5年", "5 years"
