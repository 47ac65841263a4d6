"""Closed lists of a disclosure's metadata: topics, document genres, attribute and validity.

Source: 政府信息公开目录系统实施指引(试行); 党政机关公文处理工作条例 Art 8.
"""

from gongkai.rulebook.vocabulary.labelled import Labelled


class Topic(Labelled):
    """主题分类, the 22 topics; the first carries its local name."""

    T01 = "01", "机构职能", "Organisation and functions"
    T02 = "02", "综合政务", "General government affairs"
    T03 = "03", "国民经济管理、国有资产监管", "Economic management and state assets"
    T04 = "04", "财政、金融、审计", "Finance, banking and audit"
    T05 = "05", "国土资源、能源", "Land, resources and energy"
    T06 = "06", "农业、林业、水利", "Agriculture, forestry and water"
    T07 = "07", "工业、交通", "Industry and transport"
    T08 = "08", "商贸、海关、旅游", "Trade, customs and tourism"
    T09 = "09", "市场监管、安全生产监管", "Market and work safety supervision"
    T10 = "10", "城乡建设、环境保护", "Construction and environment"
    T11 = "11", "科技、教育", "Science and education"
    T12 = "12", "文化、广电、新闻出版", "Culture, broadcasting and publishing"
    T13 = "13", "卫生、体育", "Health and sport"
    T14 = "14", "人口与计划生育、妇女儿童工作", "Population, women and children"
    T15 = "15", "劳动、人事、监察", "Labour, personnel and supervision"
    T16 = "16", "公安、安全、司法", "Public security, safety and justice"
    T17 = "17", "民政、扶贫、救灾", "Civil affairs, poverty and disaster relief"
    T18 = "18", "民族、宗教", "Ethnic and religious affairs"
    T19 = "19", "对外事务", "Foreign affairs"
    T20 = "20", "港澳台侨工作", "Hong Kong, Macao, Taiwan and overseas Chinese"
    T21 = "21", "国防", "National defence"
    T22 = "22", "其他", "Other"


class Genre(Labelled):
    """体裁分类, the 15 kinds of official document."""

    RESOLUTION = "resolution", "决议", "Resolution"
    DECISION = "decision", "决定", "Decision"
    ORDER = "order", "命令（令）", "Order"
    COMMUNIQUE = "communique", "公报", "Communiqué"
    ANNOUNCEMENT = "announcement", "公告", "Announcement"
    PUBLIC_NOTICE = "public_notice", "通告", "Public notice"
    OPINION = "opinion", "意见", "Opinion"
    NOTICE = "notice", "通知", "Notice"
    CIRCULAR = "circular", "通报", "Circular"
    REPORT = "report", "报告", "Report"
    REQUEST_FOR_INSTRUCTIONS = "request_for_instructions", "请示", "Request for instructions"
    REPLY = "reply", "批复", "Official reply"
    PROPOSAL = "proposal", "议案", "Proposal"
    LETTER = "letter", "函", "Letter"
    MINUTES = "minutes", "纪要", "Minutes"


class Attribute(Labelled):
    """公开属性."""

    PROACTIVE = "proactive", "主动公开", "Proactively disclosed"
    ON_REQUEST = "on_request", "依申请公开", "Disclosed on request"
    NOT_DISCLOSED = "not_disclosed", "不予公开", "Not disclosed"


class Validity(Labelled):
    """有效性."""

    IN_FORCE = "in_force", "有效", "In force"
    LAPSED = "lapsed", "失效", "Lapsed"
    REPEALED = "repealed", "废止", "Repealed"
    PARTLY_LAPSED = "partly_lapsed", "部分失效", "Partly lapsed"
