"""Pictures: what is taken in, what is refused before it is decoded, and what pages get."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from lanterne.catalogue import pictures, queries, services
from tests.titles import ACTOR, a_film, a_picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def film(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return a_film()


def add(film, content, kind="poster", **words):
    services.add_artwork(
        title_id=film, kind=kind, content=content, source="Studio", actor=ACTOR, **words
    )


def poster(film, language="fr"):
    [card] = queries.cards(title_ids=[film], language=language, territory="FR")
    return card.poster


def a_bomb(width: int, height: int) -> bytes:
    """A few octets of PNG that promise a great many pixels."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(b"\0" * 9))


def _chunk(name: bytes, content: bytes) -> bytes:
    checksum = struct.pack(">I", zlib.crc32(name + content))
    return struct.pack(">I", len(content)) + name + content + checksum


def test_a_poster_comes_in_three_widths_of_webp(film):
    add(film, a_picture(800, 1200, "#204060"))
    shown = poster(film)
    assert (shown.width, shown.height, shown.colour) == (400, 600, "#204060")
    assert shown.url.endswith("-400.webp")
    addresses = [part.split() for part in shown.srcset.split(", ")]
    assert [width for _, width in addresses] == ["200w", "400w", "600w"]
    for address, width in addresses:
        with default_storage.open(address.removeprefix("/art/")) as file, Image.open(file) as made:
            assert (made.format, f"{made.width}w") == ("WEBP", width)


def test_a_picture_is_never_enlarged(film):
    add(film, a_picture(300, 450))
    assert poster(film).srcset.count("webp") == 1
    add(film, a_picture(100, 150))
    assert (poster(film).width, poster(film).height) == (100, 150)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_the_three_forms_are_taken(film, form):
    add(film, a_picture(400, 600, form=form))
    assert poster(film).height == 600


@pytest.mark.parametrize("form", ["GIF", "BMP", "TIFF"])
def test_other_forms_are_refused(film, form):
    with pytest.raises(services.PictureRefused, match="not a JPEG, PNG or WebP"):
        add(film, a_picture(10, 10, form=form))
    assert poster(film) is None


@pytest.mark.parametrize(
    "content", [b"", b"a text", b"<svg xmlns='http://www.w3.org/2000/svg'/>", a_picture()[:300]]
)
def test_what_is_no_whole_picture_is_refused_and_leaves_nothing(film, content, settings):
    with pytest.raises(services.PictureRefused, match="not a JPEG, PNG or WebP"):
        add(film, content)
    assert list(Path(settings.MEDIA_ROOT).rglob("*.webp")) == []


@pytest.mark.parametrize("size", [(16_000, 3_126), (100_000, 100_000)])
def test_too_many_pixels_are_refused_before_decoding(film, size):
    with pytest.raises(services.PictureRefused, match="more than 50 megapixels"):
        add(film, a_bomb(*size))


def test_too_many_octets_are_refused_before_opening(film):
    with pytest.raises(services.PictureRefused, match="larger than 20 MB"):
        add(film, b"\0" * (pictures.MOST_BYTES + 1))


def test_a_new_picture_takes_the_place_of_the_old_one_under_a_new_name(film):
    add(film, a_picture(colour="#ff0000"))
    before = poster(film)
    add(film, a_picture(colour="#0000ff"))
    assert poster(film).colour == "#0000ff"
    assert poster(film).url != before.url


def test_a_poster_lettered_in_the_readers_language_wins(film):
    add(film, a_picture(colour="#000000"))
    add(film, a_picture(colour="#ff0000"), language="fr")
    add(film, a_picture(colour="#0000ff"), language="en")
    assert [poster(film, language).colour for language in ("fr-CA", "en", "de")] == [
        "#ff0000", "#0000ff", "#000000"
    ]  # fmt: skip


def test_where_the_picture_was_taken_stays_behind(film, settings):
    exif = Image.Exif()
    exif[0x010E] = "a private note"
    file = io.BytesIO()
    Image.new("RGB", (400, 600)).save(file, "JPEG", exif=exif)
    add(film, file.getvalue())
    for made in Path(settings.MEDIA_ROOT).rglob("*.webp"):
        assert b"private" not in made.read_bytes()


def test_a_picture_that_lies_on_its_side_is_set_upright(film):
    exif = Image.Exif()
    exif[0x0112] = 6
    file = io.BytesIO()
    Image.new("RGB", (1200, 800)).save(file, "JPEG", exif=exif)
    add(film, file.getvalue())
    assert (poster(film).width, poster(film).height) == (400, 600)
