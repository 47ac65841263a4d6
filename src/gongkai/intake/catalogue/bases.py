"""公开依据 recognised against the register of bases; what is unknown becomes an entry nobody has verified."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from gongkai.intake.catalogue.tables import levelled
from gongkai.rulebook.document_numbers import parse as parse_document_number
from gongkai.rulebook.document_numbers.spelling import chinese_numeral
from gongkai.rulebook.model import Basis, BasisRef
from gongkai.rulebook.vocabulary import BasisKind

_TITLED: Final = re.compile(
    r"(?:《([^《》]{2,240})》|〈([^〈〉《》]{2,160})〉)\s{0,4}(?:[（(]([^（）()]{2,60}(?:[（(][^（）()]{0,40}[)）])?[^（）()]{0,20})[）)])?"
)
_ARTICLE: Final = re.compile(
    r"第\s*([\d一二三四五六七八九十百零〇]{1,8})\s*条(?:之[一二三四五])?(?:第[\d一二三四五六七八九十]{1,3}款)?(?:\s*第?\s*[（(]?([\d一二三四五六七八九十]{1,3})[）)]?\s*项)?"
)
_NUMBERED: Final = re.compile(
    r"[\u4e00-\u9fff]{1,14}\s*[〔\[(（【﹝［]\s*(?:19|20)\d{2}\s*[〕\])）】﹞］]\s*第?\s*\d{1,5}\s*号|[\u4e00-\u9fff]{2,12}令(?:[（(]?\d{4}年?[)）]?)?第?\s*[\d一二三四五六七八九十百]{1,6}\s*号"
)
# No list of laws is longer; what comes after stays in the printed words.
_LONGEST: Final = 8_000
_WHOLE: Final = re.compile(r"^中华人民共和国|^国务院关于|[（(](?:试行|暂行|修订|修正|\d{4}年?(?:修订|修正)?)[)）]$|\s+")
_KINDS: Final = (
    (r"标准|规范GB|^GB", BasisKind.STANDARD),
    (r"(?:省|市|自治区|县).{0,20}条例$", BasisKind.LOCAL_REGULATION),
    (r"条例(?:实施细则)?$|实施条例$|暂行条例$", BasisKind.ADMINISTRATIVE_REGULATION),
    (r"(?<!办)法$|(?<!方)法典$", BasisKind.LAW),
    (r"规定$|办法$|细则$|规则$", BasisKind.DEPARTMENTAL_RULE),
)


@dataclass(slots=True)
class Register:
    """The bases known so far, found again by title and number.

    Arguments: known, those of the packs below; on, the day on which a version must bind to be preferred.
    """

    known: Iterable[Basis]
    on: date
    new: dict[str, Basis] = field(default_factory=dict)
    _titles: dict[str, list[Basis]] = field(default_factory=dict)
    _numbers: dict[str, list[Basis]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for basis in self.known:
            self._titles.setdefault(plain_title(basis.title), []).append(basis)
            if basis.number:
                self._numbers.setdefault(plain_number(basis.number), []).append(basis)

    def find(self, title: str, number: str) -> Basis | None:
        """Return the text cited: by number where there is one, else the version of that title in force."""
        candidates = self._numbers.get(plain_number(number), []) if number else []
        candidates = candidates or (self._titles.get(plain_title(title), []) if title else [])
        in_force = [basis for basis in candidates if basis.in_force(self.on)]
        return next(iter(in_force or candidates), None)

    def add(self, title: str, number: str) -> Basis:
        """Return an unverified entry for a text nobody knows."""
        name = title or number
        digest = hashlib.blake2b(f"{plain_title(title)}|{plain_number(number)}".encode(), digest_size=5).hexdigest()
        basis = Basis(f"basis-{digest}", name, number or None, _kind(title), verified=False, source="导入的公开目录")
        return self.new.setdefault(basis.id, basis)


@dataclass(frozen=True, slots=True)
class Citation:
    """One text cited: its reference; whether it is known; its title as printed; whether it no longer binds."""

    ref: BasisRef
    known: bool
    title: str
    replaced: bool = False


def plain_title(title: str) -> str:
    """Return a title for comparison."""
    plain = levelled(title)
    for _ in range(2):
        plain = _WHOLE.sub("", plain)
    return plain


def plain_number(number: str) -> str:
    """Return a document number for comparison."""
    parsed = parse_document_number(number)
    if parsed.numbers:
        first = parsed.numbers[0]
        series = re.sub(r"^中华人民共和国", "", first.series)
        return f"{series}{first.year or ''}-{first.number}"
    return levelled(number)


def citations(text: str, register: Register) -> Iterator[Citation]:
    """Yield every text that a cell of 公开依据 cites, with each article, known or not.

    Arguments: text, verbatim; register, which keeps what is new.
    """
    text = text[:_LONGEST]
    spans = list(_TITLED.finditer(text))
    for at, found in enumerate(spans):
        end = spans[at + 1].start() if at + 1 < len(spans) else len(text)
        after = text[found.end() : end].split("\n", 1)[0]
        number = (found.group(3) or "").strip()
        if number and not re.search(r"\d|[一二三四五六七八九十]+号", number):
            number = ""
        yield from _cited((found.group(1) or found.group(2)).strip(), number, _articles(after), register)
    rest = _TITLED.sub(" ", text)
    for found in _NUMBERED.finditer(rest):
        yield from _cited("", re.sub(r"\s+", "", found.group()), [None], register)


def _cited(title: str, number: str, articles: list[str | None], register: Register) -> Iterator[Citation]:
    basis = register.find(title, number)
    known = basis is not None
    basis = basis or register.add(title, number)
    replaced = known and not basis.in_force(register.on)
    for article in articles:
        yield Citation(BasisRef(basis.id, article), known, title or number, replaced)


def _articles(text: str) -> list[str | None]:
    found: list[str | None] = []
    for article in _ARTICLE.finditer(text):
        number = _value(article.group(1))
        item = f"({_value(article.group(2))})" if article.group(2) else ""
        if number:
            found.append(f"{number}{item}")
    return list(dict.fromkeys(found)) or [None]


def _value(text: str) -> int:
    return int(text) if text.isdecimal() else chinese_numeral(text)


def _kind(title: str) -> BasisKind:
    plain = plain_title(title)
    return next((kind for like, kind in _KINDS if re.search(like, plain)), BasisKind.NORMATIVE_DOCUMENT)
