"""What a title lacks in a market, as one list and one percentage, and opening it."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from lanterne.catalogue import services as catalogue
from lanterne.core import audit
from lanterne.deliveries import queries, services
from lanterne.deliveries.rules import Asset, Role, Wanted
from lanterne.rights import queries as rights
from lanterne.rights import services as licences
from lanterne.rights.queries import changes
from lanterne.rights.rules import Window
from tests.deliveries.conftest import ACTOR, GERMAN, NOW, POSTER, a_request
from tests.deliveries.test_requests import a_job, streams
from tests.titles import a_film, a_part, a_picture, a_series, a_window, published


@pytest.fixture(autouse=True)
def at_the_time(markets):
    with time_machine.travel(NOW, tick=False):
        yield


def complete(title_id: int, language: str = "fr", territory: str = "FR", **heard) -> None:
    """All that a film needs in a market, but for its window."""
    streams(title_id, a_job(title_id, state="done"), **heard)
    catalogue.localise(title_id=title_id, language=language, name="X", synopsis="Y", actor=ACTOR)
    catalogue.suggest_artwork(title_id=title_id, content=a_picture(200, 300), actor=ACTOR)
    catalogue.rate(
        title_id=title_id, territory=territory, label="Tous publics", minimum_age=0, actor=ACTOR
    )


def found(title_id: int, territory: str = "FR"):
    return queries.readiness(title_id=title_id, territory=territory, at=NOW)


def lacking(title_id: int, territory: str = "FR") -> list[str]:
    return [str(need.code) for need in found(title_id, territory).lacking]


def test_a_bare_film_lacks_everything_in_its_order(moon):
    assert lacking(moon) == [
        "film",
        "original_sound",
        "words",
        "poster",
        "still",
        "rating",
        "window",
    ]
    assert found(moon).percent == 0


def test_a_market_of_another_language_wants_a_dub_or_subtitles(moon):
    assert "spoken" in lacking(moon, "DE")
    assert "spoken" not in lacking(moon, "BE")
    (need,) = [one for one in found(moon, "DE").needs if one.code == "spoken"]
    assert need.language == "de"


@pytest.mark.parametrize("heard", [{"sound": ("fr", "de")}, {"captions": ("de-AT",)}])
def test_either_will_do_whatever_its_region(moon, heard):
    complete(moon, "de", "DE", **heard)
    assert lacking(moon, "DE") == ["window"]


def test_a_film_without_words_needs_none_spoken(db):
    silent = a_film("Ballet mécanique", language="zxx")
    assert "spoken" not in lacking(silent, "DE")
    assert "original_sound" not in lacking(silent, "DE")


def test_a_complete_film_is_ready(moon):
    complete(moon)
    assert (lacking(moon), found(moon).percent) == (["window"], 85)
    a_window(moon, "FR", opens_at=NOW + timedelta(days=90))
    assert (lacking(moon), found(moon).percent, found(moon).is_complete) == ([], 100, True)


def test_a_window_that_is_over_is_none(moon):
    complete(moon)
    a_window(moon, "FR", closes_at=NOW)
    assert lacking(moon) == ["window"]


def test_first_light_is_not_the_film(moon):
    complete(moon)
    from lanterne.assets.models import Publication

    Publication.objects.filter(title_id=moon).update(is_final=False)
    assert lacking(moon) == ["film", "original_sound", "window"]


def test_sound_in_another_language_is_not_the_original(moon):
    complete(moon, sound=("en",))
    assert lacking(moon) == ["original_sound", "window"]


def test_sound_that_names_no_language_is_believed(moon):
    complete(moon, sound=())
    assert lacking(moon) == ["window"]


def test_what_is_asked_for_lacks_until_it_is_accepted(moon, lab):
    complete(moon)
    asked = a_request(moon, POSTER, lab)
    (poster, _window) = found(moon).lacking
    assert (poster.code, poster.standing, poster.request_id) == ("poster", "asked", asked)
    catalogue.add_artwork(
        title_id=moon, kind="poster", content=a_picture(200, 300), source="Éclair", actor=ACTOR
    )
    services.note_delivery(request_id=asked, turn=0, actor=ACTOR)
    assert found(moon).lacking[0].standing == "arrived"
    services.accept(request_id=asked, turn=2, actor=ACTOR)
    assert lacking(moon) == ["window"]


def test_a_cancelled_request_stands_in_nobodys_way(moon):
    complete(moon)
    asked = a_request(moon, POSTER)
    services.cancel(request_id=asked, turn=0, actor=ACTOR)
    assert lacking(moon) == ["window"]


def test_a_market_waits_only_for_what_is_its_own(moon):
    complete(moon)
    a_request(moon, GERMAN)
    a_request(moon, Wanted(Asset.RATING, territory="BE"))
    a_request(moon, Wanted(Asset.METADATA, "de"))
    a_request(moon, Wanted(Asset.SOUND, "nl", Role.DUB))
    assert lacking(moon) == ["window"]
    assert "spoken" in lacking(moon, "DE")
    assert "rating" in lacking(moon, "BE")


def test_a_backdrop_is_needed_only_once_it_was_asked_for(moon):
    complete(moon)
    asked = a_request(moon, Wanted(Asset.ARTWORK, role="backdrop"))
    assert lacking(moon) == ["picture", "window"]
    assert found(moon).lacking[0].request_id == asked


def test_an_episode_inherits_what_hangs_on_its_series(db):
    series, (season,), ((first, second),) = a_series()
    complete(first)
    catalogue.rate(title_id=series, territory="FR", label="12", minimum_age=12, actor=ACTOR)
    a_window(series, "FR")
    assert lacking(first) == []
    assert "film" in lacking(second)
    assert lacking(season) == []
    assert lacking(series) == ["words", "poster", "still"]


def test_many_titles_cost_as_many_statements_as_one(db, django_assert_num_queries):
    ids = [a_film(f"Film {number}") for number in range(12)]
    published(ids[0], ids[5])
    a_window(ids[3], "DE")
    told = {}
    for many in (1, 12):
        with django_assert_num_queries(12):
            told = queries.readinesses(title_ids=ids[:many], markets=["FR", "DE"], at=NOW)
    assert len(told) == 24
    for (title_id, territory), one in told.items():
        assert one == found(title_id, territory)


def test_no_such_title_is_not_ready_or_unready(db):
    assert queries.readiness(title_id=4711, territory="FR", at=NOW) is None


def opened(title_id: int, opens_at=NOW, closes_at=None, override="", territory="FR"):
    return services.open_in_market(
        title_id=title_id,
        window=Window(territory, opens_at, closes_at),
        actor="user:1",
        override=override,
    )


def test_opening_now_is_refused_with_what_is_lacking(moon):
    complete(moon)
    a_request(moon, POSTER)
    with pytest.raises(services.NotReady) as refusal:
        opened(moon)
    assert str(refusal.value) == (
        "It is not ready to open in France. It still lacks: a poster."
        " Complete it, or say why it opens all the same."
    )
    assert rights.windows(title_id=moon) == ()
    assert "rights.grant_window" not in [one.action for one in audit.lines()]


def test_what_is_ready_opens(moon):
    complete(moon)
    opened(moon)
    assert len(rights.windows(title_id=moon)) == 1
    assert queries.overrides(title_id=moon) == ()


def test_an_override_is_kept_with_its_reason(moon):
    opened(moon, override="The festival shows it tonight.")
    assert len(rights.windows(title_id=moon)) == 1
    (kept,) = queries.overrides(title_id=moon)
    assert (kept.territory, kept.reason, kept.actor) == (
        "FR",
        "The festival shows it tonight.",
        "user:1",
    )
    assert kept.lacking == ("film", "original_sound", "words", "poster", "still", "rating")
    line = audit.lines(subject=f"title:{moon}", limit=1)[0]
    assert (line.action, line.detail["reason"]) == (
        "deliveries.override_opening",
        "The festival shows it tonight.",
    )


def test_blanks_are_no_reason(moon):
    with pytest.raises(services.NotReady):
        opened(moon, override="   ")
    assert rights.windows(title_id=moon) == ()


def test_a_plan_further_ahead_is_granted(moon, settings):
    settings.OPENING_NOTICE_DAYS = 14
    edge = NOW + timedelta(days=14)
    with pytest.raises(services.NotReady):
        opened(moon, edge)
    opened(moon, edge + timedelta(seconds=1))
    assert len(rights.windows(title_id=moon)) == 1


def test_a_window_that_is_over_opens_nothing(moon):
    opened(moon, NOW - timedelta(days=9), NOW)
    assert len(rights.windows(title_id=moon)) == 1


def test_what_rights_refuse_is_told_first(moon):
    with pytest.raises(licences.WindowEmpty):
        opened(moon, NOW, NOW - timedelta(days=1), "because")
    with pytest.raises(licences.TerritoryUnknown):
        opened(moon, territory="XX")
    assert queries.overrides(title_id=moon) == ()


def moved(title_id: int, window_id: int, opens_at, closes_at=None, override=""):
    services.move_window(
        title_id=title_id,
        wanted=rights.HeldWindow(window_id, Window("FR", opens_at, closes_at)),
        actor="user:1",
        override=override,
    )


def test_a_plan_is_not_pulled_forward_past_the_rule(moon):
    window_id, later = opened(moon, NOW + timedelta(days=60)), NOW + timedelta(days=60)
    with pytest.raises(services.NotReady):
        moved(moon, window_id, NOW)
    assert rights.windows(title_id=moon)[0].window.opens_at == later
    moved(moon, window_id, NOW, override="The press is invited.")
    assert rights.windows(title_id=moon)[0].window.opens_at == NOW
    assert len(queries.overrides(title_id=moon)) == 1


def test_what_is_open_already_may_be_closed_at_another_time(moon):
    window_id = a_window(moon, "FR")
    moved(moon, window_id, NOW - timedelta(days=1), NOW + timedelta(days=5))
    assert rights.windows(title_id=moon)[0].window.closes_at == NOW + timedelta(days=5)


def test_what_opens_soon_and_lacks_something_is_told(moon):
    ready, far, open_already = (a_film(name) for name in ("Ready", "Far", "Open"))
    complete(ready)
    near = NOW + timedelta(days=3)
    a_window(moon, "FR", near)
    a_window(moon, "FR", NOW - timedelta(days=9), NOW - timedelta(days=8))
    a_window(ready, "FR", near)
    a_window(far, "FR", NOW + timedelta(days=40))
    a_window(open_already, "FR")
    (one,) = queries.opening_unready(at=NOW, limit=6)
    assert (one.title_id, one.opens_at, one.readiness.territory) == (moon, near, "FR")


@pytest.mark.parametrize("kind", ["trailer", "extra", "edition"])
def test_what_stands_beside_a_film_needs_its_streams_and_has_the_rest_from_it(moon, kind):
    complete(moon)
    a_window(moon)
    beside = catalogue.create_title(
        kind=kind,
        original_name="Une autre",
        original_language="fr",
        parent_id=moon,
        number=1,
        actor=ACTOR,
        **({"edition": "restored"} if kind == "edition" else {}),
    )
    assert lacking(beside) == ["film", "original_sound"]
    streams(beside, a_job(beside, state="done"))
    assert found(beside).is_complete


def test_of_a_trailer_only_film_sound_subtitles_and_rating_are_asked_for(moon):
    trailer = a_part("trailer", moon, 1)
    told = queries.proposals(title_id=trailer, markets=["DE"], way=Role.FULL)
    assert [str(line.wanted.asset) for line in told] == ["master", "sound", "subtitle", "rating"]


def undone(title_id: int, action: str) -> None:
    lines = [one.id for one in audit.lines(subject=f"title:{title_id}") if one.action == action]
    change = changes.changes(line_ids=lines[:1])[lines[0]]
    services.undo_window(title_id=title_id, change_id=change.id, actor="user:1")


def test_what_taking_back_would_open_is_held_to_the_same_rule(moon):
    window_id = opened(moon, override="The festival shows it tonight.")
    licences.withdraw_window(window_id=window_id, actor=ACTOR)
    with pytest.raises(services.NotReady, match="It still lacks: the film, with its whole ladder"):
        undone(moon, "rights.withdraw_window")
    assert rights.windows(title_id=moon) == ()
    complete(moon)
    undone(moon, "rights.withdraw_window")
    assert [one.id for one in rights.windows(title_id=moon)] == [window_id]


def test_what_is_open_is_moved_back_in_time_and_closed_again_without_asking(moon):
    window_id = opened(moon, override="The festival shows it tonight.")
    moved(moon, window_id, NOW - timedelta(days=1), NOW + timedelta(days=3))
    undone(moon, "rights.change_window")
    assert [one.window.closes_at for one in rights.windows(title_id=moon)] == [None]
    undone(moon, "rights.grant_window")
    assert rights.windows(title_id=moon) == ()
