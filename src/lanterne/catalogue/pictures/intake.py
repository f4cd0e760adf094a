"""Taking in a picture from outside: what it is, told from its own octets, before any pixel is decoded."""

from __future__ import annotations

import hashlib
import io
import warnings
from dataclasses import dataclass
from pathlib import PurePath

from PIL import Image, ImageOps

MOST_BYTES = 20 * 1024 * 1024
MOST_PIXELS = 50_000_000
FORMATS = ("JPEG", "PNG", "WEBP")
# The names that each kind of file goes by.
SUFFIXES = {"JPEG": {".jpg", ".jpeg", ".jpe", ".jfif"}, "PNG": {".png"}, "WEBP": {".webp"}}
# How wide an original is kept: wider than any page asks for, so that it can be cut anew.
WIDEST = 2560
KEPT_QUALITY = 92


class TooManyBytes(Exception):
    pass


class TooManyPixels(Exception):
    pass


class NotAPicture(Exception):
    pass


class Drawing(Exception):
    """An SVG, which can carry scripts and load other files."""


class Animated(Exception):
    pass


class ForPrint(Exception):
    """In the four inks of print, whose colours a screen cannot guess."""


class Misnamed(Exception):
    """``name`` says another kind of file than the content is."""

    def __init__(self, name: str, form: str) -> None:
        super().__init__(name, form)
        self.name, self.form = name, form


@dataclass(frozen=True, slots=True)
class Original:
    """A picture set upright in red, green and blue; ``digest`` tells it from every other."""

    image: Image.Image
    digest: str

    def kept(self) -> bytes:
        """As we keep it, to be cut anew: without what its maker's camera wrote about place and time."""
        image, size = self.image, kept_size(*self.image.size)
        if image.size != size:
            image = image.resize(size, Image.Resampling.LANCZOS)
        file = io.BytesIO()
        image.save(file, "WEBP", quality=KEPT_QUALITY, method=2)
        return file.getvalue()


def kept_size(width: int, height: int) -> tuple[int, int]:
    """How large a picture of this size is kept."""
    if width <= WIDEST:
        return width, height
    return WIDEST, max(1, round(height * WIDEST / width))


def taken(content: bytes, file_name: str = "") -> Original:
    """Raises what this room names; the pixels are counted before any is decoded."""
    if len(content) > MOST_BYTES:
        raise TooManyBytes
    if content.lstrip().startswith(b"<") and b"<svg" in content[:1024].lower():
        raise Drawing
    return Original(_decoded(content, file_name), hashlib.sha256(content).hexdigest()[:32])


def _decoded(content: bytes, file_name: str) -> Image.Image:
    try:
        with warnings.catch_warnings():
            # Our own bound is told below; Pillow's warning would only repeat it.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(content), formats=FORMATS)
        _check(image, file_name)
        upright = ImageOps.exif_transpose(image)
        return upright.convert("RGB")
    except Image.DecompressionBombError as error:
        raise TooManyPixels from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise NotAPicture from error


def _check(image: Image.Image, file_name: str) -> None:
    if image.width * image.height > MOST_PIXELS:
        raise TooManyPixels
    if getattr(image, "is_animated", False):
        raise Animated
    if image.mode == "CMYK":
        raise ForPrint
    suffix, form = PurePath(file_name).suffix.lower(), image.format or ""
    if suffix and suffix not in SUFFIXES[form]:
        raise Misnamed(suffix, form)
