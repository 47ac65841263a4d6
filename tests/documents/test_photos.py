"""Photographs as evidence: when, where, and whether seen before."""

import io
from datetime import datetime

import pytest
from PIL import Image, ImageEnhance

from gongkai.documents import files
from tests.documents import builders as b


def saved(image: Image.Image, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", **options)
    return out.getvalue()


def test_time_and_place_are_read_before_cleaning() -> None:
    facts = files.photo_facts(b.photo_bytes())
    assert facts.taken_at == datetime.fromisoformat("2026-07-08T09:30")
    assert (facts.latitude, facts.longitude) == (30.26, 120.15)
    kept = files.clean(b.photo_bytes(), files.inspect(b.photo_bytes(), "a.jpg"))
    after = files.photo_facts(kept)
    assert (after.taken_at, after.latitude, after.longitude) == (None, None, None)
    assert files.hash_distance(facts.perceptual_hash, after.perceptual_hash) <= 2


@pytest.mark.parametrize(
    ("changed", "same"),
    [
        (lambda image: image.resize((160, 120)), True),
        (lambda image: ImageEnhance.Brightness(image).enhance(1.15), True),
        (lambda image: image.crop((2, 2, 318, 238)), True),
        (lambda image: image.transpose(Image.Transpose.FLIP_LEFT_RIGHT), False),
        (lambda image: b.gradient(tilt=11), False),
    ],
    ids=["smaller", "brighter", "cropped", "mirrored", "another"],
)
def test_a_photograph_used_again_is_recognised(changed, same: bool) -> None:
    board = Image.effect_mandelbrot((320, 240), (-2, -1.2, 1, 1.2), 40).convert("RGB")
    again = changed(board)
    first = files.photo_facts(saved(board)).perceptual_hash
    second = files.photo_facts(saved(again, quality=60)).perceptual_hash
    assert (files.hash_distance(first, second) <= 8) is same


@pytest.mark.parametrize("data", [b"", b"\xff\xd8\xff\xe0", b"text", b.image_bytes("PNG")[:50]])
def test_damaged_photographs_say_nothing(data: bytes) -> None:
    assert files.photo_facts(data) == files.PhotoFacts(None, None, None, "")


def test_impossible_places_and_times_are_passed_over() -> None:
    exif = Image.Exif()
    exif[0x0132] = "0000:00:00 00:00:00"
    place = exif.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "N", (95.0, 0.0, 0.0), "E", (10.0, 0.0, 0.0)
    facts = files.photo_facts(saved(b.gradient(), exif=exif))
    assert (facts.taken_at, facts.latitude, facts.longitude) == (None, None, None)
    assert len(facts.perceptual_hash) == 16
