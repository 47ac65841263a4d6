"""The package indexes a person has configured for pip, in the words uv understands.

uv reads neither pip.conf nor PIP_* variables (https://docs.astral.sh/uv/pip/compatibility/), so whoever installs from a
mirror would otherwise have to configure it twice.
"""

import ast
import os
import re
from collections.abc import Mapping

_LINE = re.compile(r"^(?P<section>.+?)\.(?P<key>[a-z-]+)=(?P<value>.+)$")
_WEIGHT = {"global": 0, "install": 1, ":env:": 2}  # pip's own precedence


def pip_settings(listing: str) -> dict[str, str]:
    """What `pip config list` says, the strongest source winning.

    Args:
        listing: output of `pip config list`.
    """
    found: dict[str, tuple[int, str]] = {}
    for line in listing.splitlines():
        match = _LINE.match(line.strip())
        if match is None or match["section"] not in _WEIGHT:
            continue
        weight = _WEIGHT[match["section"]]
        if weight >= found.get(match["key"], (-1, ""))[0]:
            found[match["key"]] = (weight, str(ast.literal_eval(match["value"])))
    return {key: value for key, (_weight, value) in found.items()}


def uv_environment(settings: Mapping[str, str]) -> dict[str, str]:
    """Environment variables that make uv install from where pip would; a person's own UV_* settings stay untouched.

    Args:
        settings: from `pip_settings`.
    """
    wanted = {
        # pip takes the best version from all indexes; the locked hashes keep a stranger's package out.
        "UV_INDEX_STRATEGY": "unsafe-best-match",
        # The interpreter is the one this environment was made with; nothing else is downloaded.
        "UV_PYTHON_DOWNLOADS": "never",
        "UV_NO_CONFIG": "",
        "UV_DEFAULT_INDEX": settings.get("index-url", ""),
        "UV_INDEX": " ".join(settings.get("extra-index-url", "").split()),
        "UV_FIND_LINKS": ",".join(settings.get("find-links", "").split()),
        "UV_INSECURE_HOST": " ".join(settings.get("trusted-host", "").split()),
        "UV_HTTP_TIMEOUT": settings.get("timeout", settings.get("default-timeout", "")),
        "UV_NO_INDEX": "true" if settings.get("no-index", "").lower() in {"1", "true", "yes"} else "",
        "SSL_CERT_FILE": settings.get("cert", ""),
        "SSL_CLIENT_CERT": settings.get("client-cert", ""),
        "ALL_PROXY": settings.get("proxy", ""),
    }
    return {name: value for name, value in wanted.items() if value and name not in os.environ}
