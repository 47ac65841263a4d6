"""English names of the fictional units, so that the English pages have something to read."""

from gongkai.demo.places import Place

SYLLABLES = {
    "石": "shi", "青": "qing", "白": "bai", "红": "hong", "金": "jin", "龙": "long", "云": "yun", "东": "dong", "西": "xi", "南": "nan",
    "北": "bei", "茶": "cha", "竹": "zhu", "松": "song", "柳": "liu", "桃": "tao", "梅": "mei", "荷": "he", "兰": "lan", "槐": "huai",
    "榆": "yu", "杨": "yang", "桂": "gui", "枣": "zao", "桥": "qiao", "溪": "xi", "坪": "ping", "湾": "wan", "岭": "ling", "塘": "tang",
    "庄": "zhuang", "安": "an", "康": "kang", "福": "fu", "乐": "le", "平": "ping", "和": "he", "祥": "xiang", "瑞": "rui", "居": "ju",
    "宁": "ning", "园": "yuan", "鹤": "he", "枫": "feng", "坡": "po", "泉": "quan", "山": "shan", "湖": "hu", "沟": "gou",
}  # fmt: skip
FIXED = {
    "district": "Mingchuan District People's Government",
    "office": "Mingchuan Open Government Affairs Office",
    "leading-group": "Mingchuan Leading Group for Open Government Affairs",
    "chengguan": "Chengguan Subdistrict Office",
    "government-office": "District Government Office",
    "organisation": "Organisation Department of the District Party Committee",
    "publicity": "Publicity Department of the District Party Committee",
    "public-security": "District Public Security Bureau",
    "environment": "District Ecology and Environment Bureau",
    "first-primary-school": "Mingchuan No. 1 Primary School",
    "hospital-1": "Mingchuan People's Hospital",
    "hospital-2": "Mingchuan Hospital of Traditional Chinese Medicine",
    "hospital-3": "Mingchuan Maternal and Child Health Hospital",
    "water": "Mingchuan Water Supply Company",
    "gas": "Mingchuan Gas Company",
    "power": "Mingchuan Power Supply Company",
    "heating": "Mingchuan Heating Company",
    "bus": "Mingchuan Public Transport Company",
    "区政务服务数据管理局": "District Government Service and Data Bureau",
    "区信访局": "District Petitions Bureau",
    "区档案馆": "District Archives",
    "区乡村振兴服务中心": "District Rural Revitalisation Service Centre",
    "区林业局": "District Forestry Bureau",
    "区投资促进局": "District Investment Promotion Bureau",
    "区机关事务中心": "District Government Facilities Centre",
    "区公共资源交易中心": "District Public Resources Trading Centre",
    "区总工会": "District Federation of Trade Unions",
    "区妇联": "District Women's Federation",
    "区残联": "District Disabled Persons' Federation",
    "区气象局": "District Meteorological Bureau",
    "区消防救援大队": "District Fire and Rescue Brigade",
    "区融媒体中心": "District Media Centre",
    "区供销社": "District Supply and Marketing Cooperative",
    "区科协": "District Association for Science and Technology",
    "区红十字会": "District Red Cross Society",
    "区医保中心": "District Medical Insurance Centre",
}
_PAIRS = {
    "Development Reform": "Development and Reform",
    "Culture Tourism": "Culture and Tourism",
    "Industry Science": "Industry and Science",
}


def spelled(name: str) -> str:
    """A place name of known characters in pinyin: 石桥 is ``Shiqiao``."""
    return "".join(SYLLABLES[character] for character in name).capitalize()


def english(place: Place) -> str:
    """The English name of a unit of the fictional district."""
    fixed = FIXED.get(place.code) or FIXED.get(place.short)
    if fixed:
        return fixed
    words, number = place.code.replace("-", " ").title(), place.code.rpartition("-")[2].lstrip("0")
    if place.kind == "district_department":
        return f"District {_PAIRS.get(words, words)} Bureau"
    if place.kind == "branch":
        return f"{FIXED[place.parent]}, Branch {number}"
    name, _, later = (
        place.short.partition("第") if place.kind in {"community", "health_centre"} else (place.short, "", "")
    )
    made = {
        "township": lambda: f"{words} {'Town' if name.endswith('镇') else 'Township'} Government",
        "farm": lambda: words,
        "village": lambda: f"{spelled(name.removesuffix('村'))} Villagers' Committee",
        "community": lambda: f"{spelled(name.removesuffix('社区'))} Residents' Committee",
        "school": lambda: f"Mingchuan No. {number} {'Middle' if '中学' in place.name else 'Primary'} School",
        "kindergarten": lambda: f"Mingchuan No. {number} Kindergarten",
        "health_centre": lambda: f"{spelled(name.removesuffix('卫生院')[:-1])} Health Centre",
    }
    return made[place.kind]() + (f" No. {later.removesuffix('卫生院')}" if later else "")
