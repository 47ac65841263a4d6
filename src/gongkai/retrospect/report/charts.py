"""Charts as SVG, drawn by the server: columns of stacked parts. The numbers stand in a table beside each of them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from minijinja import Markup

_WIDTH, _HEIGHT = 760, 240
_LEFT, _RIGHT, _TOP, _BOTTOM = 48, 8, 12, 28
_TICKS = 4
_MOST_LABELS = 16


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its label on the axis, its parts from the bottom up (style, value), and its hint for the pointer."""

    label: str
    parts: tuple[tuple[str, float], ...]
    hint: str


def stacked_columns(columns: Sequence[Column], title: str) -> Markup:
    """Return a chart.

    Arguments: columns, from left to right; title, said to screen readers. Styles are classes `p-<style>` of the page.
    """
    top = _ceiling(max((sum(value for _, value in column.parts) for column in columns), default=1))
    width, height = _WIDTH - _LEFT - _RIGHT, _HEIGHT - _TOP - _BOTTOM
    slot = width / max(1, len(columns))
    bar = min(slot * 0.78, 48)
    every = math.ceil(len(columns) / _MOST_LABELS)
    drawn = [
        f'<svg class="chart" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{escape(title)}">',
        *_axis(top, height),
    ]
    for index, column in enumerate(columns):
        middle = _LEFT + slot * (index + 0.5)
        base = float(_TOP + height)
        drawn.append(f"<g><title>{escape(column.hint)}</title>")
        for style, value in column.parts:
            tall = height * value / top
            base -= tall
            if value > 0:
                drawn.append(
                    f'<rect class="p-{escape(style)}" x="{middle - bar / 2:.1f}" y="{base:.1f}" '
                    f'width="{bar:.1f}" height="{tall:.1f}"/>'
                )
        drawn.append("</g>")
        # Counted from the newest, which is the one people look for.
        if (len(columns) - 1 - index) % every == 0:
            drawn.append(
                f'<text class="axis" x="{middle:.1f}" y="{_HEIGHT - 8}" text-anchor="middle">{escape(column.label)}</text>'
            )
    drawn.append("</svg>")
    return Markup("".join(drawn))


def _axis(top: float, height: float) -> list[str]:
    lines = []
    for tick in range(_TICKS + 1):
        value = top * tick / _TICKS
        y = _TOP + height * (1 - tick / _TICKS)
        lines.append(f'<line class="grid" x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>')
        lines.append(f'<text class="axis" x="{_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{value:,.0f}</text>')
    return lines


def _ceiling(value: float) -> float:
    """The least round number not below a value that parts evenly into the ticks."""
    magnitude = 10.0 ** math.floor(math.log10(max(value, 1)))
    for step in (1, 1.2, 1.6, 2, 2.4, 3.2, 4, 6, 8, 10):
        if value <= step * magnitude:
            return max(step * magnitude, _TICKS)
    return 10 * magnitude
