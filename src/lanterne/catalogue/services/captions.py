"""What is seen on a title's pictures, language by language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from lanterne.catalogue.fields import Family
from lanterne.catalogue.models import Artwork
from lanterne.catalogue.records import Captions, TitleRecord
from lanterne.catalogue.services.artwork import PictureRefused
from lanterne.catalogue.services.changes import before, note
from lanterne.catalogue.services.checks import check_language, checked_line
from lanterne.catalogue.services.titles import hold_title

LONGEST_CAPTION = 300


@transaction.atomic
def caption_picture(
    *, title_id: int, picture_id: int, language: str, text: str, actor: str
) -> None:
    """Say in a language what is seen on a picture, for the first time or again; an empty text takes it away."""
    hold_title(title_id=title_id)
    text = checked_caption(language, text)
    row = Artwork.objects.filter(pk=picture_id, title_id=title_id).first()
    if row is None:
        raise PictureRefused(_("This picture is not there any more."))
    if text == row.captions.get(language, ""):
        return
    was = before(title_id, Family.CAPTION)
    write_captions(row, {language: text})
    note(was, actor, "caption_picture", kind=row.kind, path=row.path, language=language)


def take_in_captions(given: Iterable[tuple[int, TitleRecord]]) -> None:
    """Write what records say of pictures that hang by now; other languages stay."""
    for title_id, record in given:
        for row in Artwork.objects.filter(title_id=title_id) if record.captions else ():
            write_captions(row, record.captions.get((row.kind, row.language), {}))


def checked_caption(language: str, text: str) -> str:
    check_language(language)
    return checked_line(text, most=LONGEST_CAPTION)


def checked_captions(captions: Captions) -> Captions:
    return {
        place: {language: checked_caption(language, text) for language, text in told.items()}
        for place, told in captions.items()
    }


def write_captions(row: Artwork, told: Mapping[str, str]) -> None:
    """In the order of the languages, so that the same captions are the same column."""
    merged = {**row.captions, **told}
    row.captions = {language: merged[language] for language in sorted(merged) if merged[language]}
    Artwork.objects.filter(pk=row.pk).update(captions=row.captions)
