"""Old addresses as redirects know them: path and query, without scheme, host and fragment."""

from urllib.parse import unquote, urlsplit

LONGEST = 500


def old_path(address: str) -> str:
    """The path of an address, with its query; empty where it says nothing (a home page, a script)."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    if parts.scheme not in {"", "http", "https"}:
        return ""
    path = "/" + unquote(parts.path).lstrip("/")
    if path == "/" and not parts.query:
        return ""
    whole = f"{path}?{unquote(parts.query)}" if parts.query else path
    return whole if len(whole) <= LONGEST else ""
