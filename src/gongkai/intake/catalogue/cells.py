"""The cells of one row, told apart by the header: words, marks, boxes, local columns."""

from dataclasses import dataclass

from gongkai.intake.catalogue.headers import Header
from gongkai.intake.catalogue.marks import EMPTY, FULL, mark, spread
from gongkai.intake.catalogue.model import MARK, Role
from gongkai.intake.catalogue.tables import levelled
from gongkai.rulebook.lint import Finding

_MARKED = frozenset({
    Role.AUDIENCE_PUBLIC, Role.AUDIENCE_SPECIFIC, Role.MODE_PROACTIVE, Role.MODE_REQUEST, Role.LEVEL_COUNTY,
    Role.LEVEL_TOWNSHIP, Role.LEVEL_VILLAGE,
})  # fmt: skip
_UNVERIFIED = "（待核实）"


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row as read: cells, the sheet it stands on and its number there."""

    cells: tuple[str, ...]
    sheet: str
    number: int

    @property
    def where(self) -> str:
        """Sheet and row as shown to people."""
        return f"{self.sheet}!{self.number}" if self.sheet else str(self.number)


def cells_of(raw: RawRow, header: Header) -> tuple[dict[Role, str], list[tuple[str, str]], str, list[Finding]]:
    """Return the cells by role, the local columns, the field where a column names it, and findings."""
    cells: dict[Role, str] = {}
    extras: list[tuple[str, str]] = []
    boxes: list[str] = []
    findings: list[Finding] = []
    field = ""
    for role, name, text in zip(header.roles, header.names, raw.cells, strict=False):
        match role:
            case "channel":
                boxes.append(f"{'■' if mark(text) else '□'}{name.rsplit('/', 1)[-1]}")
                if mark(text) not in {"", MARK}:
                    boxes[-1] += f"（{text}）"
            case "audience" | "mode" | "levels":
                findings += _in_words(role, name, text, cells, raw)
            case "level_both":
                if marked := mark(text):
                    cells |= dict.fromkeys((Role.LEVEL_TOWNSHIP, Role.LEVEL_VILLAGE), marked)
            case "matter":
                target = Role.LEVEL2 if "level1" in header.roles else Role.LEVEL1
                cells.setdefault(target, text)
            case "field":
                field = text
            case "extra" | "":
                if text and name:
                    extras.append((name, text))
            case _:
                _usual(Role(role), text, cells)
    if boxes and any(box.startswith("■") for box in boxes) and not cells.get(Role.CHANNELS):
        cells[Role.CHANNELS] = "\n".join(boxes)
    return cells, extras, field, findings


def _in_words(role: str, name: str, text: str, cells: dict[Role, str], raw: RawRow) -> list[Finding]:
    found, understood = spread(role, text)
    cells |= {key: value for key, value in found.items() if not cells.get(key)}
    return [] if understood or not text else [_odd(raw, name, text)]


def _usual(role: Role, text: str, cells: dict[Role, str]) -> None:
    if role in _MARKED:
        text = mark(text)
    elif role is Role.TIMING:
        text = text.removesuffix(_UNVERIFIED).rstrip()
    elif role is Role.CHANNELS and levelled(text) and not levelled(text).strip(FULL + EMPTY):
        text = ""
    if text and not cells.get(role):
        cells[role] = text


def _odd(raw: RawRow, name: str, text: str) -> Finding:
    return Finding.warning(
        "catalogue.unclear", raw.where, f"“{name}”写的“{text[:40]}”看不懂", f"“{text[:40]}” under “{name}” is unclear"
    )
