"""What goes wrong with files that people bring, said so that they can act on it."""

from gongkai.rulebook.objections import Objection


class Unreadable(Exception):
    """A file that cannot be taken in at all; nothing of it has been used.

    Attributes: objection, the reason in both languages with what to do.
    """

    def __init__(self, code: str, zh: str, en: str, row: int | None = None) -> None:
        super().__init__(en)
        self.objection = Objection(code, zh, en, row=row)
