"""The press kit of a title: what the catalogue tells of it, under the title's own windows."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.files.storage import default_storage
from PIL import Image

from lanterne.catalogue import services as catalogue
from lanterne.catalogue.queries import editing
from lanterne.newsroom.services import Draft, open_newsroom, publish_article
from lanterne.press.kit_archives import Member, zipped
from lanterne.press.views import kits
from lanterne.rights import services as rights
from lanterne.rights.queries import told_anywhere_title_ids, told_title_ids
from lanterne.rights.rules import Market, Terms, Window
from tests.titles import a_film, a_picture, a_series

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
END = NOW + timedelta(days=30)
LIST = "/newsroom/fr/en/kit/"
KIT = f"{LIST}sintel/"
ALL = f"{KIT}all.zip"
WORLD = "/newsroom/world/en/kit/"


@pytest.fixture
def film(db):
    with time_machine.travel(NOW, tick=False):
        open_newsroom(territory="FR", language="en", name="France", actor="user:1")
        made = a_film("Sintel")
        catalogue.localise(
            title_id=made, language="en", name="Sintel", synopsis="A dragon.", actor="user:1"
        )
        catalogue.credit(title_id=made, person="Colin Levy", role="director", actor="user:1")
        catalogue.add_artwork(
            title_id=made, kind="still", language="", source="© Blender Foundation",
            content=a_picture(), actor="user:1",
        )  # fmt: skip
        yield made


def _grant(film, territory="FR", opens_at=NOW - timedelta(days=1), terms=None):
    window = Window(territory, opens_at, END, terms=terms or Terms())
    rights.grant_window(title_id=film, window=window, actor="user:1")


def test_the_kit_has_words_facts_and_pictures_with_their_credit(client, film):
    _grant(film)
    publish_article(
        draft=Draft(
            "FR", "en", "sintel-opens", "Sintel opens", "On Friday.",
            [{"type": "film", "value": {"title": "sintel", "note": ""}}],
        ),
        actor="user:1",
    )  # fmt: skip
    page = client.get(KIT).content.decode()
    for said in ("A dragon.", "Colin Levy", "© Blender Foundation", "Sintel opens"):
        assert said in page, said


@pytest.mark.parametrize("day", [0, 31])
def test_the_kit_ends_with_the_window_and_is_of_its_market_alone(client, film, day):
    _grant(film, territory="DE" if day == 0 else "FR")
    with time_machine.travel(NOW + timedelta(days=day), tick=False):
        assert [client.get(one).status_code for one in (KIT, ALL)] == [404, 404]
        assert KIT not in client.get(LIST).content.decode()


def opened(client, address=ALL):
    answer = client.get(address)
    assert answer["Content-Disposition"] == 'attachment; filename="sintel-press-kit-en.zip"'
    assert answer["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    archive = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    assert archive.testzip() is None
    return {
        name.removeprefix("sintel-press-kit-en/"): archive.read(name) for name in archive.namelist()
    }


def _told(film):
    person, picture = editing.credited(title_id=film)[0], editing.artwork(title_id=film)[0]
    catalogue.write_biography(
        person_id=person.person_id, language="fr", text="Il dessine <des> dragons.", actor="user:1"
    )
    catalogue.caption_picture(
        title_id=film, picture_id=picture.id, language="en", text="=Sintel, at dusk", actor="user:1"
    )


def test_people_and_pictures_speak_the_nearest_language_that_there_is_and_say_which(client, film):
    _grant(film)
    _told(film)
    page = client.get(KIT).content.decode()
    assert '<p lang="fr" dir="auto">Il dessine &lt;des&gt; dragons.</p>' in page
    assert '<span class="shot__caption" lang="en" dir="auto">=Sintel, at dusk</span>' in page
    assert 'lang="en" alt="=Sintel, at dusk"' in page
    assert ('id="stills"' in page, 'id="art"' in page) == (True, False)
    assert f'href="{ALL}" download' in page


def test_a_frame_is_credited_as_its_film_is(client, film):
    _grant(film)
    catalogue.set_facts(title_id=film, copyright_line="© 2010, CC BY 3.0", actor="user:1")
    catalogue.suggest_artwork(title_id=film, content=a_picture(), actor="user:1")
    page = client.get(KIT).content.decode()
    assert re.findall(r'<span class="shot__credit"><bdi>([^<]+)', page) == [
        "© Blender Foundation",
        "© 2010, CC BY 3.0",
        "© 2010, CC BY 3.0",
    ]


def test_a_frame_of_a_film_without_a_copyright_line_is_credited_to_its_producers_or_to_us(
    client, film
):
    _grant(film)
    catalogue.suggest_artwork(title_id=film, content=a_picture(), actor="user:1")
    credit = r'<span class="shot__credit"><bdi>([^<]*)'
    page = client.get(KIT).content.decode()
    assert re.findall(credit, page) == ["© Blender Foundation", "Lanterne", "Lanterne"]
    for company, role in (("Gaumont", "production"), ("Arte", "sales"), ("Pathé", "production")):
        catalogue.credit_company(title_id=film, company=company, role=role, actor="user:1")
    page = client.get(KIT).content.decode()
    assert re.findall(credit, page)[1:] == ["Gaumont / Pathé"] * 2


def test_everything_comes_in_one_file_with_the_pictures_as_they_were_delivered(client, film):
    _grant(film)
    _told(film)
    catalogue.add_artwork(
        title_id=film, kind="poster", language="fr", source="©", content=a_picture(), actor="user:1"
    )
    held = opened(client)
    assert sorted(held) == [
        "biographies.txt", "captions.csv", "fact-sheet.html", "fact-sheet.txt", "pictures/still.webp",
    ]  # fmt: skip
    assert Image.open(io.BytesIO(held["pictures/still.webp"])).size == (800, 1200)
    assert held["captions.csv"].decode("utf-8-sig").splitlines() == [
        "file,caption,language,credit,width,height",
        'pictures/still.webp,"\'=Sintel, at dusk",en,© Blender Foundation,800,1200',
    ]
    assert held["biographies.txt"].decode() == "Colin Levy\n\nIl dessine <des> dragons.\n"
    assert held["fact-sheet.txt"].decode() == (
        "Sintel\n\nA dragon.\n\nOriginal title: Sintel\nOriginal language: French\n"
        "Directed by: Colin Levy\n\nPictures\n"
        "To be shown with their credit, for as long as the title is offered.\n"
        "\npictures/still.webp\n=Sintel, at dusk\n© Blender Foundation\n"
    )
    assert (
        '<img src="pictures/still.webp" alt="=Sintel, at dusk">' in held["fact-sheet.html"].decode()
    )
    assert client.head(ALL)["Content-Type"] == "application/zip"


def test_an_archive_is_written_while_it_is_sent(film):
    read = []

    def blocks():
        for number in range(100):
            read.append(number)
            yield bytes([number]) * 65536

    member = Member("pictures/still.webp", is_packed=False, blocks=blocks)
    sent = zipped("kit", [member], at=NOW)
    assert len(next(sent)) < 66_000
    assert read == [0]
    assert max(map(len, sent)) < 66_000


def test_a_picture_that_goes_away_while_an_archive_is_sent_is_left_out_of_it(client, film):
    _grant(film)
    catalogue.add_artwork(
        title_id=film, kind="poster", language="", source="©",
        content=a_picture(colour="#602040"), actor="user:1",
    )  # fmt: skip
    sent = client.get(ALL).streaming_content
    begun = next(sent)
    kept = editing.kept_pictures(title_id=film)
    (poster,) = (one.id for one in editing.artwork(title_id=film) if one.kind == "poster")
    default_storage.delete(kept[poster].name)
    archive = zipfile.ZipFile(io.BytesIO(begun + b"".join(sent)))
    assert archive.testzip() is None
    assert [one for one in archive.namelist() if "pictures/" in one] == [
        "sintel-press-kit-en/pictures/still.webp"
    ]


def test_the_kits_of_a_newsroom_are_listed_the_newest_first_and_a_page_at_a_time(
    client, film, monkeypatch
):
    assert "No press kits yet" in client.get(LIST).content.decode()
    _grant(film)
    other = a_film("Le Voyage", language="fr")
    _grant(other)
    _grant(a_film("Elsewhere"), territory="DE")
    page = client.get(LIST).content.decode()
    assert re.findall(r'href="(/newsroom/fr/en/kit/[^"]+/)"', page) == [
        "/newsroom/fr/en/kit/le-voyage/",
        KIT,
    ]
    assert LIST in client.get("/newsroom/fr/en/").content.decode()
    monkeypatch.setattr(kits, "ON_PAGE", 1)
    page = client.get(f"{LIST}?page=2").content.decode()
    assert (KIT in page, 'href="?page=1"' in page, "?page=3" in page) == (True, True, False)
    assert client.get(f"{LIST}?page=3").status_code == 404


def in_the_world(client, slug="sintel"):
    """Whether the list names it, and how its page and its archive answer."""
    kit = f"{WORLD}{slug}/"
    listed = kit in client.get(WORLD).content.decode()
    return (listed, *(client.get(one).status_code for one in (kit, f"{kit}all.zip")))


@pytest.fixture
def world(film):
    open_newsroom(territory="", language="en", name="The world", actor="user:1")
    return film


def test_the_kit_of_the_world_lasts_as_long_as_a_window_of_any_market(client, world):
    assert in_the_world(client) == (False, 404, 404)
    _grant(world)
    assert in_the_world(client) == (True, 200, 200)
    with time_machine.travel(END, tick=False):
        assert in_the_world(client) == (False, 404, 404)
        window = Window("DE", END + timedelta(days=1), None)
        rights.grant_window(title_id=world, window=window, actor="user:1")
        assert in_the_world(client) == (True, 200, 200)
        assert client.get(KIT).status_code == 404


def test_a_window_to_come_that_is_secret_makes_no_kit_of_the_world(client, world):
    _grant(world)
    told = END + timedelta(days=2)
    window = Window("DE", told, None, terms=Terms(public_from=told))
    rights.grant_window(title_id=world, window=window, actor="user:1")
    with time_machine.travel(END, tick=False):
        assert in_the_world(client) == (False, 404, 404)
    with time_machine.travel(told, tick=False):
        assert in_the_world(client) == (True, 200, 200)


def test_what_is_open_anywhere_is_what_is_open_in_one_of_the_markets(film):
    series, (season,), ((one, two),) = a_series()
    for title, territory, end in (
        (series, "FR", None), (season, "FR", END), (two, "FR", None), (season, "DE", END), (one, "CH", END),
    ):  # fmt: skip
        window = Window(territory, NOW - timedelta(days=1), end)
        rights.grant_window(title_id=title, window=window, actor="user:1")
    for at, known in ((NOW, {series, season, one, two}), (END, {series, season, two})):
        here = [told_title_ids(market=Market(place), at=at) for place in ("FR", "DE", "CH")]
        assert {pk for ids in here for pk in ids} == known
        assert set(told_anywhere_title_ids(at=at)) == known


def test_a_window_that_is_secret_here_is_not_betrayed_by_one_that_is_public_elsewhere(client, film):
    told = NOW + timedelta(days=2)
    _grant(film, territory="DE")
    _grant(film, opens_at=told, terms=Terms(public_from=told))
    assert [client.get(one).status_code for one in (KIT, ALL)] == [404, 404]
    assert KIT not in client.get(LIST).content.decode()
    with time_machine.travel(told, tick=False):
        assert [client.get(one).status_code for one in (KIT, ALL)] == [200, 200]


def test_nobody_learns_of_a_secret_title_by_its_kit(client, film):
    told = NOW + timedelta(days=2)
    _grant(film, opens_at=told, terms=Terms(public_from=told))
    assert client.get(KIT).status_code == 404
    with time_machine.travel(NOW + timedelta(days=2), tick=False):
        assert client.get(KIT).status_code == 200
