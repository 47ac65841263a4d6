"""Charts as plain SVG: no script, no inline style, printable; the same figures always stand in a table beside them."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from minijinja import safe

WIDTH, HEIGHT = 720, 220
LEFT, RIGHT, TOP, BOTTOM = 44, 16, 20, 32


@dataclass(frozen=True, slots=True)
class Point:
    """One month of a rate: ``value`` in percent, or ``None`` when nothing was due."""

    label: str
    value: float | None


def rate_by_month(points: Sequence[Point], *, title: str) -> str:
    """A line of monthly rates from 0 to 100 per cent.

    Args:
        points: months from the oldest.
        title: what the picture shows, read out by screen readers.

    Returns:
        An SVG element, or an empty string when fewer than two months have a value.
    """
    if sum(point.value is not None for point in points) < 2:  # a line needs two points
        return ""
    # The scale starts at the ten below the lowest value, so that differences between 96 and 99 can be seen.
    floor = int(min(point.value for point in points if point.value is not None) // 10 * 10)
    floor = min(floor, 90)
    across = (WIDTH - LEFT - RIGHT) / max(len(points) - 1, 1)

    def x(position: int) -> float:
        return round(LEFT + position * across, 1)

    def y(value: float) -> float:
        return round(TOP + (100 - value) / (100 - floor) * (HEIGHT - TOP - BOTTOM), 1)

    parts = [f'<svg class="chart" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(title)}">']
    parts += [
        f'<line class="axis" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y(value)}" y2="{y(value)}"/>'
        f'<text x="{LEFT - 8}" y="{y(value) + 4}" text-anchor="end">{value:g}%</text>'
        for value in (floor, (floor + 100) / 2, 100)
    ]
    drawn = [(x(position), y(point.value)) for position, point in enumerate(points) if point.value is not None]
    parts.append(f'<polyline class="line" points="{" ".join(f"{a},{b}" for a, b in drawn)}"/>')
    for position, point in enumerate(points):
        parts.append(f'<text x="{x(position)}" y="{HEIGHT - 10}" text-anchor="middle">{escape(point.label)}</text>')
        if point.value is not None:
            parts.append(
                f'<circle class="dot" cx="{x(position)}" cy="{y(point.value)}" r="4"/>'
                f'<text class="value" x="{x(position)}" y="{y(point.value) - 9}" text-anchor="middle">{point.value:.1f}</text>'
            )
    parts.append("</svg>")
    return safe("".join(parts))
