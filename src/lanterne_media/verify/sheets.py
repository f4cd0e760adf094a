"""The scrub bar's sheets: as large as both descriptions say, and divided in the same way."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

from lanterne_media.verify.descriptions import MPD, Grid

_SHEETS = "{*}Period/{*}AdaptationSet[@contentType='image']/{*}Representation"
_TILES = re.compile(r"#EXT-X-TILES:RESOLUTION=(\d+)x(\d+),LAYOUT=(\d+)x(\d+),")
# Of the markers that begin a frame (ITU-T T.81, table B.1) those that are none: Huffman tables, JPG, arithmetic tables.
_FRAMES = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def in_dash(root: ET.Element) -> Iterator[Grid]:
    """The grids that an MPD tells; raise ``KeyError`` or ``ValueError`` where it lacks or misspells one."""
    for one in root.iterfind(_SHEETS):
        tiles = one.find("{*}EssentialProperty")
        columns, rows = ("" if tiles is None else tiles.get("value", "")).split("x")
        yield Grid(
            MPD, int(one.attrib["width"]), int(one.attrib["height"]), int(columns), int(rows)
        )


def in_hls(where: str, text: str) -> Iterator[Grid]:
    """The grids that an image playlist tells, each once."""
    for width, height, columns, rows in dict.fromkeys(_TILES.findall(text)):
        across, down = int(columns), int(rows)
        yield Grid(where, int(width) * across, int(height) * down, across, down)


def faults(folder: Path, names: list[str], grids: list[Grid]) -> Iterator[str]:
    """Where sheets or descriptions contradict one another."""
    if names and len({grid.where for grid in grids}) != 2:
        yield "The sheets of small pictures are not in both descriptions."
        return
    for grid in grids[1:]:
        if (grid.columns, grid.rows) != (grids[0].columns, grids[0].rows):
            yield (
                f"{grid.where} divides sheets into {grid.columns}x{grid.rows} pictures, "
                f"{grids[0].where} into {grids[0].columns}x{grids[0].rows}."
            )
    sizes = {name: _size((folder / name).read_bytes()) for name in names}
    for grid in grids:
        for name, size in sizes.items():
            if size != (grid.width, grid.height):
                own = "x".join(map(str, size)) if size else "no picture"
                yield f"{grid.where} gives sheets of {grid.width}x{grid.height}, {name} is {own}."
                break


def _size(content: bytes) -> tuple[int, int] | None:
    """Width and height of a JPEG, from the header of its frame."""
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        if content[at + 1] in _FRAMES:
            height, width = (int.from_bytes(content[at + of : at + of + 2], "big") for of in (5, 7))
            return width, height
        at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
    return None
