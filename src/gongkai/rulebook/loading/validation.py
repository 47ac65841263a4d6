"""Validation of a pack against the published JSON Schema, and what a schema cannot say."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

from jsonschema import Draft202012Validator, ValidationError
from jsonschema.exceptions import best_match

from gongkai.rulebook.loading.problems import Problem
from gongkai.rulebook.timing import TimingError, parse


@lru_cache(maxsize=1)
def pack_schema() -> dict[str, Any]:
    """Return the JSON Schema of a pack (draft 2020-12)."""
    text = files("gongkai.rulebook").joinpath("schema/pack.schema.json").read_text("utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


@lru_cache(maxsize=1)
def _validator() -> Draft202012Validator:
    return Draft202012Validator(pack_schema())


Origins = Mapping[tuple[str, int], str]


def problems_of(data: Any, file: str, origins: Origins | None = None) -> list[Problem]:
    """Return everything wrong with a pack as read from YAML: shape first, then, if that is right, content.

    Arguments: data; file, its name; origins, where a pack of several files has each entry of a list from.
    """
    origins = origins or {}
    errors = sorted(_validator().iter_errors(data), key=lambda error: [str(part) for part in error.absolute_path])
    if errors:
        return list(dict.fromkeys(_problem(error, data, file, origins) for error in errors))
    return list(_content(data, file, origins))


def _problem(error: ValidationError, data: Any, file: str, origins: Origins) -> Problem:
    if error.context:
        error = best_match([error]) or error
    parts = list(error.absolute_path)
    duty, shown = None, parts
    if len(parts) >= 2 and parts[0] in {"duties", "overrides"}:
        file = origins.get((str(parts[0]), int(parts[1])), file)
        entry = data[parts[0]][parts[1]]
        duty = (entry.get("id") or entry.get("duty")) if isinstance(entry, dict) else None
        shown = parts[2:] if duty else parts
    zh, en = _said(error)
    return Problem(file, None if duty is None else str(duty), _path(shown), zh, en)


def _path(parts: Iterable[str | int]) -> str:
    path = ""
    for part in parts:
        path += f"[{part}]" if isinstance(part, int) else f".{part}" if path else str(part)
    return path


def _said(error: ValidationError) -> tuple[str, str]:
    value: Any = error.validator_value
    rule: Any = error.instance
    match error.validator:
        case "required":
            missing = [name for name in value if name not in rule]
            return f"缺少：{'、'.join(missing)}", f"missing: {', '.join(missing)}"
        case "additionalProperties":
            known = error.schema.get("properties", {}) if isinstance(error.schema, dict) else {}
            extra = [str(name) for name in rule if name not in known]
            return f"不认识的键：{'、'.join(extra)}", f"unknown key: {', '.join(extra)}"
        case "enum":
            listed = ", ".join(str(one) for one in value)
            return f"“{rule}”不在可选值之内：{listed}", f"“{rule}” is not one of: {listed}"
        case "pattern":
            return f"“{rule}”写法不对（应符合 {value}）", f"“{rule}” is not written as it must be ({value})"
        case "type":
            return f"“{rule}”类型不对，应为 {value}", f"“{rule}” must be of type {value}"
        case "anyOf" | "oneOf":
            return f"“{rule}”不在允许的写法之内", f"“{rule}” is not valid under any of the given schemas"
    plain = {
        "minItems": (f"至少要有 {value} 项", f"needs at least {value} entries"),
        "uniqueItems": ("同一值重复", "the same value twice"),
    }
    return plain.get(str(error.validator), (f"不符合格式：{error.message}", error.message))


def _content(data: Mapping[str, Any], head: str, origins: Origins) -> Iterator[Problem]:
    yield from _dates(data, head)
    duties = data.get("duties") or []
    times = Counter(duty["id"] for duty in duties)
    for number, duty in enumerate(duties):
        file, name = origins.get(("duties", number), head), duty["id"]
        if times[name] > 1:
            yield Problem(file, name, "id", f"编号重复 {times[name]} 次", f"this id is used {times[name]} times")
        yield from _duty(duty, file, name)
    for number, override in enumerate(data.get("overrides") or []):
        file = origins.get(("overrides", number), head)
        yield from _timings(override.get("set", {}), file, override["duty"], "set.")
        yield from _unique(override.get("add_elements", ()), file, override["duty"], "add_elements")


def _duty(duty: Mapping[str, Any], file: str, name: str) -> Iterator[Problem]:
    yield from _timings(duty, file, name, "")
    yield from _unique(duty["elements"], file, name, "elements")
    yield from _unique(duty.get("checks", ()), file, name, "checks")
    ids = {element["id"] for element in duty["elements"]}
    for number, element in enumerate(duty["elements"]):
        yield from _unique(element.get("columns", ()), file, name, f"elements[{number}].columns")
    for number, check in enumerate(duty.get("checks", ())):
        for field in check.get("fields", ()):
            if field not in ids:
                path = f"checks[{number}].fields"
                yield Problem(file, name, path, f"没有要素“{field}”", f"there is no element “{field}”")


def _timings(data: Mapping[str, Any], file: str, duty: str, prefix: str) -> Iterator[Problem]:
    for key in ("timing", "local_limit"):
        if data.get(key):
            try:
                parse(data[key])
            except TimingError as error:
                yield Problem(file, duty, prefix + key, error.objection.zh, error.objection.en)


def _unique(entries: Iterable[Mapping[str, Any]], file: str, duty: str, path: str) -> Iterator[Problem]:
    for name, times in Counter(entry["id"] for entry in entries).items():
        if times > 1:
            yield Problem(file, duty, path, f"“{name}”重复 {times} 次", f"“{name}” is used {times} times")


def _dates(data: Mapping[str, Any], file: str) -> Iterator[Problem]:
    named = [(key, data.get(key)) for key in ("effective_from", "effective_to")]
    for name, basis in (data.get("bases") or {}).items():
        named += [(f"bases.{name}.{key}", basis.get(key)) for key in ("adopted", "in_force_from", "in_force_to")]
    for path, value in named:
        try:
            _ = value and date.fromisoformat(value)
        except ValueError:
            yield Problem(file, None, path, f"“{value}”不是日期", f"“{value}” is not a date")
