"""Collect the words of the interface into the English catalogues.

    scripts/messages.py            add what is new to src/gongkai/locale/en/LC_MESSAGES/ROOM.po, compile django.mo
    scripts/messages.py --check    change nothing; fail when words lack their English or the compiled file is old

One catalogue per room is written by hand, so that rooms can be translated side by side; a message that several rooms use
stands with the lowest of them. Together they are compiled into the one `django.mo` that is read.

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
CATALOGUES = SOURCE / "locale" / "en" / "LC_MESSAGES"
COMPILED = CATALOGUES / "django.mo"
# From the ground up, as in the laws of the house; what lies in no room belongs to the wiring.
ROOMS = (
    "journal",
    "units",
    "duties",
    "disclosures",
    "channels",
    "imports",
    "demo",
    "site",
    "workbench",
    "commands",
    "config",
)
# Ground rooms know no Django: their words carry both languages where they stand.
BILINGUAL = {"rulebook", "documents", "intake", "retrospect"}
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
        if path.relative_to(source).parts[0] in BILINGUAL:
            continue
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


def _room(files: list[str]) -> str:
    """The lowest room that uses a message."""
    rooms = {file.partition("/")[0] for file in files}
    return next((room for room in ROOMS if room in rooms), "config")


def _empty() -> polib.POFile:
    catalogue = polib.POFile(encoding="utf-8", wrapwidth=0)
    catalogue.metadata = {
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": "en",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    return catalogue


def _entries() -> list[polib.POEntry]:
    """All that is translated or waits for it, from every room."""
    return [entry for path in sorted(CATALOGUES.glob("*.po")) for entry in polib.pofile(str(path), encoding="utf-8")]


def _compiled(entries: list[polib.POEntry]) -> bytes:
    whole = _empty()
    whole.extend(sorted(entries, key=_sorting))
    return bytes(whole.to_binary())


def _sorting(entry: polib.POEntry) -> tuple[str, str]:
    return entry.msgid, entry.msgctxt or ""


def update() -> list[str]:
    """Bring the catalogues up to date and compile them.

    Returns:
        The messages that still lack their English.
    """
    known: dict[Message, polib.POEntry] = {}
    for entry in _entries():
        if _key(entry) not in known or not all(_english(known[_key(entry)])):
            known[_key(entry)] = entry
    rooms: dict[str, polib.POFile] = defaultdict(_empty)
    for message, files in sorted(collect().items(), key=lambda item: (item[1][0], item[0].text)):
        entry = known.get(message) or polib.POEntry(
            msgid=message.text, msgid_plural=message.plural, msgctxt=message.context
        )
        if message.plural and not entry.msgstr_plural:
            entry.msgstr_plural = {0: "", 1: ""}
        entry.occurrences = [(file, "") for file in files]
        entry.flags = []
        rooms[_room(files)].append(entry)
    CATALOGUES.mkdir(parents=True, exist_ok=True)
    for path in CATALOGUES.glob("*.po"):
        if path.stem not in rooms:
            path.unlink()
    for room, catalogue in rooms.items():
        catalogue.save(str(CATALOGUES / f"{room}.po"))
    entries = [entry for catalogue in rooms.values() for entry in catalogue]
    COMPILED.write_bytes(_compiled(entries))
    return [f"{entry.msgid}  ({entry.occurrences[0][0]})" for entry in entries if not all(_english(entry))]


def problems() -> list[str]:
    """What is wrong with the catalogues as they stand, one sentence each; empty when all is well."""
    used, entries = collect(), _entries()
    known = {_key(entry): entry for entry in entries}
    found = [f"no entry for “{message.text}” ({files[0]})" for message, files in used.items() if message not in known]
    found += [f"no longer used: “{key.text}”" for key in known if key not in used]
    if len(known) != len(entries):
        found.append("some messages stand in two catalogues: run scripts/messages.py")
    for key, entry in known.items():
        permitted = set(_PLACEHOLDER.findall(key.text + key.plural))
        for english in _english(entry):
            if not english:
                found.append(f"no English for “{key.text}”")
            elif not set(_PLACEHOLDER.findall(english)) <= permitted:
                found.append(f"placeholders differ: “{key.text}” and “{english}”")
    if known and (not COMPILED.exists() or COMPILED.read_bytes() != _compiled(entries)):
        found.append("django.mo is older than the catalogues: run scripts/messages.py")
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
    print(f"{len(untranslated)} messages wait for their English in {CATALOGUES.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
