"""Index numbers (索引号) of disclosures: reading every scheme in use, writing one.

Source: 政府信息公开目录系统实施指引(试行): code of the body, year, serial, never changed once given. Codes: GB 32100
(统一社会信用代码, 18 characters) and GB 11714 (组织机构代码, 9 characters).
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Self

from stdnum.cn import uscc

from gongkai.rulebook.objections import Objection
from gongkai.rulebook.vocabulary.labelled import Labelled

_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_NUMBER = re.compile(r"(?P<code>.+?)/(?P<year>\d{4})-(?P<serial>\d{3,7})")
_SIX_PARTS = re.compile(r"(?P<code>\d{6}-\w+)-\w+-\w+-(?P<year>\d{4})-?\d{2}-?\d{2}-(?P<serial>\d+)")
_REGION_FIRST = re.compile(r"(?P<code>\d{6}/\w+-\w+)-(?P<year>\d{4})-(?P<serial>\d+)")
_DIGITS = re.compile(r"(?P<code>\d{12})(?P<year>(?:19|20)\d{2})(?P<serial>\d{5})")
_ORGANISATION = re.compile(r"[0-9A-Z]{8}-?[0-9X]")
_USCC = re.compile(r"[0-9A-Z]{18}")


class Scheme(Labelled):
    """How an index number is put together."""

    USCC = "uscc", "统一社会信用代码/年-序号", "Unified social credit code/year-serial"
    ORGANISATION = "organisation", "组织机构代码/年-序号", "Organisation code/year-serial"
    REGION = "region", "区划代码/年-序号", "Region code/year-serial"
    LOCAL = "local", "自编代码/年-序号", "Local code/year-serial"
    SIX_PARTS = "six_parts", "区划-部门-类-组-日期-序号", "Region-department-class-group-date-serial"
    REGION_DEPARTMENT = "region_department", "区划/部门-类-年-序号", "Region/department-class-year-serial"
    DIGITS = "digits", "21位数字", "21 digits"


class IndexNumberError(ValueError):
    """A text that is no index number; ``objection`` says why in both languages."""

    def __init__(self, text: str) -> None:
        self.objection = Objection(
            "index_number.unreadable",
            f"索引号“{text}”无法识别，应如 11441700007280420Y/2021-00050",
            f"“{text}” is no index number; it should be like 11441700007280420Y/2021-00050",
        )
        super().__init__(self.objection.en)


@dataclass(frozen=True, slots=True, order=True)
class IndexNumber:
    """One index number.

    Arguments: code of the body that made the information; year; serial within body and year; scheme; printed, as read
    where the scheme cannot be written again from its parts.
    """

    code: str
    year: int
    serial: int
    scheme: Scheme = Scheme.USCC
    printed: str = ""

    def __str__(self) -> str:
        return self.printed or f"{self.code}/{self.year:04}-{self.serial:05}"

    @property
    def objections(self) -> tuple[Objection, ...]:
        """What is wrong with it although it can be read: check digits, a code that belongs to nobody."""
        if self.scheme is Scheme.USCC and not is_credit_code(self.code):
            zh, en = f"“{self.code}”校验码不对", f"the check digits of “{self.code}” are wrong"
            return (Objection("index_number.check_digit", zh, en),)
        if self.scheme is Scheme.ORGANISATION and not is_organisation_code(self.code):
            zh, en = f"组织机构代码“{self.code}”校验码不对", f"the check digit of “{self.code}” is wrong"
            return (Objection("index_number.check_digit", zh, en),)
        if self.scheme in {Scheme.REGION, Scheme.LOCAL}:
            zh, en = f"“{self.code}”不是机构代码", f"“{self.code}” is not the code of a body"
            return (Objection("index_number.code", zh, en),)
        return ()

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read an index number of any scheme in use. Raises IndexNumberError."""
        tidy = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).upper()
        for pattern, scheme in (
            (_REGION_FIRST, Scheme.REGION_DEPARTMENT),
            (_NUMBER, None),
            (_SIX_PARTS, Scheme.SIX_PARTS),
            (_DIGITS, Scheme.DIGITS),
        ):
            if found := pattern.fullmatch(tidy):
                code = found["code"]
                kind = scheme or _scheme(code)
                number = cls(code, int(found["year"]), int(found["serial"]), kind)
                return number if str(number) == tidy else cls(number.code, number.year, number.serial, kind, tidy)
        raise IndexNumberError(text)


def _scheme(code: str) -> Scheme:
    if _USCC.fullmatch(code):
        return Scheme.USCC
    if _ORGANISATION.fullmatch(code):
        return Scheme.ORGANISATION
    return Scheme.REGION if code.isdecimal() and len(code) == 6 else Scheme.LOCAL


def is_credit_code(code: str) -> bool:
    """Tell whether a 统一社会信用代码 passes GB 32100 and, inside it, GB 11714."""
    return bool(uscc.is_valid(code)) and is_organisation_code(code[8:17])


def is_organisation_code(code: str) -> bool:
    """Tell whether a 组织机构代码, with or without its hyphen, passes GB 11714."""
    plain = code.replace("-", "").upper()
    if not _ORGANISATION.fullmatch(plain):
        return False
    total = sum(weight * _ALPHABET.index(sign) for weight, sign in zip(_ORGANISATION_WEIGHTS, plain, strict=False))
    return plain[8] == {10: "X", 11: "0"}.get(11 - total % 11, str(11 - total % 11))
