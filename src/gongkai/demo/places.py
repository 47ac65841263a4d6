"""The units of the fictional Mingchuan district (region 990101), small or at the size of a real district."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import cycle, product

from stdnum.cn import uscc as uscc_number

REGION = "990101"
_BODY_GB = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)  # GB 11714

# code, name, functions of the rulebook
DEPARTMENTS = (
    ("government-office", "区政府办公室", ("government_office",)),
    ("finance", "区财政局", ("finance", "procurement")),
    ("development-reform", "区发展和改革局", ("development_reform",)),
    ("education", "区教育局", ("education",)),
    ("health", "区卫生健康局", ("health",)),
    ("civil-affairs", "区民政局", ("civil_affairs",)),
    ("agriculture", "区农业农村局", ("agriculture",)),
    ("housing", "区住房和城乡建设局", ("housing",)),
    ("natural-resources", "区自然资源局", ("natural_resources",)),
    ("human-resources", "区人力资源和社会保障局", ("human_resources",)),
    ("organisation", "区委组织部", ("organisation_department",)),
    ("market-supervision", "区市场监督管理局", ("market_supervision",)),
    ("environment", "区生态环境局", ("environment",)),
    ("emergency", "区应急管理局", ("emergency",)),
    ("public-security", "区公安分局", ("public_security",)),
    ("justice", "区司法局", ("justice",)),
    ("urban-management", "区城市管理局", ("urban_management",)),
    ("culture-tourism", "区文化和旅游局", ("culture_tourism",)),
    ("transport", "区交通运输局", ("transport",)),
    ("water-affairs", "区水务局", ("water_affairs",)),
    ("audit", "区审计局", ("audit",)),
    ("statistics", "区统计局", ("statistics",)),
    ("tax", "区税务局", ("tax",)),
    ("medical-insurance", "区医疗保障局", ("medical_insurance",)),
    ("industry-science", "区工业和科技局", ("industry_science",)),
    ("veterans", "区退役军人事务局", ("veterans",)),
    ("publicity", "区委宣传部", ("publicity",)),
)
TOWNS = (
    ("liuxi", "柳溪镇"), ("qingshi", "青石镇"), ("baihe", "白鹤镇"), ("hongfeng", "红枫乡"), ("jinpo", "金坡镇"),
    ("longquan", "龙泉镇"), ("yunling", "云岭乡"), ("dongping", "东坪镇"), ("xishan", "西山镇"), ("nanhu", "南湖镇"),
    ("beigou", "北沟乡"), ("chashan", "茶山镇"),
)  # fmt: skip
FARMS = (("red-flag-farm", "红旗农场"), ("sunrise-farm", "朝阳农场"), ("friendship-farm", "友谊农场"))
_VILLAGE_HEADS = "石青白红金龙云东西南北茶竹松柳桃梅荷兰槐榆杨桂枣"
_VILLAGE_TAILS = ("桥", "溪", "坪", "湾", "岭", "塘", "庄")
_OTHER_DEPARTMENTS = (
    "区政务服务数据管理局", "区信访局", "区档案馆", "区乡村振兴服务中心", "区林业局", "区投资促进局", "区机关事务中心",
    "区公共资源交易中心", "区总工会", "区妇联", "区残联", "区气象局", "区消防救援大队", "区融媒体中心", "区供销社",
    "区科协", "区红十字会", "区医保中心",
)  # fmt: skip


@dataclass(frozen=True)
class Place:
    """One unit to register.

    Args:
        code: unit code.
        name: full name.
        short: short name.
        kind: unit kind.
        parent: code of the unit above; empty for the root.
        functions: rulebook functions.
    """

    code: str
    name: str
    short: str
    kind: str
    parent: str = "district"
    functions: tuple[str, ...] = field(default=())


@dataclass(frozen=True)
class Size:
    """How many units of each kind."""

    departments: int
    towns: int
    farms: int
    villages: int
    communities: int
    schools: int
    kindergartens: int
    health_centres: int
    hospitals: int
    branches: int


SIZES = {
    "tiny": Size(2, 1, 0, 1, 1, 1, 0, 1, 0, 0),
    "small": Size(14, 3, 1, 14, 4, 9, 2, 3, 1, 2),
    "district": Size(45, 12, 3, 150, 30, 110, 10, 17, 3, 310),
}


def places(size: Size) -> Iterator[Place]:
    """Every unit, parents before children, the same for the same size."""
    yield Place("district", "明川区人民政府", "区政府", "district_government", "")
    yield Place("office", "明川区政务公开办公室", "区公开办", "office")
    yield Place("leading-group", "明川区政务公开工作领导小组", "领导小组", "leading_group")
    more = [(f"department-{number:02}", name, ()) for number, name in enumerate(_OTHER_DEPARTMENTS, start=1)]
    for code, name, functions in (*DEPARTMENTS, *more)[: size.departments]:
        yield Place(code, f"明川{name}", name, "district_department", "district", functions)
    towns = TOWNS[: size.towns]
    for code, name in towns:
        yield Place(code, f"明川区{name}人民政府", name, "township")
    yield Place("chengguan", "明川区城关街道办事处", "城关街道", "subdistrict")
    for code, name in FARMS[: size.farms]:
        yield Place(code, f"明川区{name}", name, "farm")
    yield from _villages(size, towns)
    for number in range(1, size.communities + 1):
        name = f"{'安康福乐平和祥瑞'[(number - 1) % 8]}{'居宁园'[(number - 1) // 8 % 3]}社区"
        suffix = f"第{number}" if number > 24 else ""
        yield Place(
            f"community-{number:02}", f"城关街道{name}{suffix}居民委员会", f"{name}{suffix}", "community", "chengguan"
        )
    yield from _institutions(size, [code for code, _name in towns])
    yield from _utilities(size)


def _villages(size: Size, towns: tuple[tuple[str, str], ...]) -> Iterator[Place]:
    owners = cycle(towns)
    names = (head + tail for tail, head in product(_VILLAGE_TAILS, _VILLAGE_HEADS))
    for number, name in zip(range(size.villages), names, strict=False):
        code, town = next(owners)
        yield Place(
            "shiqiao" if number == 0 else f"village-{number:03}",
            f"{town}{name}村村民委员会",
            f"{name}村",
            "village",
            code,
        )


def _institutions(size: Size, towns: list[str]) -> Iterator[Place]:
    yield Place("first-primary-school", "明川区第一小学", "第一小学", "school", "education")
    for number in range(2, size.schools + 1):
        name = f"明川区第{number}{'中学' if number % 3 == 0 else '小学'}"
        yield Place(f"school-{number:03}", name, name.removeprefix("明川区"), "school", "education")
    for number in range(1, size.kindergartens + 1):
        yield Place(
            f"kindergarten-{number:02}", f"明川区第{number}幼儿园", f"第{number}幼儿园", "kindergarten", "education"
        )
    for number, town in zip(range(1, size.health_centres + 1), cycle(towns), strict=False):
        label = dict(TOWNS)[town] if number <= len(towns) else f"{dict(TOWNS)[town]}第{number // len(towns) + 1}"
        yield Place(f"health-centre-{number:02}", f"明川区{label}卫生院", f"{label}卫生院", "health_centre", "health")
    for number, name in enumerate(("明川区人民医院", "明川区中医医院", "明川区妇幼保健院")[: size.hospitals], start=1):
        yield Place(f"hospital-{number}", name, name.removeprefix("明川区"), "hospital", "health")


def _utilities(size: Size) -> Iterator[Place]:
    utilities = (
        ("water", "明川区供水有限公司", "供水公司", "water_utility"),
        ("gas", "明川区燃气有限公司", "燃气公司", "gas_utility"),
        ("power", "明川区供电公司", "供电公司", "power_utility"),
        ("heating", "明川区供热有限公司", "供热公司", "heating_utility"),
        ("bus", "明川区公共交通公司", "公交公司", "transport_utility"),
    )
    for code, name, short, kind in utilities:
        yield Place(code, name, short, kind)
    owners = cycle([code for code, *_rest in utilities])
    shorts = {code: short for code, _name, short, _kind in utilities}
    for number in range(1, size.branches + 1):
        owner = next(owners)
        yield Place(
            f"{owner}-branch-{number:03}",
            f"明川区{shorts[owner]}第{number}营业所",
            f"{shorts[owner]}{number}所",
            "branch",
            owner,
        )


def uscc(place: Place, number: int) -> str:
    """A fictional unified social credit code with right check digits and the impossible area 990101."""
    prefix = {"village": "54", "community": "55", "school": "12", "kindergarten": "12", "hospital": "12"}.get(
        place.kind, "11"
    )
    body = f"MC{number:06}"
    total = sum(weight * _BODY_GB.index(char) for weight, char in zip(_WEIGHTS, body, strict=True))
    check = 11 - total % 11
    code = f"{prefix}{REGION}{body}{'X' if check == 10 else '0' if check == 11 else check}"
    return code + uscc_number.calc_check_digit(code)


def rollout(place: Place, begins: date, today: date, chance: random.Random, pilots: frozenset[str]) -> date:
    """From when a unit owes: pilots the whole year, the others joined in the last weeks (a district starts in stages)."""
    if place.code in pilots:
        return begins
    month = today.replace(day=1)
    earlier = month.replace(month=month.month - 1) if month.month > 1 else month.replace(year=month.year - 1, month=12)
    return chance.choice((month, earlier))
