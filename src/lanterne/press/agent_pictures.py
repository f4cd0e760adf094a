"""Pictures before their hour: each agent of the press gets them with their own mark all over."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

# Seen when one looks for it, and seen through.
_LIGHT, _DARK = (255, 255, 255, 96), (0, 0, 0, 96)


def marked(picture: bytes, mark: str) -> bytes:
    """The picture as WebP, with the mark across it in rows."""
    with Image.open(BytesIO(picture)) as opened:
        shown = opened.convert("RGBA")
    sheet = Image.new("RGBA", shown.size, (0, 0, 0, 0))
    draw = ImageDraw.Draw(sheet)
    size = max(14, shown.width // 28)
    font = ImageFont.load_default(size)
    for row, top in enumerate(range(0, shown.height, size * 4)):
        for left in range(-(row % 2) * size * 5, shown.width, size * 10):
            draw.text((left, top), mark, font=font, fill=_LIGHT)
            draw.text((left + 1, top + 1), mark, font=font, fill=_DARK)
    held = BytesIO()
    Image.alpha_composite(shown, sheet).convert("RGB").save(held, "WEBP", quality=80)
    return held.getvalue()
