"""What a title's page says is asked once for many; none of them is shown what another one may see, or what has changed."""

from __future__ import annotations

import importlib
import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from lanterne.accounts import services as accounts
from lanterne.accounts.rules import ProfileCard
from lanterne.billing.rules import Entitlement, Standing
from lanterne.catalogue import services as catalogue
from lanterne.catalogue.models import Artwork
from lanterne.catalogue.services import corrections
from lanterne.config.proxies import proxies
from lanterne.core import revision
from lanterne.rights import queries as rights
from lanterne.rights import services as licences
from lanterne.rights.rules import Holdback, Period, Status, Terms, Window
from lanterne.web import title_page
from lanterne.web.doors import Viewer
from tests.cast import a_household, subscribe
from tests.titles import a_part, a_picture, published
from tests.web.conftest import ACTOR, browser

# What is kept is kept outside of transactions.
pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
pages = importlib.import_module("lanterne.discovery.queries.told")
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
MEMBER = Entitlement(Standing.ACTIVE, "Duo", 2, 2160, None)


@pytest.fixture(autouse=True)
def fresh(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "art"
    pages._kept = pages.Answers(pages.MOST_KEPT)


def a_film(
    name="Le Voyage", *, age=0, opens_at=NOW - HOUR, closes_at=None, territory="FR", **terms
):
    title_id = catalogue.create_title(
        kind="film", original_name=name, original_language="fr", minimum_age=age, actor=ACTOR
    )
    catalogue.set_genres(title_id=title_id, codes=["drama"], actor=ACTOR)
    window = Window(territory, opens_at, closes_at, Terms(**terms))
    window_id = licences.grant_window(title_id=title_id, window=window, actor=ACTOR)
    published(title_id)
    return title_id, window_id


@pytest.fixture
def home(markets):
    return a_household("subscriber@example.com", "Camille", territory="FR", language="fr")


def viewer(home, *, at=NOW, ceiling=None, language="fr", stay=None):
    profile = ProfileCard(
        home.profile_id,
        home.household_id,
        "Camille",
        language,
        "amber",
        ceiling is not None,
        ceiling,
    )
    return Viewer(home.household, profile, MEMBER, at, stay)


def shown(home, slug="le-voyage", **who):
    return title_page.title_page(viewer=viewer(home, **who), slug=slug)


def statements(home, **who):
    with CaptureQueriesContext(connection) as caught:
        shown(home, **who)
    return len(caught)


def names(page):
    return [entry.card.name for entry in page.similar.entries] if page.similar else []


def test_the_second_viewer_asks_for_what_is_theirs_alone(home):
    a_film()
    first = statements(home)
    assert statements(home) == 3  # the mark, how far one is, and the list
    assert first > 8


def test_every_table_that_a_page_is_made_of_is_watched(home):
    surrounded()
    a_film("Autre")
    with CaptureQueriesContext(connection) as caught:
        shown(home)
    said = " ".join(query["sql"] for query in caught.captured_queries)
    read = set(
        re.findall(
            r"\b((?:catalogue|rights|assets|deliveries|territories|discovery|accounts|playback)_[a-z]+)\b",
            said,
        )
    )
    own = {"discovery_listentry", "playback_resumepoint"}
    assert read - own - set(revision.watched()) == set()
    assert {"catalogue_title", "rights_licencewindow", "assets_publication"} <= read
    assert {"catalogue_collectiontitle", "catalogue_titleterm", "catalogue_artwork"} <= read


def test_a_ceiling_hides_what_somebody_else_has_just_been_shown(home):
    a_film(age=12)
    a_film("Autre", age=0)
    assert shown(home) is not None
    assert shown(home, ceiling=10) is None
    assert names(shown(home, "autre")) == ["Le Voyage"]
    assert names(shown(home, "autre", ceiling=10)) == []


def test_what_a_child_was_refused_an_adult_is_shown(home):
    a_film(age=12)
    assert shown(home, ceiling=10) is None
    assert shown(home) is not None


def test_each_language_reads_its_own_words(home):
    title_id, _ = a_film()
    for language, name in (("fr", "Le Voyage"), ("en", "The Journey")):
        catalogue.localise(title_id=title_id, language=language, name=name, actor=ACTOR)
    assert shown(home, language="fr").page.card.name == "Le Voyage"
    assert shown(home, language="en").page.card.name == "The Journey"


def test_whoever_stays_abroad_is_shown_the_catalogue_of_there(home):
    a_film()
    assert shown(home).play is not None
    assert shown(home, stay="US").play is None
    assert shown(home).play is not None


def test_a_page_closes_at_the_stroke(home):
    a_film(closes_at=NOW + HOUR)
    a_film("Autre")
    before = NOW + HOUR - timedelta(microseconds=1)
    assert shown(home, at=before).play is not None
    assert names(shown(home, "autre", at=before)) == ["Le Voyage"]
    assert shown(home, at=NOW + HOUR).play is None
    assert names(shown(home, "autre", at=NOW + HOUR)) == []
    assert shown(home, at=before).play is not None


def test_a_page_opens_at_the_stroke(home):
    a_film(opens_at=NOW + HOUR)
    assert shown(home).play is None
    assert shown(home, at=NOW + HOUR).play is not None


def test_a_secret_is_told_at_the_stroke(home):
    a_film(opens_at=NOW + 2 * HOUR, public_from=NOW + HOUR)
    assert shown(home) is None
    assert shown(home, at=NOW + HOUR) is not None


def test_a_holdback_begins_and_ends_at_the_stroke(home):
    title_id, _ = a_film()
    held = Holdback(Period(NOW + HOUR, NOW + 2 * HOUR), "FR")
    licences.hold_back(title_id=title_id, holdback=held, reason="", actor=ACTOR)
    told = [shown(home, at=NOW + hours * HOUR).play is not None for hours in range(3)]
    assert told == [True, False, True]


def test_a_withdrawn_window_is_withdrawn_at_once(home):
    _, window_id = a_film()
    assert shown(home).play is not None
    licences.withdraw_window(window_id=window_id, actor=ACTOR)
    assert shown(home) is None


def test_a_revoked_title_is_gone_at_once(home):
    _, window_id = a_film()
    assert shown(home).play is not None
    revoked = Window("FR", NOW - HOUR, None, Terms(status=Status.REVOKED))
    licences.change_window(window_id=window_id, window=revoked, licence_id=None, actor=ACTOR)
    assert shown(home) is None


def test_a_changed_word_is_read_at_once(home):
    title_id, _ = a_film()
    assert shown(home).page.card.name == "Le Voyage"
    catalogue.localise(title_id=title_id, language="fr", name="Le Grand Voyage", actor=ACTOR)
    assert shown(home).page.card.name == "Le Grand Voyage"


def test_a_hand_in_the_database_counts_as_well(home):
    title_id, _ = a_film()
    assert shown(home).page.card.year is None
    with connection.cursor() as cursor:
        cursor.execute("UPDATE catalogue_title SET year = 1966 WHERE id = %s", [title_id])
    assert shown(home).page.card.year == 1966


def test_streams_that_are_taken_away_play_no_more(home):
    from lanterne.assets.models import Publication

    a_film()
    assert shown(home).play is not None
    Publication.objects.update(superseded_at=NOW)
    assert shown(home).play is None


def test_what_is_read_inside_a_transaction_is_kept_for_nobody(home):
    title_id, _ = a_film()
    with transaction.atomic():
        catalogue.localise(title_id=title_id, language="fr", name="Brouillon", actor=ACTOR)
        assert shown(home).page.card.name == "Brouillon"
        transaction.set_rollback(True)
    assert shown(home).page.card.name == "Le Voyage"


def test_each_household_has_its_own_list_and_its_own_progress(plans):
    """Through the whole page, as browsers ask for it."""
    a_film()
    one, other = (
        a_household(f"{name}@example.com", name, territory="FR", language="en")
        for name in ("camille", "alex")
    )
    for who in (one, other):
        subscribe(who.household_id, at=NOW - HOUR)
    with time_machine.travel(NOW, tick=False):
        first, second = (browser(who.email, who.password, who.profile_id) for who in (one, other))
        first.post("/my-list/le-voyage/", {"wanted": "yes"})
        seen, unseen = (one.get("/title/le-voyage/").content.decode() for one in (first, second))
    assert "On my list" in seen
    assert "camille" in seen
    assert "On my list" not in unseen
    assert "camille" not in unseen


def test_what_is_drawn_follows_words_pictures_age_language_and_country(plans, settings):
    """The pages as browsers get them: their pieces are kept as well."""
    settings.COUNTRY_HEADER = "CF-IPCountry"
    settings.TRUSTED_PROXIES = proxies("127.0.0.1")
    title_id, *_ = surrounded(age=12)
    a_film("Autre")
    who = a_household("camille@example.com", "camille", territory="FR", language="fr")
    subscribe(who.household_id, at=NOW - HOUR)

    def profile(name, language, ceiling):
        return accounts.add_profile(
            household_id=who.household_id, name=name, language=language, lantern="jade",
            is_child=ceiling is not None, ceiling=ceiling,
        ).id  # fmt: skip

    with time_machine.travel(NOW, tick=False):
        adult, english, child = (
            browser(who.email, who.password, one)
            for one in (who.profile_id, profile("Sacha", "en", None), profile("Lou", "fr", 10))
        )

        def told(client, **headers):
            pages = (client.get(at, headers=headers) for at in ("/", "/title/le-voyage/"))
            return [page.content.decode() if page.status_code == 200 else "" for page in pages]

        assert all("Le Voyage" in page for page in told(adult) + told(english))
        assert "Le Voyage" not in "".join(told(child))
        for language, name in (("fr", "Le Voyage"), ("en", "The Journey")):
            catalogue.localise(title_id=title_id, language=language, name=name, actor=ACTOR)
        assert all("The Journey" in page for page in told(english))
        assert all("Le Voyage" in page and "Journey" not in page for page in told(adult))
        assert "across-10" not in told(adult)[1]
        picture = Artwork.objects.get(title_id=title_id).pk
        catalogue.set_focus(title_id=title_id, picture_id=picture, x=10, y=20, actor=ACTOR)
        assert "across-10 down-20" in told(adult)[1]
        home, title = told(adult, **{"CF-IPCountry": "US"})
        assert "Le Voyage" not in home
        assert "/watch/le-voyage/" not in title
        assert all("Le Voyage" in page for page in told(adult))


def test_a_device_is_told_from_the_same_answer_until_the_stroke(plans):
    a_film(closes_at=NOW + HOUR)
    who = a_household("camille@example.com", "camille", territory="FR", language="en")
    subscribe(who.household_id, at=NOW - HOUR)
    with time_machine.travel(NOW, tick=False):
        device = browser(who.email, who.password, who.profile_id)
    told = []
    for at in (NOW, NOW + HOUR - timedelta(microseconds=1), NOW + HOUR):
        with time_machine.travel(at, tick=False), CaptureQueriesContext(connection) as caught:
            page = device.get("/title/le-voyage/").content.decode()
            asked = len(caught)
            answer = device.get("/api/v1/titles/le-voyage").json()["availability"]
        told.append(("Not available right now" in page, answer["reason"], len(caught) - asked))
    # Session, person, membership, profile, the mark, how far one is.
    assert told == [(False, "open", 6), (False, "open", 6), (True, "over", 6)]


def test_the_next_change_is_the_first_of_all_kinds(home):
    assert rights.next_change(territory="FR", at=NOW) is None
    a_film("Un", opens_at=NOW - HOUR, closes_at=NOW + 9 * HOUR)
    a_film("Deux", opens_at=NOW + 8 * HOUR)
    a_film("Trois", territory="GB", opens_at=NOW + 30 * HOUR, public_from=NOW + 7 * HOUR)
    title_id, _ = a_film("Quatre", territory="GB")
    held = Holdback(Period(NOW + 5 * HOUR, NOW + 6 * HOUR))
    licences.hold_back(title_id=title_id, holdback=held, reason="", actor=ACTOR)
    told, at = [], NOW
    while at := rights.next_change(territory="FR", at=at):
        told.append((at - NOW) / HOUR)
    assert told == [5, 6, 7, 8, 9]


def surrounded(**facts):
    """A film with all that hangs around one: pictures, makers, words, a collection, and a trailer that is open."""
    title_id, _ = a_film(**facts)
    catalogue.add_artwork(
        title_id=title_id, kind="backdrop", content=a_picture(1600, 900), source="", actor=ACTOR
    )
    catalogue.credit(title_id=title_id, person="Agnès", role="director", actor=ACTOR)
    mood = catalogue.name_term(vocabulary="mood", language="fr", name="Rêveur", actor=ACTOR)
    catalogue.file_under(title_id=title_id, vocabulary="mood", codes=[mood], actor=ACTOR)
    collection = catalogue.create_collection(name="La mer", language="fr", actor=ACTOR)
    catalogue.put_in(collection_id=collection, title_id=title_id, actor=ACTOR)
    trailer = a_part("trailer", title_id, 1)
    licences.grant_window(title_id=trailer, window=Window("FR", NOW - HOUR), actor=ACTOR)
    published(trailer)
    return title_id, collection, trailer


def test_a_kept_page_is_the_page_that_would_be_asked_anew(home):
    surrounded()
    a_film("Autre")
    first, kept = shown(home), shown(home)
    assert statements(home) == 3
    pages._kept = pages.Answers(pages.MOST_KEPT)
    assert first == kept == shown(home)
    assert [line.is_playable for line in kept.beside] == [True]
    assert kept.page.moods == ("Rêveur",)
    assert [one.name for one in kept.page.collections] == ["La mer"]
    # Whatever a piece is drawn from must be a key.
    assert hash(kept.page) == hash(first.page)


def test_what_hangs_around_a_film_changes_at_once(home):
    title_id, collection, trailer = surrounded()
    assert len(shown(home).page.collections) == 1
    catalogue.take_out(collection_id=collection, title_id=title_id, actor=ACTOR)
    assert shown(home).page.collections == ()
    catalogue.file_under(title_id=title_id, vocabulary="mood", codes=[], actor=ACTOR)
    assert shown(home).page.moods == ()
    held = Holdback(Period(NOW - HOUR, NOW + HOUR), "FR")
    licences.hold_back(title_id=trailer, holdback=held, reason="", actor=ACTOR)
    assert [line.is_playable for line in shown(home).beside] == [False]
    assert [line.is_playable for line in shown(home, at=NOW + HOUR).beside] == [True]
    a_part("extra", title_id, 2)
    assert len(shown(home).beside) == 2


def test_a_rating_of_the_country_hides_at_once(home):
    title_id, _ = a_film(age=6)
    assert shown(home, ceiling=10) is not None
    catalogue.rate(title_id=title_id, territory="FR", label="-12", minimum_age=12, actor=ACTOR)
    assert shown(home, ceiling=10) is None
    assert shown(home).page.card.minimum_age == 12
    corrections.remove_rating(title_id=title_id, territory="FR", actor=ACTOR)
    assert shown(home, ceiling=10) is not None


def test_a_picture_that_is_cut_around_another_point_is_shown_at_once(home):
    title_id, *_ = surrounded()
    before = shown(home).page.backdrop
    picture = Artwork.objects.get(title_id=title_id).pk
    catalogue.set_focus(title_id=title_id, picture_id=picture, x=10, y=20, actor=ACTOR)
    assert before.focus is None
    assert shown(home).page.backdrop.focus == (10, 20)


def test_words_of_the_house_are_read_in_the_language_of_the_page(home):
    """Whatever language was active for whoever asked first."""
    title_id, _ = a_film()
    catalogue.file_under(title_id=title_id, vocabulary="mood", codes=["tender"], actor=ACTOR)
    with translation.override("en"):
        first = shown(home).page.moods
    with translation.override("fr"):
        assert shown(home).page.moods == first == ("Tendre",)
