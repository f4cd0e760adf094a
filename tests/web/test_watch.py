"""The page around the player: what it tells the script, and whom it lets in."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from babel.messages import pofile

from lanterne.catalogue import queries as titles
from lanterne.catalogue import services as catalogue
from lanterne.playback.rules import Reason
from lanterne.web import player_words
from tests.titles import a_window

PLAYER = Path(player_words.__file__).parent
SCRIPTS = PLAYER / "static/web/player"
HARD_SPACE = "\N{NARROW NO-BREAK SPACE}"


@pytest.fixture(autouse=True)
def plain_static(settings):
    """Nothing has collected the static files here."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}


@pytest.fixture
def film(db) -> int:
    """Rated 12 in France, announced in Great Britain; not published nor open, because the page does not ask."""
    title_id = _title("film", "Le Voyage")
    catalogue.rate(
        title_id=title_id, territory="FR", label="12", minimum_age=12, actor="system:cast"
    )
    a_window(title_id, "GB")
    return title_id


@pytest.fixture
def meadow(db) -> dict[str, int]:
    """A series of two seasons: two episodes, then one; nothing of it is published."""
    ids = {"series": _title("series", "The Meadow")}
    a_window(ids["series"], "GB")
    for season, episodes in ((1, (1, 2)), (2, (1,))):
        own = _title("season", f"Season {season}", parent_id=ids["series"], number=season)
        for number in episodes:
            name = f"Day {season} {number}"
            ids[name] = _title("episode", name, parent_id=own, number=number)
    return ids


def _title(kind: str, name: str, **place: int) -> int:
    return catalogue.create_title(
        kind=kind, original_name=name, original_language="en", actor="system:cast", **place
    )


def _slug(title_id: int) -> str:
    (card,) = titles.cards(title_ids=[title_id], language="en", territory="FR")
    return card.slug


def _watch(client, person, slug: str, *, profile_id: int | None = None):
    session = client.session
    session["profile_id"] = profile_id or person.profile_id
    session.save()
    return client.get(f"/watch/{slug}/")


def _told(response) -> dict:
    found = re.search(
        r'<script id="watch-page" type="application/json">(.*?)</script>',
        response.content.decode(),
        re.DOTALL,
    )
    return json.loads(found[1])


def test_a_member_gets_the_player_with_all_it_needs(subscriber, sign_in, film):
    response = _watch(sign_in(subscriber), subscriber, "le-voyage")
    assert response.status_code == 200
    told = _told(response)
    assert told["title"] == {"id": film, "name": "Le Voyage"}
    assert told["sessions"] == "/api/v1/sessions"
    assert told["next"] is None
    assert told["links"]["title"] == "/title/le-voyage/"
    assert told["csrf"]


def test_the_page_names_every_module_of_the_player(subscriber, sign_in, film):
    page = _watch(sign_in(subscriber), subscriber, "le-voyage").content.decode()
    named = re.findall(r'(?:href|src)="/static/web/player/(\w+)[.\w]*\.js"', page)
    assert sorted(named) == sorted(path.stem for path in SCRIPTS.glob("*.js"))


def test_the_viewing_is_asked_for_before_the_player_is_here(subscriber, sign_in, film):
    page = _watch(sign_in(subscriber), subscriber, "le-voyage").content.decode()
    order = [page.index(sign) for sign in ("watch-page", "player/early", "shaka-player", "<body")]
    assert order == sorted(order)
    assert '<script type="module" async' in page


def test_the_credit_that_a_licence_asks_for_is_on_the_page(subscriber, sign_in, film):
    client = sign_in(subscriber)
    assert "__credit" not in _watch(client, subscriber, "le-voyage").content.decode()
    line = "© Studio, CC BY 3.0"
    catalogue.set_facts(title_id=film, copyright_line=line, actor="system:cast")
    assert _watch(client, subscriber, "le-voyage").content.decode().count(line) == 2


def test_the_page_has_no_script_or_style_of_its_own(subscriber, sign_in, film):
    response = _watch(sign_in(subscriber), subscriber, "le-voyage")
    page = response.content.decode()
    scripts = re.findall(r"<script([^>]*)>", page)
    assert all("src=" in words or "application/json" in words for words in scripts)
    assert not re.search(r"<style|\sstyle=|\son\w+=", page)
    policy = response.headers["Content-Security-Policy"]
    assert "script-src 'self';" in policy
    assert "style-src 'self';" in policy


def test_an_episode_offers_the_one_after_it_into_the_next_season(subscriber, sign_in, meadow):
    client = sign_in(subscriber)
    slugs = {name: _slug(title_id) for name, title_id in meadow.items()}
    first = _told(_watch(client, subscriber, slugs["Day 1 1"]))
    assert first["next"] == {"name": "Day 1 2", "address": f"/watch/{slugs['Day 1 2']}/"}
    last_of_season = _told(_watch(client, subscriber, slugs["Day 1 2"]))
    assert last_of_season["next"]["name"] == "Day 2 1"
    assert _told(_watch(client, subscriber, slugs["Day 2 1"]))["next"] is None


def test_a_series_plays_its_first_episode(subscriber, sign_in, meadow):
    told = _told(_watch(sign_in(subscriber), subscriber, "the-meadow"))
    assert told["title"] == {"id": meadow["Day 1 1"], "name": "Day 1 1"}


def test_what_may_not_be_watched_is_said_by_the_player_not_by_the_page(subscriber, sign_in, meadow):
    slug = _slug(meadow["Day 1 1"])  # not open here, and not published
    assert _watch(sign_in(subscriber), subscriber, slug).status_code == 200


def test_a_ceiling_hides_the_film(subscriber, child, sign_in, film):
    client = sign_in(subscriber)
    assert _watch(client, subscriber, "le-voyage", profile_id=child.id).status_code == 404


def test_an_unknown_film_is_not_found(subscriber, sign_in):
    assert _watch(sign_in(subscriber), subscriber, "nothing").status_code == 404


def test_a_series_without_episodes_is_not_found(subscriber, sign_in, db):
    a_window(_title("series", "Nothing Yet"))
    assert _watch(sign_in(subscriber), subscriber, "nothing-yet").status_code == 404


def test_strangers_sign_in_and_those_without_a_plan_choose_one(stranger, sign_in, client, film):
    assert client.get("/watch/le-voyage/").url == "/account/login/?next=/watch/le-voyage/"
    assert _watch(sign_in(stranger), stranger, "le-voyage").url == "/join/plan/"


def test_watching_is_not_a_form(subscriber, sign_in, film):
    client = sign_in(subscriber)
    assert client.post("/watch/le-voyage/").status_code == 405


@pytest.mark.parametrize("reason", [reason for reason in Reason if reason is not Reason.OTHER_KEY])
def test_every_refusal_has_words_of_its_own_and_something_to_do(reason):
    words = player_words.words()
    assert words[f"refused_{reason}"]
    assert words[f"refused_{reason}_why"]
    offers = (SCRIPTS / "refusals.js").read_text()
    offer = re.search(rf'^  {reason}: "(\w+)",$', offers, re.MULTILINE)[1]
    assert words[f"offer_{offer}"]


def test_every_word_that_the_scripts_name_is_there():
    words = player_words.words()
    scripts = "\n".join(path.read_text() for path in SCRIPTS.glob("*.js"))
    asked = set(re.findall(r"\bwords\.([a-z_]+)\b", scripts))
    asked |= {f"offer_{name}" for name in re.findall(r'^  \w+: "(\w+)",$', scripts, re.MULTILINE)}
    kinds = ("network", "device", "film", "key", "other")
    asked |= {f"trouble_{kind}{tail}" for kind in kinds for tail in ("", "_why")}
    assert asked <= words.keys()


def test_every_script_the_page_loads_is_there():
    for path in SCRIPTS.glob("*.js"):
        for name in re.findall(r'from "\./([\w.]+)"', path.read_text()):
            assert (SCRIPTS / name).is_file(), f"{path.name} asks for {name}"


def test_the_player_speaks_french_with_french_spaces():
    french = _french()
    page = (PLAYER / "templates/web/watch.html").read_text()
    said = set(player_words.words().values()) | {
        words for _, words in re.findall(r"""{% translate (["'])(.*?)\1 %}""", page)
    }
    for english in said:
        message = french.get(english)
        assert message, english
        assert message.string, english
        for mark in re.finditer(r"(.)[;:!?»]", message.string):
            assert mark[1] == HARD_SPACE, message.string
        assert "'" not in message.string


def _french():
    with (PLAYER / "locale/fr/LC_MESSAGES/django.po").open("rb") as catalogue_file:
        return pofile.read_po(catalogue_file, locale="fr")
