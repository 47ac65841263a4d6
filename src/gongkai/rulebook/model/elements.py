"""Elements (要素): the required pieces of content of a duty, and the checks across them."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any, Self

from gongkai.rulebook.text import Text
from gongkai.rulebook.vocabulary import ElementType

_PLAIN = ("unit", "min_length", "max_length", "min_rows", "max_rows", "decimals")


@dataclass(frozen=True, slots=True)
class Option:
    """One value a choice may take."""

    value: str
    label: Text

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read ``{value, zh, en}``."""
        return cls(data["value"], Text.from_json(data))

    def to_json(self) -> dict[str, Any]:
        """Write what ``from_json`` reads."""
        return {"value": self.value, **self.label.to_json()}


@dataclass(frozen=True, slots=True)
class Field:
    """What an element and a column of a table have in common.

    Arguments: id; type; title; required; help; unit, in which numbers are entered (money: 元 or 万元, stored as 元);
    min_length and max_length in characters; minimum and maximum of numbers; decimals allowed; options of a choice;
    multiple, whether a choice takes several.
    """

    id: str
    type: ElementType
    title: Text
    required: bool = False
    help: Text | None = None
    unit: str | None = None
    min_length: int | None = None
    max_length: int | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    decimals: int | None = None
    min_rows: int | None = None
    max_rows: int | None = None
    options: tuple[Option, ...] = ()
    multiple: bool = False

    @classmethod
    def _arguments(cls, data: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "id": data["id"],
            "type": ElementType(data["type"]),
            "title": Text.from_json(data["title"]),
            "required": data.get("required", False),
            "help": Text.from_json(data["help"]) if data.get("help") else None,
            "minimum": None if data.get("minimum") is None else Decimal(str(data["minimum"])),
            "maximum": None if data.get("maximum") is None else Decimal(str(data["maximum"])),
            "options": tuple(Option.from_json(option) for option in data.get("options", ())),
            "multiple": data.get("multiple", False),
            **{name: data.get(name) for name in _PLAIN},
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read one field of the pack format."""
        return cls(**cls._arguments(data))

    def to_json(self) -> dict[str, Any]:
        """Write what ``from_json`` reads, leaving out what is not set."""
        data: dict[str, Any] = {"id": self.id, "type": self.type.value, "title": self.title.to_json()}
        for field in fields(Field):
            value = getattr(self, field.name)
            if field.name in data or value == field.default:
                continue
            if isinstance(value, Decimal):
                value = int(value) if value == value.to_integral_value() else float(value)
            elif isinstance(value, Text):
                value = value.to_json()
            elif isinstance(value, tuple):
                value = [option.to_json() for option in value]
            data[field.name] = value
        return data


@dataclass(frozen=True, slots=True)
class Column(Field):
    """One typed column of a table element."""


@dataclass(frozen=True, slots=True)
class Element(Field):
    """One piece of content a duty asks for; a table also has columns."""

    columns: tuple[Column, ...] = ()

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read one element of the pack format."""
        columns = tuple(Column.from_json(column) for column in data.get("columns", ()))
        return cls(**cls._arguments(data), columns=columns)

    def to_json(self) -> dict[str, Any]:
        """Write what ``from_json`` reads, leaving out what is not set."""
        # A dataclass with slots is a new class, which the short form of super() does not know.
        data = Field.to_json(self)
        if self.columns:
            data["columns"] = [column.to_json() for column in self.columns]
        return data

    def column(self, name: str) -> Column | None:
        """Return the column with that id, if any."""
        return next((column for column in self.columns if column.id == name), None)


@dataclass(frozen=True, slots=True)
class Check:
    """A rule across elements, in CEL, with the sentence shown when it does not hold.

    Arguments: id; cel, true when all is well; message; fields, the elements to point at.
    """

    id: str
    cel: str
    message: Text
    fields: tuple[str, ...] = ()

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read one check of the pack format."""
        return cls(data["id"], data["cel"], Text.from_json(data["message"]), tuple(data.get("fields", ())))

    def to_json(self) -> dict[str, Any]:
        """Write what ``from_json`` reads."""
        data: dict[str, Any] = {"id": self.id, "cel": self.cel, "message": self.message.to_json()}
        return data | ({"fields": list(self.fields)} if self.fields else {})
