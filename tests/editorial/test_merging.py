"""Two titles become one: all that hangs on them moves, both addresses go on working, and everything is on record."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.apps import apps

from lanterne.assets.models import Publication
from lanterne.assets.services.merging import BothPublished, StillWorking
from lanterne.audience.models import Viewing
from lanterne.catalogue import queries as catalogue
from lanterne.catalogue import services as titles
from lanterne.catalogue.fields import Family, Field
from lanterne.catalogue.models import FormerTitle, Title
from lanterne.catalogue.queries import editing
from lanterne.catalogue.queries.fields import held
from lanterne.catalogue.rules import Kind
from lanterne.catalogue.services import NotAlike, NumberTaken, WrongFacts
from lanterne.commissioning.models import Comparable, Project
from lanterne.commissioning.services.merging import BothCommissioned
from lanterne.core import audit
from lanterne.deliveries import queries as deliveries
from lanterne.discovery import queries as lists
from lanterne.discovery import services as listing
from lanterne.editorial import queries, services
from lanterne.editorial.services import Chosen
from lanterne.playback import queries as playback
from lanterne.playback.models import PlaySession, ResumePoint
from lanterne.rights import queries as rights
from lanterne.rights import services as granting
from lanterne.rights.rules import Status, Terms, Window
from tests.deliveries.conftest import MASTER, POSTER, a_house, a_request
from tests.studio.conftest import a_job
from tests.titles import ACTOR, a_film, a_part, a_series, a_window, published

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def moon(db) -> int:
    return a_film("Le Voyage dans la Lune", year=1902)


@pytest.fixture
def trip(db) -> int:
    return a_film("A Trip to the Moon", language="en", year=1903, runtime_seconds=840)


def merge(title_id: int, other_id: int, **chosen) -> None:
    services.merge(title_id=title_id, other_id=other_id, actor=ACTOR, theirs=Chosen(**chosen))


def test_what_only_one_says_is_kept_and_of_the_rest_what_was_chosen(moon, trip):
    for film, tagline in ((moon, "Boum"), (trip, "Bang")):
        titles.localise(title_id=film, language="fr", name="Lune", tagline=tagline, actor=ACTOR)
    titles.localise(title_id=trip, language="de", name="Reise", actor=ACTOR)
    titles.credit(title_id=moon, person="Georges Méliès", role="director", actor=ACTOR)
    for person in ("Georges Méliès", "Jules Verne"):
        titles.credit(title_id=trip, person=person, role="director", actor=ACTOR)
    titles.identify(title_id=trip, scheme="imdb", value="tt0000417", actor=ACTOR)
    merge(moon, trip, fields=[Field(Family.WORDS, ("fr", "tagline"))])
    found = editing.edited(title_id=moon)
    assert (found.original_name, found.year, found.runtime_seconds) == (
        "Le Voyage dans la Lune", 1902, 840,
    )  # fmt: skip
    assert [(one.language, one.name, one.tagline) for one in editing.words(title_id=moon)] == [
        ("de", "Reise", ""), ("fr", "Lune", "Bang"),
    ]  # fmt: skip
    assert [one.person for one in editing.credited(title_id=moon)] == [
        "Georges Méliès", "Jules Verne",
    ]  # fmt: skip
    assert editing.identifiers(title_id=moon) == (("imdb", "tt0000417"),)
    assert editing.edited(title_id=trip) is None


def test_windows_move_and_of_those_that_clash_the_chosen_ones_stay(moon, trip):
    opens = datetime(2027, 1, 1, tzinfo=UTC)
    for film in (moon, trip):
        for territory in ("FR", "BE"):
            a_window(film, territory, opens + timedelta(days=film == trip))
    a_window(trip, "DE", opens)
    assert rights.clashing(title_id=moon, other_id=trip) == ("BE", "FR")
    merge(moon, trip, territories=["BE"])
    found = [
        (one.window.territory, one.window.opens_at.day) for one in rights.windows(title_id=moon)
    ]
    assert found == [("BE", 2), ("DE", 1), ("FR", 1)]
    assert len(audit.search(action="rights.withdraw_window")) == 2


def test_windows_that_were_revoked_in_both_are_one(moon, trip):
    """Whatever else they said: what tells the windows of one title apart is the same."""
    opens = datetime(2027, 1, 1, tzinfo=UTC)
    for film, awaits in ((moon, ""), (trip, "Delivery")):
        window = Window("FR", opens, None, Terms(status=Status.REVOKED, awaits=awaits))
        granting.grant_window(title_id=film, window=window, actor=ACTOR)
    assert rights.clashing(title_id=moon, other_id=trip) == ("FR",)
    merge(moon, trip)
    assert [one.window.terms.awaits for one in rights.windows(title_id=moon)] == [""]


def test_what_was_watched_and_kept_moves_and_the_later_resume_point_counts(
    moon, trip, subscriber, member, time_machine
):
    time_machine.move_to(NOON, tick=False)
    listing.add_to_list(profile_id=subscriber.profile_id, title_id=moon)
    for person in (subscriber, member):
        listing.add_to_list(profile_id=person.profile_id, title_id=trip)
    for film, seconds, at in ((moon, 100.0, NOON), (trip, 400.0, NOON + timedelta(hours=1))):
        ResumePoint.objects.create(
            profile_id=subscriber.profile_id, title_id=film, seconds=seconds, duration=840.0,
            updated_at=at,
        )  # fmt: skip
        Viewing.objects.create(
            session=uuid4(), household_id=subscriber.household_id, title_id=film, territory="FR",
            seconds=seconds, started_at=at, last_at=at,
        )  # fmt: skip
    merge(moon, trip)
    for person in (subscriber, member):
        assert lists.is_listed(profile_id=person.profile_id, title_id=moon)
    assert playback.resume_point(profile_id=subscriber.profile_id, title_id=moon) == 400.0
    assert sorted(Viewing.objects.filter(title_id=moon).values_list("seconds", flat=True)) == [
        100.0, 400.0,
    ]  # fmt: skip


def test_who_watches_goes_on_watching(moon, trip, subscriber):
    session = PlaySession.objects.create(
        household_id=subscriber.household_id, profile_id=subscriber.profile_id, title_id=trip,
        device=uuid4(), publication_id=1, folder="x", mpd="m", hls="h", duration=1.0,
        territory="FR", started_at=NOON, seen_at=NOON, ends_at=NOON,
    )  # fmt: skip
    merge(moon, trip)
    session.refresh_from_db()
    assert session.title_id == moon


def test_streams_move_and_their_revisions_are_counted_on(moon, trip):
    published(moon)
    Publication.objects.filter(title_id=moon).update(superseded_at=NOON)
    published(trip)
    merge(moon, trip)
    assert list(
        Publication.objects.filter(title_id=moon).order_by("pk").values_list("revision", flat=True)
    ) == [1, 2]


def test_what_both_were_asked_for_is_asked_for_once(moon, trip):
    house = a_house("Éclair", "lab@example.com")
    stays = a_request(moon, POSTER, house)
    goes, moves = a_request(trip, POSTER, house), a_request(trip, MASTER, house)
    merge(moon, trip)
    states = {one: deliveries.request(request_id=one).state for one in (stays, goes, moves)}
    assert states == {stays: "requested", goes: "cancelled", moves: "requested"}


def test_trailers_are_numbered_on_and_collections_hold_the_title_once(moon, trip):
    mine, theirs = a_part("trailer", moon, 1), a_part("trailer", trip, 1)
    for name, members in (("Both", (moon, trip)), ("One", (trip,))):
        made = titles.create_collection(name=name, language="en", actor=ACTOR)
        titles.arrange(collection_id=made, title_ids=members, actor=ACTOR)
    merge(moon, trip)
    assert [one[0] for one in editing.beside(title_id=moon)] == [mine, theirs]
    assert catalogue.lineage(title_id=theirs) == (theirs, moon)
    assert [one.title_ids for one in catalogue.collections(language="en")] == [(moon,), (moon,)]


def test_of_two_series_the_seasons_come_together_unless_both_have_one(db):
    tides, [first], _ = a_series("Les Marées", seasons=(1,))
    again, _, _ = a_series("Les Marees", seasons=())
    second = a_part("season", again, 2)
    episode = a_part("episode", second, 1)
    third, _, _ = a_series("Les Marées", seasons=(1,))
    merge(tides, again)
    assert editing.parts(title_id=tides) == (first, second)
    assert catalogue.lineage(title_id=episode) == (episode, second, tides)
    with pytest.raises(NumberTaken, match="Both have a season 1"):
        merge(tides, third)
    assert editing.edited(title_id=third) is not None


def test_both_numbers_and_both_addresses_lead_to_the_one_that_stays_for_good(moon, trip):
    slug = editing.edited(title_id=trip).slug
    last = a_film("Lune")
    merge(moon, trip)
    merge(last, moon)
    assert (catalogue.forwarded(title_id=trip), catalogue.forwarded_slug(slug=slug)) == (
        last, "lune",
    )  # fmt: skip
    assert catalogue.forwarded(title_id=last) == last
    # Nobody takes the address over.
    again = a_film("A Trip to the Moon")
    assert editing.edited(title_id=again).slug == "a-trip-to-the-moon-2"


def test_a_merge_leaves_its_lines_and_all_that_was_known(moon, trip, editor):
    titles.localise(title_id=trip, language="de", name="Reise", synopsis="Sie reisen.", actor=ACTOR)
    services.merge(title_id=moon, other_id=trip, actor=editor.actor)
    for subject in (moon, trip):
        [line] = audit.search(action="editorial.merge", subject=f"title:{subject}")
        assert (line.actor, line.detail) == (
            editor.actor, {"title": moon, "other": trip, "slug": "a-trip-to-the-moon"},
        )  # fmt: skip
    [merged] = queries.merges()
    assert (merged.former_id, merged.title_id) == (trip, moon)
    assert ["words", ["de", "synopsis"], "Sie reisen."] in merged.record["title"]["fields"]


@pytest.mark.parametrize("is_swapped", [False, True])
def test_a_film_and_a_series_are_never_one(moon, is_swapped):
    series, seasons, _ = a_series()
    pair = (series, moon) if is_swapped else (moon, series)
    with pytest.raises(NotAlike, match="A film and a series are never one title"):
        merge(*pair)
    for other in (moon, seasons[0]):
        with pytest.raises(NotAlike, match="Two films or two series can be one"):
            merge(moon, other)
    assert FormerTitle.objects.count() == 0


def test_two_that_are_published_are_merged_only_as_editions(moon, trip, subscriber):
    published(moon, trip)
    a_window(trip, "FR")
    listing.add_to_list(profile_id=subscriber.profile_id, title_id=trip)
    with pytest.raises(BothPublished, match="make one of them an edition"):
        merge(moon, trip)
    with pytest.raises(WrongFacts, match="“cut” is no edition"):
        services.make_edition(title_id=moon, other_id=trip, edition="cut", actor=ACTOR)
    services.make_edition(title_id=moon, other_id=trip, edition="restored", actor=ACTOR)
    assert editing.beside(title_id=moon) == ((trip, Kind.EDITION, "restored"),)
    assert catalogue.lineage(title_id=trip) == (trip, moon)
    assert len(rights.windows(title_id=trip)) == 1
    assert lists.is_listed(profile_id=subscriber.profile_id, title_id=moon)
    assert editing.edited(title_id=trip).slug == "a-trip-to-the-moon"


def test_nothing_is_merged_while_a_worker_is_at_it(moon, trip):
    a_job(trip, state="queued")
    with pytest.raises(StillWorking):
        merge(moon, trip)
    with pytest.raises(StillWorking):
        services.make_edition(title_id=moon, other_id=trip, edition="restored", actor=ACTOR)
    assert held(title_id=trip, families=[Family.FACT])


def a_project(key: str, title_id: int) -> Project:
    return Project.objects.create(
        key=key, kind="film", name=key, original_language="fr", territory="FR", stage="delivered",
        since=NOON.date(), title_id=title_id,
    )  # fmt: skip


def test_the_project_of_a_title_follows_it_and_two_projects_are_never_one(moon, trip):
    project, last = a_project("lune", trip), a_film("Lune")
    merge(moon, trip)
    project.refresh_from_db()
    assert project.title_id == moon
    a_project("other", last)
    with pytest.raises(BothCommissioned):
        merge(last, moon)
    assert editing.edited(title_id=moon) is not None


def test_what_a_project_is_held_against_is_the_title_that_stayed(moon, trip):
    project = a_project("lune", moon)
    held = Comparable.objects.create(project=project, title_id=trip, name="A Trip to the Moon")
    merge(moon, trip)
    held.refresh_from_db()
    assert held.title_id == moon


# Every table of another app that names a title, and the room that moves its rows; the catalogue's own go with the title.
MOVED_BY = {
    "rights.LicenceWindow": "rights",
    "rights.Holdback": "rights",
    "assets.Upload": "assets",
    "assets.Mezzanine": "assets",
    "assets.Subtitle": "assets",
    "assets.Publication": "assets",
    "deliveries.DeliveryRequest": "deliveries",
    "deliveries.OpeningOverride": "deliveries",
    "playback.PlaySession": "playback",
    "playback.ResumePoint": "playback",
    "audience.Viewing": "audience",
    "discovery.ListEntry": "discovery",
    "results.Release": "results",
    "commissioning.Project": "commissioning",
    "commissioning.Comparable": "commissioning",
    # Refused as long as one is open; those that are over go with their title.
    "editorial.Draft": "nobody",
    # About this pair, or another one of which one half is gone.
    "editorial.Distinct": "nobody",
}


def test_no_table_that_names_a_title_is_forgotten():
    naming = {
        model._meta.label
        for model in apps.get_models()
        for field in model._meta.fields
        if field.related_model is Title and model._meta.app_label != "catalogue"
    }
    assert naming == set(MOVED_BY)
