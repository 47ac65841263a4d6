"""A catalogue out of a workbook, a text table or a web page, every trap of real ones considered."""

import dataclasses
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gongkai.intake.catalogue.cells import RawRow, cells_of
from gongkai.intake.catalogue.fields import field_of, heading_of
from gongkai.intake.catalogue.grids import LONGEST_CELL, Grid, grids
from gongkai.intake.catalogue.headers import Header, find_header
from gongkai.intake.catalogue.lint import lint_rows
from gongkai.intake.catalogue.model import Catalogue, CatalogueRow, Role
from gongkai.intake.catalogue.tables import levelled
from gongkai.intake.limits import DEFAULT_LIMITS, Limits
from gongkai.intake.trouble import Unreadable
from gongkai.rulebook.lint import Finding

_DITTO = re.compile(r'^(?:同上(?:述|行|栏)?|同前|〃|″|”|"|,,|同左)[。.]?$')
_NOTE = re.compile(r"^(?:备注|注|说明|填表说明|填表人|填报单位|联系人|附)[:：1]")
# Columns that hold for the rows below when only the first of a group is filled.
_CARRIED = (Role.LEVEL1,)


@dataclass(slots=True)
class _State:
    findings: list[Finding] = dataclasses.field(default_factory=list)
    rows: list[CatalogueRow] = dataclasses.field(default_factory=list)
    columns: dict[str, None] = dataclasses.field(default_factory=dict)
    title: str = ""
    header: Header | None = None
    field: str | None = None
    above: dict[Role, str] = dataclasses.field(default_factory=dict)


def read_catalogue(
    origin: Path | str | bytes, *, name: str | None = None, limits: Limits = DEFAULT_LIMITS
) -> Catalogue:
    """Return the catalogue in a file: every sheet or table that has its columns.

    Arguments: origin, a path or the bytes of an .xlsx, .xls, .ods, .csv or .html file; name, shown; limits, the caps.
    Raises: Unreadable, when the file cannot be read or no table in it has the columns of a catalogue.
    """
    state = _State()
    for grid in grids(origin, name, limits):
        _grid(grid, state)
    if not state.rows:
        shown = name or (Path(origin).name if isinstance(origin, Path | str) else "upload")
        raise Unreadable(
            "not_a_catalogue",
            f"{shown} 里没有公开目录：表头至少要有公开事项、公开内容、公开依据、公开时限、公开主体、公开渠道中的三项，表头下面要有内容。",
            f"{shown} holds no catalogue: its header needs at least three of 公开事项, 公开内容, 公开依据, 公开时限, 公开主体, "
            "公开渠道, with rows below.",
        )
    rows = tuple(state.rows)
    return Catalogue(state.title, rows, (*state.findings, *lint_rows(rows, state.columns)), tuple(state.columns))


def _grid(grid: Grid, state: _State) -> None:
    header = find_header(grid.rows)
    if header is None:
        width = max((len(cells) for _, cells in grid.rows), default=0)
        # A table cut in pieces goes on without its header.
        if grid.name or state.header is None or width != len(state.header.roles) or width < 5:
            if grid.name and any(any(cells) for _, cells in grid.rows):
                state.findings.append(
                    Finding.warning(
                        "catalogue.sheet", grid.name, "工作表没有目录表头，未读取", "the sheet has no catalogue header"
                    )
                )
            return
        body = list(grid.rows)
    else:
        heading, state.field = heading_of([cells for _, cells in grid.rows[: header.first]], grid.name)
        state.title = state.title or heading
        state.header, state.above = header, {}
        state.columns |= dict.fromkeys(name for name in header.names if name)
        body = list(grid.rows[header.after :])
    if grid.hidden:
        state.findings.append(
            Finding.warning(
                "catalogue.hidden", grid.name, "工作表是隐藏的，仍已读取", "the sheet is hidden, but was read"
            )
        )
    for raw in _body(body, state, grid.name):
        _row(raw, state)


def _body(rows: list[tuple[int, tuple[str, ...]]], state: _State, sheet: str) -> Iterator[RawRow]:
    for number, cells in rows:
        filled = {levelled(cell) for cell in cells if cell}
        if not filled or state.header is None or state.header.repeats(cells):
            continue
        where = f"{sheet}!{number}" if sheet else str(number)
        first = next(cell for cell in cells if cell)
        if len(filled) == 1 and (len(cells) > 2 or _NOTE.match(first)):
            count = sum(bool(cell) for cell in cells)
            if count > 3 or _NOTE.match(first) or count == 1:
                state.findings.append(
                    Finding.warning(
                        "catalogue.note", where, f"未作为事项读取：{first[:60]}", f"not read as a row: {first[:60]}"
                    )
                )
                continue
        longest = max(map(len, cells))
        if longest > LONGEST_CELL:
            state.findings.append(
                Finding.error(
                    "catalogue.long_cell", where, f"单元格有 {longest} 字", f"a cell has {longest} characters"
                )
            )
        yield RawRow(tuple(cell[:LONGEST_CELL] for cell in cells), sheet, number)


def _row(raw: RawRow, state: _State) -> None:
    header = state.header
    if header is None:
        return
    cells, extras, own_field, findings = cells_of(raw, header)
    state.findings += findings
    if not any(cells.get(role) for role in (Role.LEVEL1, Role.LEVEL2, Role.LEVEL3, Role.CONTENT, Role.BASIS)):
        state.findings.append(
            Finding.warning(
                "catalogue.empty_row", raw.where, "没有事项和内容，未读取", "neither matter nor content; not read"
            )
        )
        return
    _hold(cells, raw, state)
    _name_matter(cells)
    field_name = field_of(own_field) if own_field else state.field
    ordered = tuple((role, cells[role]) for role in Role if cells.get(role))
    state.rows.append(CatalogueRow(field_name, ordered, tuple(extras), raw.sheet, raw.number))


def _hold(cells: dict[Role, str], raw: RawRow, state: _State) -> None:
    """Let 同上 and group cells left blank say what stands above them."""
    for role, text in list(cells.items()):
        if _DITTO.match(levelled(text)):
            above = state.above.get(role, "")
            if above:
                cells[role] = above
            else:
                cells.pop(role)
                state.findings.append(
                    Finding.error(
                        "catalogue.ditto", raw.where, f"“{text}”上面没有内容", f"nothing stands above “{text}”"
                    )
                )
    for role in _CARRIED:
        if not cells.get(role) and state.above.get(role):
            cells[role] = state.above[role]
    state.above = {role: cells.get(role, "") or state.above.get(role, "") for role in Role}


def _name_matter(cells: dict[Role, str]) -> None:
    """The highest level is always filled: from the next one, else from the content; none says the same twice."""
    for role in (Role.LEVEL2, Role.LEVEL3):
        if not cells.get(Role.LEVEL1) and cells.get(role):
            cells[Role.LEVEL1] = cells.pop(role)
    if not cells.get(Role.LEVEL1):
        said = cells.get(Role.CONTENT) or cells.get(Role.BASIS) or ""
        cells[Role.LEVEL1] = said.split("\n")[0][:60].strip()
    if cells.get(Role.LEVEL2) == cells[Role.LEVEL1]:
        cells.pop(Role.LEVEL2)
