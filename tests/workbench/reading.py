"""What a page says, for assertions."""

import re
from html import unescape

from django.http import HttpResponse


def text(response: HttpResponse) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))


def objections(response: HttpResponse) -> dict[str, str]:
    """The error summary: where each line leads, and what it says."""
    html = response.content.decode()
    found = re.search(r'class="error-summary".*?</section>', html, re.DOTALL)
    lines = re.findall(r'<a href="#([^"]*)">(.*?)</a>', found[0]) if found else []
    anchors = set(re.findall(r'id="([^"]+)"', html))
    assert all(place in anchors for place, _ in lines), f"links lead nowhere: {[place for place, _ in lines]}"
    return dict(lines)


def value(response: HttpResponse, name: str) -> str:
    """What stands in an input or text area."""
    html = response.content.decode()
    found = re.search(rf'<input[^>]*name="{re.escape(name)}"[^>]*?value="([^"]*)"', html)
    found = found or re.search(rf'<textarea[^>]*name="{re.escape(name)}"[^>]*>(.*?)</textarea>', html, re.DOTALL)
    assert found, f"no input {name}"
    return unescape(found[1])
