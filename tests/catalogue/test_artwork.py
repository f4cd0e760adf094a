"""Pictures: what is taken in, what is refused before it is decoded, and what pages get."""

from __future__ import annotations

import base64
import io
import struct
import zlib
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from lanterne.catalogue import pictures, queries, services
from lanterne.catalogue.models import Artwork
from lanterne.catalogue.queries import editing
from lanterne.core import audit
from tests.titles import ACTOR, a_film, a_picture, a_window

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
    services.add_frame(
        title_id=film,
        kind="poster",
        content=a_picture(160, 90),
        source="frame",
        focus=(50, 50),
        actor=ACTOR,
    )
    assert (poster(film).width, poster(film).height) == (60, 90)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_the_three_forms_are_taken(film, form):
    add(film, a_picture(400, 600, form=form))
    assert poster(film).height == 600


@pytest.mark.parametrize("form", ["GIF", "BMP", "TIFF"])
def test_other_forms_are_refused(film, form):
    with pytest.raises(services.PictureRefused, match="not a JPEG, PNG or WebP"):
        add(film, a_picture(10, 10, form=form))
    assert poster(film) is None


@pytest.mark.parametrize("content", [b"", b"a text", b"<html>", a_picture()[:300]])
def test_what_is_no_whole_picture_is_refused_and_leaves_nothing(film, content, settings):
    with pytest.raises(services.PictureRefused, match="not a JPEG, PNG or WebP"):
        add(film, content)
    assert list(Path(settings.MEDIA_ROOT).rglob("*.webp")) == []


def moving(form: str) -> bytes:
    file = io.BytesIO()
    frames = [Image.new("RGB", (400, 600), colour) for colour in ("#ff0000", "#0000ff")]
    frames[0].save(file, form, save_all=True, append_images=frames[1:])
    return file.getvalue()


def in_inks() -> bytes:
    file = io.BytesIO()
    Image.new("CMYK", (400, 600)).save(file, "JPEG")
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "SVG drawings can carry scripts. Save it as PNG and send that."),
        (b"\n<?xml version='1.0'?><SVG/>", "SVG drawings can carry scripts. Save it as PNG and send that."),
        (moving("PNG"), "This picture moves. Send one that stands still."),
        (moving("WEBP"), "This picture moves. Send one that stands still."),
        (in_inks(), "This picture has the inks of print (CMYK). Save it in RGB and send that."),
        (a_picture(199, 900), "This picture is too small: cut to its shape, it would be 199 pixels wide, and needs 200."),
        (a_picture(900, 290), "This picture is too small: cut to its shape, it would be 193 pixels wide, and needs 200."),
    ],
)  # fmt: skip
def test_each_no_is_a_sentence_of_its_own(film, content, sentence, settings):
    with pytest.raises(services.PictureRefused) as refusal:
        add(film, content)
    assert str(refusal.value) == sentence
    assert poster(film) is None
    assert not list(Path(settings.MEDIA_ROOT).rglob("*.*"))


def test_a_file_that_says_another_form_is_refused(film):
    with pytest.raises(services.PictureRefused) as refusal:
        add(film, a_picture(400, 600), file_name="Lune.JPG")
    assert str(refusal.value) == "This file is called .jpg, but it is a PNG picture."
    assert poster(film) is None
    add(film, a_picture(400, 600), file_name="Lune.PNG")
    assert poster(film).height == 600


def banded() -> bytes:
    """Three bands of 400 by 600, side by side: red, green, blue."""
    whole = Image.new("RGB", (1200, 600))
    for place, colour in enumerate(("#ff0000", "#00ff00", "#0000ff")):
        whole.paste(colour, (400 * place, 0, 400 * (place + 1), 600))
    file = io.BytesIO()
    whole.save(file, "PNG")
    return file.getvalue()


def seen(film) -> str:
    """The band that the poster shows: an original is kept with a little loss."""
    light = struct.unpack("BBB", bytes.fromhex(poster(film).colour[1:]))
    return ("red", "green", "blue")[light.index(max(light))]


def held(film):
    (one,) = editing.artwork(title_id=film)
    return one


def focused(film, x, y):
    services.set_focus(title_id=film, picture_id=held(film).id, x=x, y=y, actor=ACTOR)


def test_a_cut_keeps_the_point_that_staff_set(film):
    add(film, banded())
    assert poster(film).colour == "#00ff00"
    before = poster(film).url
    focused(film, 5, 50)
    assert (seen(film), held(film).focus) == ("red", (5, 50))
    assert poster(film).url != before
    focused(film, 100, 50)
    assert seen(film) == "blue"
    line = audit.lines(subject=f"title:{film}", limit=1)[0]
    assert line.action == "catalogue.set_focus"
    assert (line.detail["x"], line.detail["y"]) == (100, 50)
    focused(film, 50, 50)
    assert seen(film) == "green"


@pytest.mark.parametrize(("x", "y"), [(-1, 50), (50, 101)])
def test_a_point_outside_of_the_picture_is_refused(film, x, y):
    add(film, banded())
    before = poster(film)
    with pytest.raises(services.PictureRefused, match="between 0 and 100"):
        focused(film, x, y)
    assert poster(film) == before


def test_a_picture_of_another_title_is_not_cut(film):
    add(film, banded())
    with pytest.raises(services.PictureRefused, match="not there any more"):
        services.set_focus(title_id=film + 1, picture_id=held(film).id, x=1, y=1, actor=ACTOR)
    assert held(film).focus == (50, 50)


@pytest.mark.parametrize(
    ("size", "focus", "box"),
    [
        ((1200, 600), (50, 50), (400, 0, 800, 600)),
        ((1200, 600), (40, 90), (280, 0, 680, 600)),
        ((1200, 600), (0, 0), (0, 0, 400, 600)),
        ((400, 1200), (50, 100), (0, 600, 400, 1200)),
        ((400, 600), (3, 97), (0, 0, 400, 600)),
        ((1, 1), (50, 50), (0, 0, 1, 1)),
    ],
)
def test_a_cut_is_as_large_as_its_shape_can_be(size, focus, box):
    (upright,) = pictures.CUTS["poster"]
    assert upright.box(*size, pictures.Focus(*focus)) == box


def test_a_still_comes_in_avif_and_in_a_standing_cut_as_well(film):
    add(film, a_picture(1600, 1000), kind="still")
    [card] = queries.cards(title_ids=[film], language="fr", territory="FR")
    shown = card.still
    assert (shown.width, shown.height, shown.focus) == (640, 360, None)
    assert [part.split()[1] for part in shown.tall.split(", ")] == ["480w"]
    for srcset, form, ratio in (
        (shown.srcset, "WEBP", 16 / 9), (shown.avif, "AVIF", 16 / 9),
        (shown.tall, "WEBP", 4 / 5), (shown.tall_avif, "AVIF", 4 / 5),
    ):  # fmt: skip
        for address, _width in (part.split() for part in srcset.split(", ")):
            name = address.removeprefix("/art/")
            with default_storage.open(name) as file, Image.open(file) as made:
                assert made.format == form
                assert made.width / made.height == pytest.approx(ratio, abs=0.01)


def test_the_haze_before_a_picture_is_small_and_has_its_colours(film):
    add(film, a_picture(800, 1200, "#204060"))
    head, _, code = poster(film).blur.partition(",")
    assert head == "data:image/webp;base64"
    assert len(code) < 120
    haze = Image.open(io.BytesIO(base64.b64decode(code))).convert("RGB")
    assert haze.size == (4, 6)
    assert haze.getpixel((1, 1)) == pytest.approx((0x20, 0x40, 0x60), abs=6)


def test_the_original_is_kept_and_no_address_reaches_it(film, client, settings):
    add(film, a_picture(800, 1200))
    a_window(film)
    (kept,) = Path(settings.MEDIA_ROOT).glob("masters/*/*.webp")
    name = kept.relative_to(settings.MEDIA_ROOT)
    assert client.get(poster(film).url).status_code == 200
    assert client.get(f"/art/{name}").status_code == 404
    assert client.get(f"/art/./{name}").status_code == 404
    assert client.get(f"/art//{name}").status_code == 404


def from_before(film) -> None:
    """A picture as it was kept before there were cuts: no original, the whole picture in some widths."""
    file = io.BytesIO()
    Image.open(io.BytesIO(banded())).save(file, "WEBP", lossless=True)
    for width in (600, 1200):
        default_storage.save(f"poster/ab/abc-{width}.webp", ContentFile(file.getvalue()))
    Artwork.objects.create(
        title_id=film, kind="poster", path="poster/ab/abc", widths=[600, 1200], width=1200,
        height=600, colour="#00ff00", source="Studio",
    )  # fmt: skip


def test_a_picture_from_before_goes_on_as_it_is_until_it_is_cut(film):
    from_before(film)
    shown = poster(film)
    assert shown.srcset == "/art/poster/ab/abc-600.webp 600w, /art/poster/ab/abc-1200.webp 1200w"
    assert (shown.width, shown.height, shown.avif, shown.blur) == (1200, 600, "", "")
    assert services.renew_artwork() == 1
    assert poster(film).url != shown.url
    assert poster(film).height == 600
    assert poster(film).avif
    assert services.renew_artwork() == 0


def test_the_focus_of_a_picture_from_before_can_be_set(film):
    from_before(film)
    focused(film, 100, 50)
    assert seen(film) == "blue"


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
