"""The pictures of a bundle below ``media/``: their originals, or the stored widths of those that have none."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from pathlib import Path

from django.core.files import File
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _
from PIL import Image

from lanterne.catalogue import services as catalogue
from lanterne.catalogue.pictures import MOST_BYTES
from lanterne.catalogue.records import OriginalRecord, PictureRecord, TitleRecord
from lanterne.exchange.fields import Unreadable

FOLDER = "media"
# As the catalogue names what it stores, and nothing that leads out of the folder.
PATH = re.compile(r"(poster|still|backdrop)/[0-9a-f]{2}/[0-9a-f]{32}")
COLOUR = re.compile(r"#[0-9a-f]{6}")


def copy_out(record: TitleRecord, folder: Path) -> None:
    """Each file once: its name tells its content. What can be cut from an original stays behind."""
    kept = {(one.kind, one.language): one.original for one in record.originals}
    for picture in record.pictures:
        original = kept.get((picture.kind, picture.language))
        for name in (original,) if original else picture.files:
            _copy(name, folder / FOLDER / name)


def _copy(name: str, target: Path) -> None:
    if not target.exists() and default_storage.exists(name):
        target.parent.mkdir(parents=True, exist_ok=True)
        with default_storage.open(name) as held, target.open("wb") as file:
            shutil.copyfileobj(held, file)


def originals(told: Iterable[OriginalRecord], folder: Path) -> dict[OriginalRecord, Path]:
    """Where each original lies; refuses what is missing, and what the catalogue would not take."""
    found = {}
    for one in told:
        path = found[one] = folder / FOLDER / one.original
        if not one.is_well_named or path.is_symlink() or not path.is_file():
            raise Unreadable(
                _("media/%(name)s is missing, or no name of an original.") % {"name": one.original}
            )
        with path.open("rb") as file:
            catalogue.checked_original(one, file.read(MOST_BYTES + 1))
    return found


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
