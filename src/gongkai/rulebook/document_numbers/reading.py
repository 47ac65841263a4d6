"""Reading of printed document numbers."""

import re
from collections.abc import Iterator

from gongkai.rulebook.document_numbers.model import DocumentNumber, Mark, Parsed
from gongkai.rulebook.document_numbers.spelling import HAN, spell
from gongkai.rulebook.objections import Objection

FIRST_YEAR = 1949
LAST_YEAR = 2100
LARGEST_NUMBER = 99_999
LONGEST_RANGE = 500
LONGEST_SERIES = 30
LONGEST_TEXT = 300

_SERIES = rf"[{HAN}A-Za-z·•]+?"
_SERIAL = r"(?P<{0}>\d+)(?P<{0}_more>(?:号?(?:[-至到、,，;；]|和)第?\d+)*)(?P<{0}_hao>号)?"


def _serial(name: str) -> str:
    return _SERIAL.format(name)


# One alternative per form, the strictest first; the comments show the form.
_NUMBER = re.compile(
    "|".join(
        (
            # 国务院第711号令 · 财政部2020年第13号公告
            rf"(?P<h_series>{_SERIES})(?:(?P<h_year>\d{{4}})年)?(?P<h_di>第)(?P<h>\d+)(?P<h_more>)(?P<h_hao>号)(?P<h_kind>令|公告|通告)",
            # 国办发〔2020〕5号
            rf"(?P<a_series>{_SERIES})〔(?P<a_year>\d+)年?〕-?(?P<a_di>字?第|字)?{_serial('a')}",
            # 〔84〕国发字第5号
            rf"〔(?P<b_year>\d+)年?〕(?P<b_series>{_SERIES})(?P<b_di>第)?{_serial('b')}",
            # 财政部公告2020年第13号
            rf"(?P<c_series>{_SERIES})〔?(?P<c_year>\d{{4}})年〕?(?P<c_di>第){_serial('c')}",
            # 国发〔20205号 · 国发2020〕5号
            rf"(?P<d_series>{_SERIES})〔(?P<d_year>(?:19|20)\d\d)-?(?P<d_di>第)?{_serial('d')}",
            rf"(?P<e_series>{_SERIES})(?P<e_year>(?:19|20)\d\d)年?〕(?P<e_di>第)?{_serial('e')}",
            # 国发2020-5号
            rf"(?P<f_series>{_SERIES})(?P<f_year>(?:19|20)\d\d)(?:[-_./]|年)(?P<f_di>第)?{_serial('f')}",
            # 国务院令第711号
            rf"(?P<g_series>{_SERIES}(?:令|公告|通告|公报))〔?(?P<g_di>第)?{_serial('g')}",
        )
    )
)
_LABEL = re.compile(r"^〔?(?:发文字号|发文文号|文件编号|文件号|公文文号|文号|编号)[:〕]+")
_HEADLINE = re.compile(
    r".*(?:的(?:通知|意见|决定|办法|方案|通告|公告|批复|复函|函|报告|规定|条例|请示|命令)|[》〉])〔?"
)
_REPUBLIC = re.compile(r"^(?:中华人民共和国)(?=.)")
_TAIL = re.compile(r"^(?:文件?|〕|[。,，;；、.])*$")
_PLACEHOLDERS = {"", "无", "-", "/", "\\", "暂无", "无文号", "未编号", "n/a", "na", "null", "none"}


def parse(printed: str | None) -> Parsed:
    """Read a printed document number.

    Arguments: printed, the text as a site or a spreadsheet shows it.
    Returns every number found (joint documents and ranges give several), what was unusual, or the objection.
    Source: GB/T 9704-2012 §7.2.5 for the canonical form.
    """
    given = printed or ""
    text, marks = spell(given)
    if text.lower() in _PLACEHOLDERS:
        return _refused(given, "empty", "没有文号", "no document number is given")
    if len(text) > LONGEST_TEXT:
        return _refused(given, "too_long", "文字太长，不像文号", "the text is too long to be a document number")
    unlabelled = _LABEL.sub("", text)
    if unlabelled != text:
        marks.add(Mark.SURROUNDING_TEXT)
    numbers: list[DocumentNumber] = []
    objections: list[Objection] = []
    end = 0
    for found in _NUMBER.finditer(unlabelled):
        form = (found.lastgroup or "a")[0]
        start = re.sub(r"[〔、,，;；和与及.]", "", unlabelled[end : found.start()])
        if start:
            marks.add(Mark.SURROUNDING_TEXT)
        end = found.end()
        outcome = _interpret(found, form, marks)
        if isinstance(outcome, Objection):
            objections.append(outcome)
        else:
            numbers.extend(number for number in outcome if number not in numbers)
    if not numbers:
        return Parsed(given, (), frozenset(marks), objections[0] if objections else _diagnose(unlabelled))
    if not _TAIL.match(unlabelled[end:]) or objections:
        marks.add(Mark.SURROUNDING_TEXT)
    if len(numbers) > 1 and Mark.RANGE not in marks:
        marks.add(Mark.SEVERAL)
    return Parsed(given, tuple(numbers), frozenset(marks))


def _interpret(found: re.Match[str], form: str, marks: set[Mark]) -> list[DocumentNumber] | Objection:
    groups = found.groupdict()
    series = groups[f"{form}_series"]
    if found.start() and series[0] in "和与及":
        series = series[1:]
    code = _REPUBLIC.sub("", _HEADLINE.sub("", series))
    if code in {"", "第", "字"} or len(code) > LONGEST_SERIES:
        return Objection("no_series", "看不出发文机关代字", "the issuer code cannot be made out")
    if code != _REPUBLIC.sub("", series):
        marks.add(Mark.SURROUNDING_TEXT)
    year = _year(groups.get(f"{form}_year"), marks)
    if isinstance(year, Objection):
        return year
    if form == "h":
        code += groups["h_kind"]
    if groups[f"{form}_di"] and form not in "cgh":
        # 字 belongs to the code of old series (国海管字), 第 to the typist.
        code += "字" if groups[f"{form}_di"].startswith("字") else ""
        if groups[f"{form}_di"].endswith("第"):
            marks.add(Mark.ORDINAL)
    marks |= {"b": {Mark.YEAR_FIRST}, "f": {Mark.NO_BRACKETS}}.get(form, set())
    if form in "de":
        marks.add(Mark.MISSING_BRACKET)
    if not groups[f"{form}_hao"]:
        marks.add(Mark.MISSING_HAO)
    serials = list(_serials(groups[form], groups[f"{form}_more"], marks))
    if len(serials) > LONGEST_RANGE or max(serials) > LARGEST_NUMBER:
        return Objection("number_impossible", "序号超出可能范围", "the serial number is out of any possible range")
    if min(serials) < 1:
        return Objection("number_impossible", "序号不能为 0", "the serial number cannot be 0")
    return [DocumentNumber(code, year, serial) for serial in serials]


def _year(digits: str | None, marks: set[Mark]) -> int | Objection | None:
    if digits is None:
        return None
    if len(digits) == 2 and int(digits) >= FIRST_YEAR % 100:
        # Two digits were usual until 1999; nothing numbered 00–48 can be told from a misprint.
        marks.add(Mark.TWO_DIGIT_YEAR)
        return 1900 + int(digits)
    if len(digits) != 4 or not FIRST_YEAR <= int(digits) <= LAST_YEAR:
        return Objection("year_impossible", f"年份“{digits}”不成立", f"the year “{digits}” is not possible")
    return int(digits)


def _serials(first: str, more: str, marks: set[Mark]) -> Iterator[int]:
    if first.startswith("0"):
        marks.add(Mark.LEADING_ZERO)
    last = int(first)
    yield last
    for joint, digits in re.findall(r"号?([-至到、,，;；]|和)第?(\d+)", more):
        serial = int(digits)
        if joint not in "-至到":
            yield serial
        elif last < serial:
            marks.add(Mark.RANGE)
            # One more than the longest range is enough for the caller to refuse it.
            yield from range(last + 1, min(serial, last + LONGEST_RANGE) + 1)
        else:
            # 5-1号 is the first part of number 5, not a range running backwards.
            marks.add(Mark.SUB_NUMBER)
            continue
        last = serial


def _diagnose(text: str) -> Objection:
    if not re.search(r"\d|[一二三四五六七八九十]+号", text):
        return Objection("no_digits", "文号中没有数字", "there are no digits in the document number")
    if re.search(rf"[{HAN}]〔\d+〕", text):
        return Objection("no_number", "年份后面没有序号", "no serial number follows the year")
    if not re.search(rf"[{HAN}A-Za-z]", text.replace("号", "").replace("第", "").replace("年", "")):
        return Objection("no_series", "缺少发文机关代字", "the issuer code is missing")
    if re.search(r"(?:19|20)\d\d", text):
        return Objection("ambiguous", "年份与序号分不开", "year and serial number cannot be told apart")
    return Objection("no_year", "缺少年份", "the year is missing")


def _refused(printed: str, code: str, zh: str, en: str) -> Parsed:
    return Parsed(printed, (), frozenset(), Objection(code, zh, en))
