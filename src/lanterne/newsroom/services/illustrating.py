"""Pictures that come with articles which were written elsewhere."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from lanterne.core import audit
from lanterne.core.errors import Refused
from lanterne.newsroom.models import Picture
from lanterne.newsroom.picture_form import WholePicture


class WrongPicture(Refused):
    pass


@dataclass(frozen=True, slots=True)
class Brought:
    """A picture with whom it is owed to; ``description`` is what it shows, for those who cannot see it."""

    name: str
    content: bytes
    title: str
    credit: str
    description: str


def put_picture(*, brought: Brought, actor: str) -> int:
    """The picture's id; what is here already, with the same words, is taken again. Refuses WrongPicture."""
    # As Wagtail reckons it, of what editors bring as well. What it shows is said in one language: others have their own.
    digest = hashlib.sha1(brought.content, usedforsecurity=False).hexdigest()
    held = Picture.objects.filter(file_hash=digest, description=brought.description).first()
    if held is not None:
        return int(held.pk)
    try:
        WholePicture().clean(SimpleUploadedFile(brought.name, brought.content))
    except ValidationError as error:
        raise WrongPicture(f"{brought.name}: {' '.join(error.messages)}") from error
    row = Picture(title=brought.title, credit=brought.credit, description=brought.description)
    _write(row, f"{_name(brought)}{Path(brought.name).suffix.lower()}", brought.content)
    row.file_hash, row.file_size = digest, len(brought.content)
    row.save()
    audit.record(actor=actor, action="newsroom.put_picture", subject=f"picture:{row.pk}")
    return int(row.pk)


def _name(brought: Brought) -> str:
    said = brought.description.encode() + brought.content
    return hashlib.sha256(said).hexdigest()[:32]


def _write(row: Picture, name: str, content: bytes) -> None:
    """Under a name of its content: what a rehearsal left, whose row is gone, makes room."""
    field = row.file.field
    row.file.storage.delete(field.generate_filename(row, name))
    row.file.save(name, ContentFile(content), save=False)
    field.update_dimension_fields(row, force=True)
