"""Dates, amounts and citations as pages show them."""

import pytest

from gongkai.site.build import words


@pytest.mark.parametrize(
    ("cited", "zh", "en"),
    [
        ("20", "第20条", "Art. 20"),
        ("20(11)", "第20条（11）", "Art. 20(11)"),
        ("9(六)", "第9条（六）", "Art. 9(六)"),
        ("财务收支", "财务收支", "财务收支"),
        ("", "", ""),
    ],
)
def test_only_numbers_are_called_articles(cited: str, zh: str, en: str) -> None:
    assert words.article(cited, "zh") == zh
    assert words.article(cited, "en") == en


@pytest.mark.parametrize(("octets", "text"), [(0, "0 B"), (999, "999 B"), (1_200_000, "1.2 MB"), (2_016, "2.0 KB")])
def test_sizes_are_short(octets: int, text: str) -> None:
    assert words.size(octets) == text


@pytest.mark.parametrize(
    ("given", "decimals", "text"),
    [("157690.5", 2, "157,690.50"), ("2026", None, "2026"), ("12345", None, "12,345"), ("无", 2, "无")],
)
def test_amounts_are_grouped_but_years_are_not(given: str, decimals: int | None, text: str) -> None:
    assert words.amount(given, decimals) == text
