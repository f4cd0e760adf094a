"""Taking in posters, stills and backdrops, and cutting them anew."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lanterne.catalogue import pictures
from lanterne.catalogue.fields import Family
from lanterne.catalogue.models import Artwork
from lanterne.catalogue.pictures import CENTRE, Focus
from lanterne.catalogue.records import OriginalRecord
from lanterne.catalogue.rules import FRAME, ArtKind
from lanterne.catalogue.services import picture_files
from lanterne.catalogue.services.changes import before, note
from lanterne.catalogue.services.checks import check_language
from lanterne.catalogue.services.titles import hold_title
from lanterne.core.errors import Refused


class PictureRefused(Refused):
    pass


_SENTENCES = {
    pictures.TooManyBytes: gettext_lazy("This picture is larger than 20 MB."),
    pictures.TooManyPixels: gettext_lazy("This picture has more than 50 megapixels."),
    pictures.Drawing: gettext_lazy("SVG drawings can carry scripts. Save it as PNG and send that."),
    pictures.Animated: gettext_lazy("This picture moves. Send one that stands still."),
    pictures.ForPrint: gettext_lazy(
        "This picture has the inks of print (CMYK). Save it in RGB and send that."
    ),
    pictures.NotAPicture: gettext_lazy("This file is not a JPEG, PNG or WebP picture."),
}


def add_artwork(  # noqa: PLR0913 - one picture is said in these words, all of them named
    *,
    title_id: int,
    kind: str,
    content: bytes,
    source: str,
    actor: str,
    language: str = "",
    file_name: str = "",
) -> None:
    """Give a title its picture of a kind, in place of an earlier one in the same language.

    JPEG, PNG or WebP up to 20 MB and 50 megapixels, still and in RGB. An empty ``language`` means no lettering.
    """
    if language:
        check_language(language)
    original = _taken(content, file_name)
    _check_size(ArtKind(kind), original)
    _hang(title_id, original, _Place(ArtKind(kind), source, language), actor)


def add_frame(  # noqa: PLR0913 - the picture, where it hangs, its focus, and who hung it
    *, title_id: int, kind: str, content: bytes, source: str, focus: tuple[int, int], actor: str
) -> None:
    """Give a title a frame of its own film, which is as large as the film is."""
    place = _Place(ArtKind(kind), source, focus=Focus(*focus))
    _hang(title_id, _taken(content), place, actor)


def take_in_original(*, title_id: int, told: OriginalRecord, content: bytes, actor: str) -> None:
    """Hang a picture by the original that another house kept of it, cut here around the same point.

    A picture that hangs there as it is told stays untouched, and is not even opened.
    """
    if _hangs(title_id, told):
        return
    original = checked_original(told, content)
    picture_files.keep_as(told.original, content)
    # Named by what we cut: the other house's first cuts were made of what it was sent.
    facts = picture_files.store(
        told.kind, pictures.Original(original.image, told.original), Focus(*told.focus)
    )
    place = _Place(told.kind, told.source, told.language, Focus(*told.focus))
    _put(title_id, facts, _Kept(told.original, told.width, told.height), place, actor)


def checked_original(told: OriginalRecord, content: bytes) -> pictures.Original:
    """Refuses what is no original as we keep one."""
    if told.language:
        check_language(told.language)
    if not all(0 <= one <= 100 for one in told.focus):
        raise PictureRefused(_("A point of a picture lies between 0 and 100 per cent."))
    found = _taken(content, told.original)
    if not told.is_well_named or found.image.size != pictures.kept_size(told.width, told.height):
        raise PictureRefused(_("An original is named and measured as an export tells it."))
    return found


def suggest_artwork(
    *, title_id: int, content: bytes, actor: str, focus: tuple[int, int] = CENTRE
) -> None:
    """Use a frame of the film for each kind of picture that nobody has delivered yet."""
    held = set(Artwork.objects.filter(title_id=title_id).values_list("kind", flat=True))
    for kind in ArtKind:
        if kind not in held:
            add_frame(
                title_id=title_id,
                kind=kind,
                content=content,
                source=FRAME,
                focus=focus,
                actor=actor,
            )


def set_focus(*, title_id: int, picture_id: int, x: int, y: int, actor: str) -> None:
    """Say which point of a picture every cut keeps, in percent from its left and its top."""
    if not (0 <= x <= 100 and 0 <= y <= 100):
        raise PictureRefused(_("A point of a picture lies between 0 and 100 per cent."))
    row = Artwork.objects.filter(pk=picture_id, title_id=title_id).first()
    if row is None:
        raise PictureRefused(_("This picture is not there any more."))
    # Before the row that names them, as when a picture is hung.
    facts, master = _recut(row, Focus(x, y))
    with transaction.atomic():
        hold_title(title_id=title_id)
        was = before(title_id, Family.PICTURE)
        _put_cut(row, facts, master)
        note(was, actor, "set_focus", kind=row.kind, path=row.path, x=x, y=y)


def renew_artwork() -> int:
    """Cut every picture from before there were cuts; tells how many. Safe to stop and to run again."""
    waiting = tuple(Artwork.objects.filter(master="").order_by("pk"))
    for row in waiting:
        _cut_again(row, CENTRE)
    return len(waiting)


@dataclass(frozen=True, slots=True)
class _Place:
    """As what a picture hangs, whose it is, and the point that its cuts keep."""

    kind: ArtKind
    source: str
    language: str = ""
    focus: Focus = CENTRE


@dataclass(frozen=True, slots=True)
class _Kept:
    """Under which name an original is kept, and how large it was when it came."""

    name: str
    width: int
    height: int


def _hangs(title_id: int, told: OriginalRecord) -> bool:
    rows = Artwork.objects.filter(
        title_id=title_id,
        kind=told.kind,
        language=told.language,
        master=told.original,
        source=told.source,
        width=told.width,
        height=told.height,
    )
    return any(crops["focus"] == list(told.focus) for crops in rows.values_list("crops", flat=True))


def _hang(title_id: int, original: pictures.Original, place: _Place, actor: str) -> None:
    # Before the row that names them, so that no page ever points at a file that is not there yet.
    master = picture_files.keep(original)
    facts = picture_files.store(place.kind, original, place.focus)
    _put(title_id, facts, _Kept(master, *original.image.size), place, actor)


def _put(title_id: int, facts: picture_files.Facts, kept: _Kept, place: _Place, actor: str) -> None:
    size = {"width": kept.width, "height": kept.height}
    with transaction.atomic():
        hold_title(title_id=title_id)
        was = before(title_id, Family.PICTURE, Family.CAPTION)
        replaced = _path(title_id, place.kind, place.language)
        rows = Artwork.objects.filter(title_id=title_id, kind=place.kind, language=place.language)
        # What was written on another picture does not tell of this one.
        rows.exclude(master=kept.name).update(captions={})
        rows.update_or_create(
            title_id=title_id,
            kind=place.kind,
            language=place.language,
            defaults={**facts, **size, "source": place.source, "master": kept.name},
        )
        detail = {
            "kind": place.kind,
            "path": facts["path"],
            "source": place.source,
            "replaced": replaced,
        }
        note(was, actor, "add_artwork", **detail)


def check_artwork(*, kind: str, content: bytes) -> None:
    """Refuse a picture that could not be taken, before anything is done with it."""
    _check_size(ArtKind(kind), _taken(content))


def _cut_again(row: Artwork, focus: Focus) -> None:
    _put_cut(row, *_recut(row, focus))


def _recut(row: Artwork, focus: Focus) -> tuple[picture_files.Facts, str]:
    """New cuts of a picture, and the name of its original."""
    original, master = picture_files.original(row)
    return picture_files.store(ArtKind(row.kind), original, focus), master


def _put_cut(row: Artwork, facts: picture_files.Facts, master: str) -> None:
    Artwork.objects.filter(pk=row.pk, path=row.path).update(**facts, master=master)
    row.path = str(facts["path"])


def _check_size(kind: ArtKind, original: pictures.Original) -> None:
    left, _top, right, _bottom = pictures.CUTS[kind][0].box(*original.image.size, CENTRE)
    least = pictures.SMALLEST[kind]
    if right - left < least:
        raise PictureRefused(
            _("This picture is too small: cut to its shape, it would be %(is)d pixels wide, and needs %(least)d.")
            % {"is": right - left, "least": least}
        )  # fmt: skip


def _taken(content: bytes, file_name: str = "") -> pictures.Original:
    try:
        return pictures.taken(content, file_name)
    except pictures.Misnamed as error:
        raise PictureRefused(
            _("This file is called %(name)s, but it is a %(form)s picture.")
            % {"name": error.name, "form": error.form}
        ) from error
    except tuple(_SENTENCES) as error:
        raise PictureRefused(str(_SENTENCES[type(error)])) from error


def _path(title_id: int, kind: str, language: str) -> str | None:
    held = Artwork.objects.filter(title_id=title_id, kind=kind, language=language)
    return held.values_list("path", flat=True).first()
