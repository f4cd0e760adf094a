"""Taking in posters, stills and backdrops."""

from __future__ import annotations

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from lanterne.catalogue import pictures
from lanterne.catalogue.models import Artwork
from lanterne.catalogue.rules import ArtKind
from lanterne.catalogue.services.checks import check_language
from lanterne.catalogue.services.titles import hold_title
from lanterne.core import audit
from lanterne.core.errors import Refused


class PictureRefused(Refused):
    pass


def add_artwork(  # noqa: PLR0913 - one picture is said in these words, all of them named
    *, title_id: int, kind: str, content: bytes, source: str, actor: str, language: str = ""
) -> None:
    """Give a title its picture of a kind, in place of an earlier one in the same language.

    JPEG, PNG or WebP up to 20 MB and 50 megapixels. An empty ``language`` means no lettering.
    """
    if language:
        check_language(language)
    made = _made(ArtKind(kind), content)
    path = f"{kind}/{made.stem[:2]}/{made.stem}"
    # Before the row that names them, so that no page ever points at a file that is not there yet.
    _store(path, made)
    with transaction.atomic():
        hold_title(title_id=title_id)
        replaced = _path(title_id, kind, language)
        Artwork.objects.update_or_create(
            title_id=title_id,
            kind=kind,
            language=language,
            defaults={
                "path": path,
                "widths": list(made.files),
                "width": made.width,
                "height": made.height,
                "colour": made.colour,
                "source": source,
            },
        )
        detail = {"kind": kind, "path": path, "source": source, "replaced": replaced}
        audit.record(
            actor=actor, action="catalogue.add_artwork", subject=f"title:{title_id}", detail=detail
        )


def check_artwork(*, kind: str, content: bytes) -> None:
    """Refuse a picture that could not be taken, before anything is done with it."""
    _made(ArtKind(kind), content)


def suggest_artwork(*, title_id: int, content: bytes, actor: str) -> None:
    """Use a frame of the film for each kind of picture that nobody has delivered yet."""
    held = set(Artwork.objects.filter(title_id=title_id).values_list("kind", flat=True))
    for kind in ArtKind:
        if kind not in held:
            shaped = pictures.cropped_to_poster(content) if kind is ArtKind.POSTER else content
            add_artwork(title_id=title_id, kind=kind, content=shaped, source="frame", actor=actor)


def _made(kind: ArtKind, content: bytes) -> pictures.Made:
    try:
        return pictures.make(kind, content)
    except pictures.TooManyBytes as error:
        raise PictureRefused(_("This picture is larger than 20 MB.")) from error
    except pictures.TooManyPixels as error:
        raise PictureRefused(_("This picture has more than 50 megapixels.")) from error
    except pictures.NotAPicture as error:
        raise PictureRefused(_("This file is not a JPEG, PNG or WebP picture.")) from error


def _store(path: str, made: pictures.Made) -> None:
    """Write each width once: the name tells the content, so a file that exists is the same file."""
    for width, content in made.files.items():
        name = f"{path}-{width}.webp"
        if not default_storage.exists(name):
            default_storage.save(name, ContentFile(content))
        elif default_storage.size(name) != len(content):
            # Half of it was written when the process was killed.
            default_storage.delete(name)
            default_storage.save(name, ContentFile(content))


def _path(title_id: int, kind: str, language: str) -> str | None:
    held = Artwork.objects.filter(title_id=title_id, kind=kind, language=language)
    return held.values_list("path", flat=True).first()
