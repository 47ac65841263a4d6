"""Collect the words of the interface into the English catalogue.

    scripts/messages.py            add what is new to src/gongkai/locale/en/LC_MESSAGES/django.po, compile django.mo
    scripts/messages.py --check    change nothing; fail when words lack their English or the compiled file is old

Messages are written in Chinese where they are used: `_("提交审核")` in Python, `{% translate "提交审核" %}` in Django's
templates, `{{ t("提交审核") }}` in public templates. Needs neither gettext's programs nor a database.
"""

import ast
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import polib
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "gongkai"
CATALOGUE = SOURCE / "locale" / "en" / "LC_MESSAGES" / "django.po"
TEMPLATES = {".html", ".txt", ".xml", ".jinja", ".j2"}

_PLAIN = {"_", "t", "gettext", "gettext_lazy", "gettext_noop"}
_PLURAL = {"ngettext", "ngettext_lazy", "nt"}
_CONTEXT = {"pgettext", "pgettext_lazy"}
_TEXT = r"""u?("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')"""
_CALL = re.compile(
    rf"(?<![\w.])(?P<name>{'|'.join(sorted(_PLAIN | _PLURAL | _CONTEXT))})\(\s*{_TEXT}(?:\s*,\s*{_TEXT})?"
)
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


class Message(NamedTuple):
    """One message as the sources use it."""

    text: str
    plural: str = ""
    context: str | None = None


def collect(source: Path = SOURCE) -> dict[Message, list[str]]:
    """Every message under a folder, with the files that use it.

    Args:
        source: folder of the package.
    """
    used: dict[Message, list[str]] = defaultdict(list)
    for path in sorted(source.rglob("*")):
        if path.suffix == ".py":
            found = _in_python(path.read_text("utf-8"))
        elif path.suffix in TEMPLATES:
            found = _in_template(path.read_text("utf-8"))
        else:
            continue
        for message in found:
            where = path.relative_to(source).as_posix()
            if where not in used[message]:
                used[message].append(where)
    return dict(used)


def _message(name: str, first: str, second: str | None) -> Message:
    if name in _CONTEXT and second is not None:
        return Message(second, context=first)
    if name in _PLURAL and second is not None:
        return Message(first, plural=second)
    return Message(first)


def _in_python(code: str) -> Iterator[Message]:
    for node in ast.walk(ast.parse(code)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", None) or getattr(node.func, "attr", "")
        if name not in _PLAIN | _PLURAL | _CONTEXT:
            continue
        texts = [part.value for part in node.args if isinstance(part, ast.Constant) and isinstance(part.value, str)]
        if texts:
            yield _message(name, texts[0], texts[1] if len(texts) > 1 else None)


def _in_template(template: str) -> Iterator[Message]:
    # templatize is Django's own reading of its tags; public templates have none, only calls.
    for code in (templatize(template), template):
        for match in _CALL.finditer(code):
            first, second = match[2], match[3]
            yield _message(match["name"], ast.literal_eval(first), second and ast.literal_eval(second))


def _key(entry: polib.POEntry) -> Message:
    return Message(entry.msgid, entry.msgid_plural, entry.msgctxt)


def _english(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def _open() -> polib.POFile:
    if CATALOGUE.exists():
        return polib.pofile(str(CATALOGUE), encoding="utf-8", wrapwidth=0)
    catalogue = polib.POFile(encoding="utf-8", wrapwidth=0)
    catalogue.metadata = {
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": "en",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    return catalogue


def update() -> list[str]:
    """Bring the catalogue up to date and compile it.

    Returns:
        The messages that still lack their English.
    """
    used, catalogue = collect(), _open()
    known = {_key(entry): entry for entry in catalogue}
    catalogue.clear()
    for message, files in sorted(used.items(), key=lambda item: (item[1][0], item[0].text)):
        entry = known.get(message) or polib.POEntry(
            msgid=message.text, msgid_plural=message.plural, msgctxt=message.context
        )
        if message.plural and not entry.msgstr_plural:
            entry.msgstr_plural = {0: "", 1: ""}
        entry.occurrences = [(file, "") for file in files]
        entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
        catalogue.append(entry)
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(CATALOGUE))
    CATALOGUE.with_suffix(".mo").write_bytes(catalogue.to_binary())
    return [entry.msgid for entry in catalogue if not all(_english(entry))]


def problems() -> list[str]:
    """What is wrong with the catalogue as it stands, one sentence each; empty when all is well."""
    used, catalogue = collect(), _open()
    known = {_key(entry): entry for entry in catalogue}
    found = [f"no entry for “{message.text}” ({files[0]})" for message, files in used.items() if message not in known]
    found += [f"no longer used: “{key.text}”" for key in known if key not in used]
    for key, entry in known.items():
        wanted = set(_PLACEHOLDER.findall(key.text))
        for english in _english(entry):
            if not english:
                found.append(f"no English for “{key.text}”")
            elif not set(_PLACEHOLDER.findall(english)) <= wanted | set(_PLACEHOLDER.findall(key.plural)):
                found.append(f"placeholders differ: “{key.text}” and “{english}”")
    compiled = CATALOGUE.with_suffix(".mo")
    if known and (not compiled.exists() or compiled.read_bytes() != catalogue.to_binary()):
        found.append("django.mo is older than django.po: run scripts/messages.py")
    return found


def main() -> int:
    """Update or check, and say what is missing."""
    if "--check" in sys.argv[1:]:
        wrong = problems()
        print("\n".join(wrong) if wrong else "All messages have their English.")
        return 1 if wrong else 0
    untranslated = update()
    for text in untranslated:
        print(text)
    print(f"{len(untranslated)} messages wait for their English in {CATALOGUE.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
