"""Cutting a picture to the shapes that pages show, around the point that must stay in it."""

from __future__ import annotations

import base64
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from PIL import Image, features

from lanterne.catalogue.rules import ArtKind

WEBP_QUALITY, AVIF_QUALITY = 80, 60
# Pillow is packed without it on some systems; browsers then take WebP.
HAS_AVIF = features.check("avif")


class Focus(NamedTuple):
    """The point of a picture that every cut keeps, in percent from its left and its top."""

    x: int
    y: int


CENTRE = Focus(50, 50)


@dataclass(frozen=True, slots=True)
class Cut:
    """A shape, and the widths it is made in; ``name`` is part of its files' names."""

    name: str
    aspect: tuple[int, int]
    widths: tuple[int, ...]

    def box(self, width: int, height: int, focus: Focus) -> tuple[int, int, int, int]:
        """The largest part of a picture in this shape, with the focus as near its middle as the edges let it be."""
        across, down = self.aspect
        wide = min(width, max(1, height * across // down))
        high = min(height, max(1, width * down // across))
        left = _placed(width, wide, focus.x)
        top = _placed(height, high, focus.y)
        return left, top, left + wide, top + high


# On a phone held upright, the picture behind a title stands.
TALL = Cut("tall", (4, 5), (480, 960))
CUTS: dict[ArtKind, tuple[Cut, ...]] = {
    ArtKind.POSTER: (Cut("", (2, 3), (200, 400, 600)),),
    ArtKind.STILL: (Cut("", (16, 9), (320, 640, 1280)), TALL),
    ArtKind.BACKDROP: (Cut("", (16, 9), (1280, 1920)), TALL),
}
# Below this width a delivered picture would look blurred wherever it hangs.
SMALLEST: dict[ArtKind, int] = {ArtKind.POSTER: 200, ArtKind.STILL: 320, ArtKind.BACKDROP: 640}


@dataclass(frozen=True, slots=True)
class Made:
    """A picture in its cuts: the ends of file names to content, and what pages are told of them."""

    stem: str
    colour: str
    widths: tuple[int, ...]
    crops: dict[str, object]
    files: dict[str, bytes]


def cut(kind: ArtKind, image: Image.Image, digest: str, focus: Focus = CENTRE) -> Made:
    """Every file of a picture. Its name is made of what goes in, so what is under a name never changes."""
    parts = {one.name: image.crop(one.box(*image.size, focus)) for one in CUTS[kind]}
    widths = {one.name: _kept(one.widths, parts[one.name].width) for one in CUTS[kind]}
    files = {
        f"{name and f'-{name}'}-{width}.{suffix}": content
        for name, part in parts.items()
        for width in widths[name]
        for suffix, content in _encoded(part, width)
    }
    main, box = parts[""], CUTS[kind][0].box(*image.size, focus)
    crops: dict[str, object] = {
        "focus": list(focus),
        "at": [_within(focus.x, image.width, box[0], box[2]), _within(focus.y, image.height, box[1], box[3])],
        "size": list(main.size),
        "tall": list(widths.get("tall", ())),
        "avif": HAS_AVIF,
        "blur": _blur(main),
    }  # fmt: skip
    name = f"{kind} {focus.x} {focus.y} {digest}"
    stem = hashlib.sha256(name.encode()).hexdigest()[:32]
    return Made(stem, _dominant(main), widths[""], crops, files)


def _placed(whole: int, part: int, percent: int) -> int:
    return min(max(0, round(whole * percent / 100 - part / 2)), whole - part)


def _within(percent: int, whole: int, first: int, last: int) -> int:
    """Where a point of the whole lies in a part of it."""
    return min(100, max(0, round((whole * percent / 100 - first) / (last - first) * 100)))


def _kept(widths: tuple[int, ...], most: int) -> tuple[int, ...]:
    """Each width up to the picture's own: enlarging would only waste bytes."""
    return tuple(width for width in widths if width <= most) or (most,)


def _encoded(image: Image.Image, width: int) -> Iterator[tuple[str, bytes]]:
    height = max(1, round(image.height * width / image.width))
    small = image.resize((width, height), Image.Resampling.LANCZOS)
    yield "webp", _written(small, "WEBP", quality=WEBP_QUALITY, method=4)
    if HAS_AVIF:
        # The slower speeds save two per cent more and take three times as long.
        yield "avif", _written(small, "AVIF", quality=AVIF_QUALITY, speed=8)


def _written(image: Image.Image, form: str, **how: int) -> bytes:
    file = io.BytesIO()
    image.save(file, form, **how)
    return file.getvalue()


def _blur(image: Image.Image) -> str:
    """About eighty characters: 24 pixels, which a browser draws as a haze of the picture's colours."""
    size = (6, 4) if image.width >= image.height else (4, 6)
    tiny = _written(image.resize(size, Image.Resampling.BOX), "WEBP", quality=20, method=6)
    return base64.b64encode(tiny).decode()


def _dominant(image: Image.Image) -> str:
    """The most common of eight colours, for the place where the picture will appear."""
    small = image.resize((48, 48), Image.Resampling.BOX).quantize(colors=8)
    most_common = int(np.bincount(np.asarray(small).ravel()).argmax())
    red, green, blue = (small.getpalette() or [])[most_common * 3 : most_common * 3 + 3]
    return f"#{red:02x}{green:02x}{blue:02x}"
