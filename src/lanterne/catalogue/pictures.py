"""Making the pictures that pages need out of what an editor sends: checked before decoding, re-encoded by us."""

from __future__ import annotations

import hashlib
import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageOps

from lanterne.catalogue.rules import ArtKind

MOST_BYTES = 20 * 1024 * 1024
MOST_PIXELS = 50_000_000
FORMATS = ("JPEG", "PNG", "WEBP")
WIDTHS: dict[ArtKind, tuple[int, ...]] = {
    ArtKind.POSTER: (200, 400, 600),
    ArtKind.STILL: (320, 640, 1280),
    ArtKind.BACKDROP: (1280, 1920),
}
QUALITY = 80


class TooManyBytes(Exception):
    pass


class TooManyPixels(Exception):
    pass


class NotAPicture(Exception):
    pass


@dataclass(frozen=True, slots=True)
class Made:
    """A picture in its widths (width to WebP bytes), named after what went in."""

    stem: str
    width: int
    height: int
    colour: str
    files: dict[int, bytes]


def make(kind: ArtKind, content: bytes) -> Made:
    """Raises TooManyBytes, TooManyPixels or NotAPicture; the pixels are counted before any is decoded."""
    if len(content) > MOST_BYTES:
        raise TooManyBytes
    image = _decoded(content)
    return Made(
        stem=hashlib.sha256(kind.encode() + content).hexdigest()[:32],
        width=image.width,
        height=image.height,
        colour=_dominant(image),
        files=dict(_encoded(image, WIDTHS[kind])),
    )


def cropped_to_poster(content: bytes) -> bytes:
    """The middle of a frame in the poster's 2:3, as JPEG; raises what ``make`` raises."""
    image = _decoded(content)
    width, height = min(image.width, image.height * 2 // 3), min(image.height, image.width * 3 // 2)
    left, top = (image.width - width) // 2, (image.height - height) // 2
    file = io.BytesIO()
    image.crop((left, top, left + width, top + height)).save(file, "JPEG", quality=95)
    return file.getvalue()


def _decoded(content: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            # Our own bound is told below; Pillow's warning would only repeat it.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(content), formats=FORMATS)
        if image.width * image.height > MOST_PIXELS:
            raise TooManyPixels
        upright = ImageOps.exif_transpose(image)
        return upright.convert("RGB")
    except Image.DecompressionBombError as error:
        raise TooManyPixels from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise NotAPicture from error


def _encoded(image: Image.Image, widths: tuple[int, ...]) -> Iterator[tuple[int, bytes]]:
    """Each width up to the picture's own: enlarging would only waste bytes."""
    kept = [width for width in widths if width <= image.width]
    for width in kept or [image.width]:
        height = max(1, round(image.height * width / image.width))
        file = io.BytesIO()
        image.resize((width, height), Image.Resampling.LANCZOS).save(
            file, "WEBP", quality=QUALITY, method=4
        )
        yield width, file.getvalue()


def _dominant(image: Image.Image) -> str:
    """The most common of eight colours, for the place where the picture will appear."""
    small = image.resize((48, 48), Image.Resampling.BOX).quantize(colors=8)
    most_common = int(np.bincount(np.asarray(small).ravel()).argmax())
    red, green, blue = (small.getpalette() or [])[most_common * 3 : most_common * 3 + 3]
    return f"#{red:02x}{green:02x}{blue:02x}"
