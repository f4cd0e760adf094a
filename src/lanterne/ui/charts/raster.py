"""A drawing as PNG, with the faces of the house in it, whatever the machine has: see decision 43."""

from __future__ import annotations

from pathlib import Path

import resvg_py

FONTS = Path(__file__).parent / "fonts"
# Pixels for each unit of the sheet: sharp on good screens and in print.
SCALE = 2.0


def png(drawing: str) -> bytes:
    """What the setup has not unpacked is taken from the machine: then letters look otherwise, but are there."""
    fonts = sorted(str(path) for path in FONTS.glob("*.ttf"))
    picture = resvg_py.svg_to_bytes(
        svg_string=drawing, zoom=SCALE, font_files=fonts, skip_system_fonts=bool(fonts)
    )
    return bytes(picture)
