"""Reading packs: YAML, validation against the schema, and every problem at once."""

from pathlib import Path

import yaml

from gongkai.rulebook.loading.joining import joined
from gongkai.rulebook.loading.problems import PackError, Problem
from gongkai.rulebook.loading.reading import read_yaml
from gongkai.rulebook.loading.validation import pack_schema, problems_of
from gongkai.rulebook.model import Pack

__all__ = ["PackError", "Problem", "load_pack", "pack_schema", "problems_of", "read_yaml"]


def load_pack(source: Path | str, *, name: str | None = None) -> Pack:
    """Read one pack.

    Arguments: source, a file, a folder whose files together are one pack (heads, lists and registers are joined), or
    the YAML text itself; name, how to call the text in messages. Raises PackError with every problem, each naming the
    file, the duty and the place; FileNotFoundError for a path that is not there.
    """
    if isinstance(source, str) and "\n" not in source:
        source = Path(source)
    if isinstance(source, str):
        texts = {name or "pack": source}
    elif source.is_dir():
        texts = {f"{source.name}/{path.name}": path.read_text("utf-8") for path in sorted(source.glob("*.y*ml"))}
    else:
        texts = {name or source.name: source.read_text("utf-8")}
    parts, problems = {}, []
    for file, text in texts.items():
        try:
            parts[file] = read_yaml(text)
        except yaml.YAMLError as error:
            said = " ".join(str(error).split())
            problems.append(Problem(file, None, "", f"不是有效的YAML：{said}", f"not valid YAML: {said}"))
    data, origins, clashes = joined(parts)
    problems += clashes or problems_of(data, next(iter(texts), str(source)), origins)
    if problems:
        raise PackError(problems)
    return Pack.from_json(data)
