"""The pictures of a bundle: the stored widths as they are, below ``media/``."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from pathlib import Path

from django.core.files import File
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _
from PIL import Image

from lanterne.catalogue.pictures import MOST_BYTES
from lanterne.catalogue.records import PictureRecord, TitleRecord
from lanterne.exchange.fields import Unreadable

FOLDER = "media"
# As the catalogue names what it stores, and nothing that leads out of the folder.
PATH = re.compile(r"(poster|still|backdrop)/[0-9a-f]{2}/[0-9a-f]{32}")
COLOUR = re.compile(r"#[0-9a-f]{6}")


def copy_out(record: TitleRecord, folder: Path) -> None:
    """Each width once: its name tells its content."""
    for picture in record.pictures:
        for name in picture.files:
            target = folder / FOLDER / name
            if not target.exists() and default_storage.exists(name):
                target.parent.mkdir(parents=True, exist_ok=True)
                with default_storage.open(name) as held, target.open("wb") as file:
                    shutil.copyfileobj(held, file)


def checked(pictures: Iterable[PictureRecord], folder: Path) -> dict[str, Path]:
    """Where each file of the pictures lies; refuses what is missing or no such picture."""
    found = {}
    for picture in pictures:
        if not (PATH.fullmatch(picture.path) and picture.widths and COLOUR.match(picture.colour)):
            raise Unreadable(_("A picture is told as an export tells it."))
        for width, name in zip(picture.widths, picture.files, strict=True):
            found[name] = folder / FOLDER / name
            if not _is_picture(found[name], width):
                raise Unreadable(
                    _("media/%(name)s is missing, or no WebP of that width.") % {"name": name}
                )
    return found


def copy_in(files: Iterable[tuple[str, Path]]) -> None:
    for name, path in files:
        if not default_storage.exists(name):
            with path.open("rb") as file:
                default_storage.save(name, File(file))


def _is_picture(path: Path, width: int) -> bool:
    if path.is_symlink() or not path.is_file() or path.stat().st_size > MOST_BYTES:
        return False
    try:
        with Image.open(path, formats=("WEBP",)) as image:
            image.verify()
            return image.width == width
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return False
