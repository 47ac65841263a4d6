"""The demo log-ins, in one place for the command line, the log-in page and the documents."""

from dataclasses import dataclass

PASSWORD = "Mingchuan-2026"  # noqa: S105 a demo district guards nothing


@dataclass(frozen=True)
class DemoAccount:
    """One log-in.

    Args:
        username: what to type.
        name: a fictional person.
        unit: unit code.
        role: role value.
        zh: who it is, in Chinese.
        en: the same in English.
    """

    username: str
    name: str
    unit: str
    role: str
    zh: str
    en: str


ACCOUNTS = (
    DemoAccount("clerk", "周文书", "shiqiao", "clerk", "石桥村文书（公开专员）", "clerk of Shiqiao village"),
    DemoAccount("village-head", "石村长", "shiqiao", "unit_leader", "石桥村村主任", "head of Shiqiao village"),
    DemoAccount("supervisor", "田监督", "shiqiao", "village_supervisor", "石桥村村务监督委员会", "village supervisor of Shiqiao"),
    DemoAccount("clerk-2", "吴文书", "shiqiao", "clerk", "石桥村另一名文书（单位审核）", "second clerk of Shiqiao, unit review"),
    DemoAccount("supervisor-2", "林监督", "shiqiao", "village_supervisor", "石桥村村务监督委员会", "village supervisor of Shiqiao"),
    DemoAccount("supervisor-3", "方监督", "shiqiao", "village_supervisor", "石桥村村务监督委员会", "village supervisor of Shiqiao"),
    DemoAccount("town-clerk", "柳专员", "liuxi", "clerk", "柳溪镇公开专员", "clerk of Liuxi township"),
    DemoAccount("town-leader", "何镇长", "liuxi", "unit_leader", "柳溪镇镇长", "head of Liuxi township"),
    DemoAccount("finance-clerk", "钱专员", "finance", "clerk", "区财政局公开专员", "clerk of the finance bureau"),
    DemoAccount("finance-leader", "金局长", "finance", "unit_leader", "区财政局局长", "head of the finance bureau"),
    DemoAccount("secrecy", "严保密", "district", "secrecy_reviewer", "区保密审查员", "secrecy reviewer"),
    DemoAccount("office", "公开办小李", "district", "office_staff", "区政务公开办公室", "district disclosure office"),
    DemoAccount("group", "陈区长", "district", "leading_group_member", "领导小组成员", "leading-group member"),
    DemoAccount("auditor", "审小计", "district", "auditor", "审计监督", "auditor"),
    DemoAccount("operator", "运小维", "district", "operator", "系统运维", "operator"),
)  # fmt: skip
