#!/usr/bin/env python
"""Unpack the faces of the locked npm packages for pictures of charts: what draws those reads no WOFF2."""

from __future__ import annotations

import argparse
import sys
from io import BytesIO
from pathlib import Path

from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[1]
MODULES = ROOT / "node_modules"
FONTS = ROOT / "src" / "lanterne" / "ui" / "charts" / "fonts"
_INTER = "@fontsource-variable/inter/files/inter-{}-wght-normal.woff2"
_ARABIC = "@fontsource/ibm-plex-sans-arabic/files/ibm-plex-sans-arabic-arabic-{}-normal.woff2"
FACES = {
    "inter-latin.ttf": _INTER.format("latin"),
    "inter-latin-ext.ttf": _INTER.format("latin-ext"),
    "plex-arabic-400.ttf": _ARABIC.format(400),
    "plex-arabic-600.ttf": _ARABIC.format(600),
}


def unpacked(modules: Path, folder: Path) -> int:
    """How many are other than what was there."""
    folder.mkdir(parents=True, exist_ok=True)
    return sum(_unpack(modules / source, folder / name) for name, source in FACES.items())


def _unpack(source: Path, target: Path) -> bool:
    font = TTFont(source, recalcTimestamp=False)
    font.flavor = None
    told = BytesIO()
    font.save(told)
    if target.is_file() and target.read_bytes() == told.getvalue():
        return False
    # Written aside and renamed, so that nobody reads half a face.
    aside = target.with_name(target.name + ".part")
    aside.write_bytes(told.getvalue())
    aside.replace(target)
    return True


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--modules", type=Path, default=MODULES)
    parser.add_argument("--to", type=Path, default=FONTS)
    given = parser.parse_args()
    changed = unpacked(given.modules, given.to)
    sys.stdout.write(f"{len(FACES)} faces in {given.to}, {changed} unpacked.\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
