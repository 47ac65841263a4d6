"""JPEG streams inside other files: camera data taken out without touching the picture."""

import struct
from typing import Final

_MARKER: Final = 0xFF
_START_OF_SCAN: Final = 0xDA
_COMMENT: Final = 0xFE
_KEPT_APPLICATION: Final = frozenset({0xE0, 0xE2, 0xEE})
"""JFIF, colour profile and Adobe's colour transform: without them colours would change."""


def without_traces(data: bytes) -> bytes:
    """Return the JPEG without EXIF, XMP, IPTC and comments; anything that is no well-formed JPEG comes back as it is."""
    if not data.startswith(b"\xff\xd8"):
        return data
    out = bytearray(b"\xff\xd8")
    at = 2
    while at + 4 <= len(data) and data[at] == _MARKER:
        marker = data[at + 1]
        if marker == _START_OF_SCAN:
            out += data[at:]
            return bytes(out)
        (length,) = struct.unpack(">H", data[at + 2 : at + 4])
        application = 0xE0 <= marker <= 0xEF and marker not in _KEPT_APPLICATION
        if not application and marker != _COMMENT:
            out += data[at : at + 2 + length]
        at += 2 + length
    return data
