"""The files of pictures: originals, which pages never see, and the cuts made of them."""

from __future__ import annotations

from typing import TypedDict

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from lanterne.catalogue import pictures
from lanterne.catalogue.models import Artwork
from lanterne.catalogue.rules import MASTERS, ArtKind


class Facts(TypedDict):
    """What a row of artwork says of the files that were stored for it."""

    path: str
    widths: list[int]
    colour: str
    crops: dict[str, object]


def keep(original: pictures.Original) -> str:
    """Lay the original away where no address reaches, to be cut anew; tells its name."""
    name = f"{MASTERS}{original.digest[:2]}/{original.digest}.webp"
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(original.kept()))
    return name


def keep_as(name: str, content: bytes) -> None:
    """Lay away what another house kept under this name, unless it is here: the name tells which picture it is."""
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(content))


def original(row: Artwork) -> tuple[pictures.Original, str]:
    """The original of a picture and its name; of one from before originals were kept, the largest that is left."""
    name = row.master or f"{row.path}-{max(row.widths)}.webp"
    with default_storage.open(name) as file:
        found = pictures.taken(file.read())
    if row.master:
        # Named apart from what was cut when it came in: that was not yet encoded by us.
        return pictures.Original(found.image, row.master), row.master
    return found, keep(found)


def store(kind: ArtKind, original: pictures.Original, focus: pictures.Focus) -> Facts:
    """Write each file once: the name tells the content, so a file that exists is the same file."""
    made = pictures.cut(kind, original.image, original.digest, focus)
    path = f"{kind}/{made.stem[:2]}/{made.stem}"
    for end, content in made.files.items():
        _write(f"{path}{end}", content)
    return Facts(path=path, widths=list(made.widths), colour=made.colour, crops=made.crops)


def _write(name: str, content: bytes) -> None:
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(content))
    elif default_storage.size(name) != len(content):
        # Half of it was written when the process was killed.
        default_storage.delete(name)
        default_storage.save(name, ContentFile(content))
