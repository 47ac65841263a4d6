"""Pictures: checked before they are decoded, written again without a trace, and read as evidence."""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError
from PIL.ExifTags import GPS, IFD, Base

from gongkai.documents.files.facts import DEFAULT, Findings, Limits
from gongkai.documents.files.messages import objection

BROKEN: Final = (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError,
                 ZeroDivisionError, IndexError, KeyError, TypeError, OverflowError, MemoryError)  # fmt: skip
"""What Pillow raises on damaged pictures."""

_FORMATS: Final = {"png": "PNG", "jpg": "JPEG", "webp": "WEBP", "gif": "GIF"}
_FRAMES: Final = 300
_HASH_SIDE: Final = 8


@dataclass(frozen=True, slots=True)
class PhotoFacts:
    """What a photograph says of itself, as evidence of posting.

    taken_at is the camera's local wall-clock time without a zone (cameras seldom know theirs); latitude and longitude
    in degrees (WGS 84); perceptual_hash is 16 hexadecimal digits (64-bit dHash), empty when the picture is damaged.
    """

    taken_at: datetime | None
    latitude: float | None
    longitude: float | None
    perceptual_hash: str


@contextmanager
def _opened(data: bytes, kind: str | None = None) -> Iterator[Image.Image]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        formats = [_FORMATS[kind]] if kind else list(_FORMATS.values())
        with Image.open(io.BytesIO(data), formats=formats) as image:
            yield image


def look(data: bytes, kind: str, limits: Limits) -> Findings:
    """Weigh a picture by its header, then decode it once."""
    try:
        with _opened(data, kind) as image:
            width, height = image.size
            frames = min(getattr(image, "n_frames", 1), _FRAMES)
            pixels = width * height * frames
            if pixels > limits.pixels:
                allowed = limits.pixels / 1e6
                return Findings((objection("image_too_large", pixels=f"{pixels / 1e6:.0f}", limit=f"{allowed:.0f}"),))
            turned = image.getexif().get(Base.Orientation, 1) in range(5, 9)
            image.load()
    except Image.DecompressionBombError:
        return Findings((objection("image_too_large", pixels="180+", limit=f"{limits.pixels / 1e6:.0f}"),))
    except BROKEN:
        return Findings((objection("file_damaged"),))
    return Findings(width=height if turned else width, height=width if turned else height)


def clean(data: bytes, kind: str) -> bytes:
    """Return the picture upright and encoded anew: pixels stay, EXIF, GPS, XMP, comments and thumbnails go.

    Raises: ValueError when the picture cannot be decoded; inspect it first.
    """
    try:
        with _opened(data, kind) as image:
            out = io.BytesIO()
            if kind == "gif" and getattr(image, "n_frames", 1) > 1:
                image.info = {key: image.info[key] for key in ("duration", "loop", "transparency") if key in image.info}
                image.save(out, "GIF", save_all=True, comment=b"")
                return out.getvalue()
            upright = ImageOps.exif_transpose(image)
            profile = image.info.get("icc_profile")
            bare = Image.new(upright.mode, upright.size)
            if upright.mode == "P" and (palette := upright.getpalette("RGB")) is not None:
                bare.putpalette(palette)
            bare.paste(upright)
            options: dict[str, object] = {"icc_profile": profile} if profile else {}
            if "transparency" in image.info and upright.mode in {"P", "L", "RGB"} and kind in {"png", "gif"}:
                options["transparency"] = image.info["transparency"]
            if kind == "jpg":
                options |= {"quality": 88, "optimize": True, "progressive": True}
            elif kind == "webp":
                options |= {"quality": 88, "method": 4}
            bare.save(out, _FORMATS[kind], **options)
            return out.getvalue()
    except BROKEN as error:
        message = "the picture cannot be decoded"
        raise ValueError(message) from error


def photo_facts(data: bytes, limits: Limits = DEFAULT) -> PhotoFacts:
    """Read time, place and perceptual hash of a photograph; call it before `clean`, which takes time and place away.

    Never raises: what is missing or damaged is None or empty.
    """
    taken_at, latitude, longitude, digest = None, None, None, ""
    try:
        with _opened(data) as image:
            exif = image.getexif()
            detail = exif.get_ifd(IFD.Exif)
            taken_at = _moment(detail.get(Base.DateTimeOriginal) or exif.get(Base.DateTime))
            place = exif.get_ifd(IFD.GPSInfo)
            latitude = _degrees(place.get(GPS.GPSLatitude), place.get(GPS.GPSLatitudeRef), 90)
            longitude = _degrees(place.get(GPS.GPSLongitude), place.get(GPS.GPSLongitudeRef), 180)
            if image.width * image.height <= limits.pixels:
                digest = _difference_hash(ImageOps.exif_transpose(image))
    except BROKEN:
        return PhotoFacts(taken_at, latitude, longitude, digest)
    if latitude is None or longitude is None:
        latitude = longitude = None
    return PhotoFacts(taken_at, latitude, longitude, digest)


def _moment(text: object) -> datetime | None:
    try:
        return datetime.strptime(str(text).strip("\x00 "), "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 - cameras know no zone
    except ValueError:
        return None


def _degrees(parts: object, reference: object, most: int) -> float | None:
    try:
        degrees, minutes, seconds = (float(part) for part in parts)  # type: ignore[attr-defined]
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    value = degrees + minutes / 60 + seconds / 3600
    if not 0 <= value <= most:
        return None
    return round(-value if str(reference).strip("\x00 ") in {"S", "W"} else value, 6)


def _difference_hash(image: Image.Image) -> str:
    small = image.convert("L").resize((_HASH_SIDE + 1, _HASH_SIDE), Image.Resampling.LANCZOS)
    shades = np.asarray(small, dtype=np.int16)
    bits = np.packbits(shades[:, 1:] > shades[:, :-1])
    return bits.tobytes().hex()


def hash_distance(first: str, second: str) -> int:
    """Return in how many of 64 bits two perceptual hashes differ; up to about 8 the pictures are most likely one."""
    return (int(first, 16) ^ int(second, 16)).bit_count()
