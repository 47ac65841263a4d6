"""What templates and their readers agree on: names of hidden sheets, words, headings."""

from typing import Final

from gongkai.rulebook.model import Field

NOT_IN_SHEETS: Final = frozenset({"file", "image"})
"""Types that are attached on the page, because a spreadsheet cannot carry them safely."""

NUMERIC: Final = frozenset({"number", "money"})
YES: Final = {"zh": "是", "en": "Yes"}
NO: Final = {"zh": "否", "en": "No"}
KEY_SHEET: Final = "_gongkai"
LIST_SHEET: Final = "_gongkai_lists"
FORMAT: Final = "gongkai-sheet/1"


def help_of(field: Field, language: str) -> str:
    """Return the help of an element or column, or nothing where it has none."""
    return field.help.text(language) if field.help else ""


def options_of(field: Field) -> list[tuple[str, tuple[str, ...]]]:
    """Return the values of a choice, each with every wording that means it, Chinese first."""
    return [(option.value, tuple(filter(None, (option.label.zh, option.label.en)))) for option in field.options]


def label_of(field: Field, language: str) -> str:
    """Return the heading of a field: title, unit in brackets, an asterisk when it must be filled in."""
    unit = field.unit or ""
    bracketed = f"（{unit}）" if unit and language == "zh" else f" ({unit})" if unit else ""
    return f"{field.title.text(language)}{bracketed}{' *' if field.required else ''}"
