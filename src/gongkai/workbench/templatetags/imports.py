"""Filters of the pages about the past."""

from collections.abc import Sequence

from django import template

from gongkai.retrospect.continuity import ranges

register = template.Library()


@register.filter
def runs(numbers: Sequence[int]) -> str:
    """Numbers as runs: ``3、5–8``."""
    return "、".join(str(first) if first == last else f"{first}–{last}" for first, last in ranges(numbers))
