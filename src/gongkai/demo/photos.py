"""Made-up photographs of notice boards: no two alike, so that the reuse check has honest material."""

import io
import random

from PIL import Image, ImageDraw


def board_photo(seed: str) -> bytes:
    """A JPEG of a board with some sheets on it."""
    chance = random.Random(seed)
    shade = chance.randint(150, 215)
    picture = Image.new("RGB", (480, 360), (shade, shade - 20, shade - 45))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((20, 30, 460, 330), fill=(200 + chance.randint(0, 40), 60 + chance.randint(0, 120), 60))
    for _sheet in range(chance.randint(4, 8)):
        left, top = chance.randint(25, 380), chance.randint(35, 250)
        draw.rectangle((left, top, left + chance.randint(40, 75), top + chance.randint(50, 75)), fill=(250, 248, 240))
        for line in range(chance.randint(3, 7)):
            draw.line(
                (left + 5, top + 8 + line * 7, left + chance.randint(20, 38), top + 8 + line * 7), fill=(60, 60, 70)
            )
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=80)
    return stream.getvalue()
