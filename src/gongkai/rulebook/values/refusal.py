"""Why a value cannot be read, before it is known where it stands."""

from typing import Self


class Refusal(ValueError):
    """A value that cannot be read.

    Arguments: code; zh and en, sentences that quote what was written and say what to write instead.
    """

    def __init__(self, code: str, zh: str, en: str) -> None:
        self.code, self.zh, self.en = code, zh, en
        super().__init__(en)

    @classmethod
    def number(cls, text: str) -> Self:
        """A text that is no number."""
        return cls(
            "value.number", f"“{text}”不是数字，请填写如 1234.56", f"“{text}” is not a number; write it like 1234.56"
        )

    @classmethod
    def scientific(cls, text: str) -> Self:
        """A number that a spreadsheet has cut off."""
        zh = f"“{text}”是表格软件的科学计数法，末尾数字可能已经丢失；请把这一列设为“文本”后重新录入"
        en = f"“{text}” is scientific notation of a spreadsheet and may have lost digits; format the column as text first"
        return cls("value.scientific", zh, en)
