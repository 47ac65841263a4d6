"""JSON Lines: one object per line, its keys as columns."""

import json
from collections.abc import Iterator

from gongkai.intake.limits import Limits
from gongkai.intake.source import Source
from gongkai.intake.tables.encoding import detect
from gongkai.intake.tables.model import Cell, Row
from gongkai.intake.trouble import Unreadable


class JsonLines:
    """A JSON Lines file; its columns are all keys that occur, in the order of first appearance.

    Raises: Unreadable, when a line is not a JSON object or exceeds the limits; the whole file is checked at once.
    """

    def __init__(self, source: Source, limits: Limits, encoding: str | None) -> None:
        self.source = source
        self.limits = limits
        self.encoding = detect(source, encoding)
        keys: dict[str, None] = {}
        for _, record in self._records():
            keys.update(dict.fromkeys(record))
            if len(keys) > limits.columns:
                raise self._broken(1, "列（键）太多", "there are too many keys")
        if not keys:
            raise self._broken(1, "没有任何记录", "there is no record")
        self.headers = tuple(keys)

    def rows(self) -> Iterator[Row]:
        """Go through the records; the number of a row is the number of its line."""
        for number, record in self._records():
            yield Row(number, [_cell(record.get(name)) for name in self.headers])

    def _records(self) -> Iterator[tuple[int, dict[str, object]]]:
        longest = self.limits.cell_characters * 2
        with self.source.open() as stream:
            # Only UTF-8 can be split into lines before decoding; JSON Lines is UTF-8 by definition.
            for number in range(1, self.limits.rows + 2):
                line = stream.readline(longest)
                if not line:
                    return
                if len(line) >= longest:
                    raise self._broken(number, "这一行太长", "the line is too long")
                text = line.decode(self.encoding).strip().lstrip("\ufeff")
                if not text:
                    continue
                try:
                    record = json.loads(text, parse_constant=_refuse_constant)
                except (ValueError, RecursionError) as error:
                    raise self._broken(number, "不是有效的 JSON", "it is not valid JSON") from error
                if not isinstance(record, dict):
                    raise self._broken(number, "不是一个对象 {…}", "it is not an object {…}")
                yield number, record
        raise self._broken(self.limits.rows, "记录太多，请拆分", "there are too many records, split the file")

    def _broken(self, row: int, zh: str, en: str) -> Unreadable:
        name = self.source.name
        return Unreadable("json", f"{name} 第 {row} 行：{zh}", f"{name}, line {row}: {en}", row=row)


def _refuse_constant(name: str) -> None:
    raise ValueError(name)


def _cell(value: object) -> Cell:
    if value is None or isinstance(value, str | int | float | bool):
        return value
    return json.dumps(value, ensure_ascii=False)
