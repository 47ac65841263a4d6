"""The body of a saved page with its links set to where things are now."""

import re
from collections.abc import Mapping

from gongkai.documents.html import sanitise
from gongkai.intake.pages.links import PLACE
from gongkai.intake.pages.model import LinkKind, SavedPage

_TAG = re.compile(r"<(a|img)\b((?:[^>\"]|\"[^\"]*\")*)>")
_NUMBERED = re.compile(rf' (?:href|src)="{re.escape(PLACE)}(\d+)"')


def rewritten(page: SavedPage, addresses: Mapping[int, str]) -> str:
    """Return the body with every numbered link set to its new address, sanitised again.

    Arguments: page; addresses, number of the link (its position in ``page.links``) to the address now. A link without
    one keeps its old address when it leads to another site; else its words stay and the link goes, pictures go.
    """

    def placed(found: re.Match[str]) -> str:
        tag, attributes = found.group(1), found.group(2)
        numbered = _NUMBERED.search(attributes)
        if numbered is None:
            return found.group()
        number = int(numbered.group(1))
        link = page.links[number] if number < len(page.links) else None
        address = addresses.get(number)
        if address is None and link is not None and link.kind is LinkKind.EXTERNAL and tag == "a":
            address = link.address
        if address is None:
            return "" if tag == "img" else "<a>"
        name = "href" if tag == "a" else "src"
        quoted = address.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")
        return f'<{tag}{attributes[: numbered.start()]} {name}="{quoted}"{attributes[numbered.end() :]}>'

    return sanitise(_TAG.sub(placed, page.body))
