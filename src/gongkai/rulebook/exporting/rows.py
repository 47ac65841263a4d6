"""The rows of the official catalogue: what each duty says in the ten columns."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gongkai.rulebook.model import Duty, Rulebook
from gongkai.rulebook.model.printed import SPEAKS_FOR
from gongkai.rulebook.vocabulary import Audience, Channel, Level, Mode

COLUMNS = (
    "number", "level1", "level2", "content", "basis", "timing", "subject", "channels", "audience_public",
    "audience_specific", "mode_proactive", "mode_request", "level_county", "level_township", "level_village",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the catalogue, every cell as text."""

    cells: tuple[str, ...]
    field: str


def columns_of(duties: Iterable[Duty]) -> tuple[str, ...]:
    """Return the columns that these duties need: the usual ones, 三级事项 where one has it, local ones at the end."""
    listed = list(duties)
    third = any(duty.matter.level3 for duty in listed)
    usual = [*COLUMNS[:3], "level3", *COLUMNS[3:]] if third else list(COLUMNS)
    local = (cell.column for duty in listed for cell in duty.printed if cell.column not in SPEAKS_FOR)
    return (*usual, *dict.fromkeys(local))


def catalogue_rows(duties: Iterable[Duty], rulebook: Rulebook) -> Iterator[Row]:
    """Yield the rows of the catalogue, duties of one field and one first-level matter together, numbered from 1.

    Words that were printed in the catalogue a duty was taken from are printed again.
    """
    listed = list(duties)
    columns = columns_of(listed)
    ordered: dict[tuple[str, str], list[Duty]] = {}
    for duty in listed:
        ordered.setdefault((duty.field or duty.category.label.zh, duty.matter.level1.zh), []).append(duty)
    number = 0
    for (field, _), group in ordered.items():
        for duty in group:
            number += 1
            said = {"number": str(number)} | own_cells(duty, rulebook, third="level3" in columns)
            said |= {cell.column: cell.text for cell in duty.printed}
            yield Row(tuple(said.get(column, "") for column in columns), field)


def own_cells(duty: Duty, rulebook: Rulebook, *, third: bool = False) -> dict[str, str]:
    """Return what a duty says of itself in each column. Arguments: third, whether 三级事项 has a column of its own."""
    level2, level3 = ((text.zh if text else "") for text in (duty.matter.level2, duty.matter.level3))
    below = "—".join(text for text in (level2, level3) if text) or duty.title.zh
    return {
        "level1": duty.matter.level1.zh,
        "level2": (level2 if level2 or level3 else duty.title.zh) if third else below,
        "level3": level3,
        "content": "\n".join(f"{number}.{element.title.zh}" for number, element in enumerate(duty.elements, start=1)),
        "basis": "\n".join(_basis(ref.ref, ref.article, rulebook) for ref in duty.bases),
        "timing": (duty.timing_text or str(duty.effective_timing)) + ("" if duty.verified else "（待核实）"),
        "subject": "、".join(kind.label.zh for kind in duty.units.kinds),
        "channels": "\n".join(_channel(channel, duty) for channel in Channel if _channel(channel, duty)),
        "audience_public": _mark(duty.audience is Audience.PUBLIC),
        "audience_specific": _mark(duty.audience is not Audience.PUBLIC),
        "mode_proactive": _mark(duty.mode is Mode.PROACTIVE),
        "mode_request": _mark(duty.mode is Mode.ON_REQUEST),
        **{f"level_{level}": _mark(level in duty.levels) for level in Level},
    }


def _mark(answer: bool) -> str:  # noqa: FBT001
    return "√" if answer else ""


def _channel(channel: Channel, duty: Duty) -> str:
    if channel in duty.channels.required:
        return f"■{channel.label.zh}"
    return f"□{channel.label.zh}" if channel in duty.channels.optional else ""


def _article(cited: str) -> str:
    """What is no number, such as a part of a catalogue, is shown as it is."""
    return f"第{cited}条" if cited[:1].isdigit() else cited


def _basis(ref: str, article: str | None, rulebook: Rulebook) -> str:
    basis = rulebook.basis(ref)
    if basis is None:
        return ref
    number = f"（{basis.number}）" if basis.number else ""
    cited = f"《{basis.title}》{number}{_article(article or '')}"
    return cited if basis.verified else f"{cited}（待核实）"
