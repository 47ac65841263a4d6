"""What is wrong with a pack, said with the file, the duty and the place."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a pack.

    Arguments: file; duty, the id of the duty or override it stands in, if any; path, where in it, for example
    ``elements[1].columns[0].type``; zh and en, the sentence.
    """

    file: str
    duty: str | None
    path: str
    zh: str
    en: str

    def text(self, language: str) -> str:
        """Return file, duty, path and sentence on one line."""
        said = self.en if language.lower().startswith("en") else self.zh
        return ": ".join(part for part in (self.file, self.duty, self.path, said) if part)


class PackError(ValueError):
    """A pack that cannot be used; ``problems`` holds every reason at once."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problem.text("en") for problem in self.problems))

    def text(self, language: str) -> str:
        """Return every problem, one on a line."""
        return "\n".join(problem.text(language) for problem in self.problems)
