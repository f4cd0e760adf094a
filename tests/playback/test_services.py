"""Pressing play, going on, stopping."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from lanterne.accounts import services as accounts
from lanterne.accounts.services import ProfileUnknown
from lanterne.playback import queries, services
from lanterne.playback.models import PlaySession, ResumePoint
from lanterne.playback.refusals import refusal
from lanterne.playback.rules import LEASE, NoStreamKey, Reason
from lanterne.playback.services import NotAllowed, UnknownSession
from lanterne.rights import queries as windows
from lanterne.rights import services as rights
from lanterne.rights.rules import Window
from tests.cast import a_household, subscribe
from tests.screening import (
    CLOSES,
    KEY_64,
    KID_64,
    NOW,
    OPENED,
    PHONE,
    SOFA,
    TABLET,
    a_film,
)


@pytest.fixture
def subscriber(plans):
    person = a_household("subscriber@example.com", "Camille", territory="FR", language="fr")
    subscribe(person.household_id, at=NOW - timedelta(days=1))
    return person


def play(person, film, *, device=SOFA, profile_id=None, at=NOW):
    return services.start_session(
        seat=services.Seat(person.household_id, profile_id or person.profile_id, device),
        title_id=film.title_id,
        at=at,
    )


def beat(person, started, *, position=30.0, at=NOW):
    return services.beat(
        session_id=started.session_id,
        household_id=person.household_id,
        position=position,
        at=at,
    )


def licence(person, started, *, kids=(KID_64,), at=NOW):
    return services.licence(
        session_id=started.session_id, household_id=person.household_id, kids=kids, at=at
    )


def stop(person, started, *, position=None, at=NOW):
    household_id = person.household_id
    services.stop(
        session_id=started.session_id, household_id=household_id, position=position, at=at
    )


def refused(reason, act, *arguments, **named):
    """The sentence of a refusal that leaves no session behind."""
    before = list(PlaySession.objects.order_by("id").values())
    with pytest.raises(NotAllowed) as no:
        act(*arguments, **named)
    assert no.value.reason is reason
    assert list(PlaySession.objects.order_by("id").values()) == before
    return no.value.sentence


# Yes


def test_play_answers_with_signed_addresses_of_the_titles_folder(subscriber, film):
    started = play(subscriber, film)
    prefix, _, name = started.dash_url.rpartition("/")
    assert name == "manifest.mpd"
    assert started.hls_url == f"{prefix}/master.m3u8"
    assert prefix.startswith("/m/k1.")
    expires = int(started.expires_at.timestamp())
    assert prefix.endswith(f"/{expires}/{started.session_id}/{film.folder}")
    assert started.licence_url == f"/api/v1/sessions/{started.session_id}/licence"
    assert (started.resume_at, started.duration, started.tallest) == (0.0, 100.0, 2160)
    assert (started.title_id, started.next_title_id) == (film.title_id, None)


def test_a_title_in_the_clear_has_no_licence(subscriber, film):
    film.publish_in_the_clear()
    assert play(subscriber, film).licence_url is None


def test_addresses_live_at_most_four_hours_and_never_past_the_window(subscriber, film):
    assert play(subscriber, film).expires_at == NOW + timedelta(hours=3, minutes=30)
    late = CLOSES - timedelta(minutes=5)
    subscribe(subscriber.household_id, at=NOW + timedelta(days=40))
    assert play(subscriber, film, at=late).expires_at == CLOSES


def test_days_of_grace_are_days_of_watching(subscriber, film):
    at = NOW + timedelta(days=15)
    assert play(subscriber, film, at=at).session_id


def test_without_a_signing_key_nothing_plays(subscriber, film, settings):
    settings.STREAM_KEYS = ""
    with pytest.raises(NoStreamKey):
        play(subscriber, film)
    assert not PlaySession.objects.exists()


# No, and why


def test_a_stranger_is_told_to_choose_a_plan(stranger, film):
    sentence = refused(Reason.NOT_A_MEMBER, play, stranger, film)
    assert sentence == "Choose a plan to start watching."


def test_a_lapsed_member_is_told_to_renew_in_the_profiles_language(subscriber, film):
    extend(film)
    sentence = refused(Reason.LAPSED, play, subscriber, film, at=NOW + timedelta(days=60))
    assert sentence == (
        "Votre abonnement a pris fin. Renouvelez-le dans votre compte pour continuer à regarder."
    )


def extend(film):
    """Leave the window open for good."""
    from lanterne.rights import queries as windows

    (held,) = windows.windows(title_id=film.title_id)
    rights.change_window(
        window_id=held.id, window=Window("FR", OPENED), licence_id=None, actor="system:cast"
    )


def test_a_country_without_a_window_is_named(plans, film):
    person = a_household("be@example.com", "Bé", territory="BE", language="fr")
    subscribe(person.household_id, at=NOW - timedelta(days=1))
    sentence = refused(Reason.NOT_HERE, play, person, film)
    assert sentence == "Nous n’avons pas le droit de montrer ce titre dans votre pays (Belgique)."


def test_before_the_window_the_day_is_named(subscriber, film):
    sentence = refused(Reason.NOT_YET, play, subscriber, film, at=OPENED - timedelta(seconds=1))
    assert sentence == "Ce titre sera disponible dans votre pays (France) le 13 novembre 2026."


def test_the_day_of_a_refusal_is_the_countrys_own(subscriber, film):
    # Midnight of the third of March in Paris is still the second in Greenwich.
    opens_at = datetime(2027, 3, 2, 23, tzinfo=UTC)
    (held,) = windows.windows(title_id=film.title_id)
    rights.change_window(
        window_id=held.id, window=Window("FR", opens_at), licence_id=None, actor="system:cast"
    )
    sentence = refused(Reason.NOT_YET, play, subscriber, film)
    assert sentence == "Ce titre sera disponible dans votre pays (France) le 3 mars 2027."


def test_a_window_opens_and_closes_at_the_stroke(subscriber, film):
    subscribe_from = OPENED - timedelta(days=1)
    person = a_household("early@example.com", "Eve", territory="FR", language="en")
    subscribe(person.household_id, at=subscribe_from)
    assert play(person, film, at=OPENED).session_id
    sentence = refused(Reason.OVER, play, subscriber, film, at=CLOSES)
    assert sentence == "Ce titre n’est plus disponible dans votre pays (France)."


def test_a_child_does_not_play_above_the_ceiling(subscriber, film, child):
    sentence = refused(Reason.ABOVE_CEILING, play, subscriber, film, profile_id=child.id)
    assert sentence == "Ce titre dépasse la limite d’âge de ce profil."


def test_what_is_not_published_does_not_play(subscriber, film):
    film.withdraw()
    sentence = refused(Reason.NOT_PUBLISHED, play, subscriber, film)
    assert sentence == "Ce titre n’est pas encore prêt à être lu."


def test_the_profile_of_another_household_is_unknown(subscriber, stranger, film):
    with pytest.raises(ProfileUnknown):
        play(subscriber, film, profile_id=stranger.profile_id)
    assert not PlaySession.objects.exists()


# Streams


def test_a_refusal_in_a_language_that_we_do_not_write_is_english_throughout():
    no = refusal(Reason.NOT_YET, language="de", territory="DE", opens_at=OPENED)
    assert no.sentence == "This title opens in your country (Germany) on 13 November 2026."


def test_the_third_screen_of_a_two_screen_plan_is_refused(subscriber, film):
    play(subscriber, film, device=SOFA)
    play(subscriber, film, device=TABLET)
    sentence = refused(Reason.TOO_MANY_STREAMS, play, subscriber, film, device=PHONE)
    assert sentence == (
        "La limite d’écrans simultanés de votre formule est atteinte (2)."
        " Arrêtez la lecture sur un autre appareil, puis réessayez."
    )


def test_playing_again_on_the_same_device_takes_the_place_of_the_last(subscriber, film):
    first = play(subscriber, film, device=SOFA)
    play(subscriber, film, device=TABLET)
    again = play(subscriber, film, device=SOFA)
    assert again.session_id != first.session_id
    at = NOW + timedelta(seconds=11)
    assert refused(Reason.ELSEWHERE, beat, subscriber, first, at=at)
    assert beat(subscriber, again, at=at)


def test_two_profiles_on_one_device_are_two_streams(subscriber, member, film):
    play(subscriber, film)
    play(subscriber, film, profile_id=member.profile_id)
    assert refused(Reason.TOO_MANY_STREAMS, play, subscriber, film, device=PHONE)


def test_a_refused_start_leaves_the_running_one_running(subscriber, film):
    running = play(subscriber, film)
    film.withdraw()
    assert refused(Reason.NOT_PUBLISHED, play, subscriber, film)
    assert beat(subscriber, running)


def test_a_stopped_screen_frees_its_place_at_once(subscriber, film):
    first = play(subscriber, film, device=SOFA)
    play(subscriber, film, device=TABLET)
    stop(subscriber, first)
    assert play(subscriber, film, device=PHONE).session_id


def test_a_silent_screen_frees_its_place_when_its_lease_ends(subscriber, film):
    play(subscriber, film, device=SOFA)
    play(subscriber, film, device=TABLET)
    just_before = NOW + LEASE - timedelta(microseconds=1)
    assert refused(Reason.TOO_MANY_STREAMS, play, subscriber, film, device=PHONE, at=just_before)
    assert play(subscriber, film, device=PHONE, at=NOW + LEASE).session_id


def test_another_households_streams_do_not_count(subscriber, stranger, film):
    subscribe(stranger.household_id, at=NOW - timedelta(days=1))
    for device in (SOFA, TABLET):
        play(stranger, film, device=device)
    assert play(subscriber, film).session_id


# Heartbeats


def test_a_heartbeat_keeps_the_place_for_another_minute(subscriber, film):
    started = play(subscriber, film)
    at = NOW + timedelta(seconds=50)
    assert beat(subscriber, started, at=at).lease_ends_at == at + LEASE


def test_addresses_stay_the_same_until_they_are_renewed(subscriber, film):
    started = play(subscriber, film)
    soon = beat(subscriber, started, at=NOW + timedelta(seconds=30))
    assert (soon.dash_url, soon.expires_at) == (started.dash_url, started.expires_at)
    for seconds in range(45, 90 * 60 + 1, 45):
        later = beat(subscriber, started, at=NOW + timedelta(seconds=seconds))
    assert later.expires_at == started.expires_at + timedelta(hours=2)
    assert later.dash_url != started.dash_url


def test_a_new_address_is_a_new_decision(subscriber, film):
    started = play(subscriber, film)
    film.withdraw()
    for seconds in range(45, 90 * 60, 45):
        assert beat(subscriber, started, at=NOW + timedelta(seconds=seconds))
    at = NOW + timedelta(minutes=90)
    assert refused(Reason.NOT_PUBLISHED, beat, subscriber, started, at=at)


def test_a_heartbeat_is_refused_when_the_window_has_closed(subscriber, film):
    at = CLOSES - timedelta(seconds=30)
    subscribe(subscriber.household_id, at=NOW + timedelta(days=40))
    started = play(subscriber, film, at=at)
    assert beat(subscriber, started, at=CLOSES - timedelta(microseconds=1))
    assert refused(Reason.OVER, beat, subscriber, started, at=CLOSES)


def test_a_screen_that_slept_comes_back_to_a_free_place(subscriber, film):
    started = play(subscriber, film)
    assert beat(subscriber, started, at=NOW + timedelta(minutes=20))


def test_a_screen_that_slept_does_not_come_back_to_a_taken_place(subscriber, film):
    started = play(subscriber, film, device=SOFA)
    later = NOW + timedelta(minutes=20)
    for device in (TABLET, PHONE):
        play(subscriber, film, device=device, at=later)
    assert refused(Reason.TOO_MANY_STREAMS, beat, subscriber, started, at=later)


def test_the_last_word_of_a_stopped_screen_is_heard_and_holds_no_place(subscriber, film):
    started = play(subscriber, film)
    stop(subscriber, started)
    answer = beat(subscriber, started, position=42.0, at=NOW + timedelta(seconds=9))
    assert answer.lease_ends_at == NOW + LEASE
    assert queries.resume_point(profile_id=subscriber.profile_id, title_id=film.title_id) == 42.0
    assert PlaySession.objects.get().ended_at == NOW
    at = NOW + timedelta(seconds=10)
    sentence = refused(Reason.SESSION_OVER, beat, subscriber, started, position=50.0, at=at)
    assert sentence == "Cette lecture est terminée. Appuyez sur Lecture pour recommencer."
    assert queries.resume_point(profile_id=subscriber.profile_id, title_id=film.title_id) == 42.0


def test_a_screen_replaced_on_its_device_has_no_last_word(subscriber, film):
    first = play(subscriber, film)
    play(subscriber, film, at=NOW + timedelta(seconds=1))
    at = NOW + timedelta(seconds=2)
    sentence = refused(Reason.ELSEWHERE, beat, subscriber, first, position=42.0, at=at)
    assert sentence == (
        "Une autre lecture a commencé depuis dans une autre fenêtre de cet appareil."
        " Appuyez sur Lecture pour regarder ici."
    )
    assert refused(Reason.ELSEWHERE, licence, subscriber, first, at=at)
    assert not ResumePoint.objects.exists()


def test_a_stop_remembers_where_it_was(subscriber, film):
    started = play(subscriber, film)
    stop(subscriber, started, position=42.0, at=NOW + timedelta(seconds=5))
    assert queries.resume_point(profile_id=subscriber.profile_id, title_id=film.title_id) == 42.0


def test_a_stop_is_heard_from_whom_may_watch_no_more(subscriber, film):
    started = play(subscriber, film)
    film.withdraw()
    stop(subscriber, started, position=42.0, at=NOW + timedelta(hours=3))
    assert queries.resume_point(profile_id=subscriber.profile_id, title_id=film.title_id) == 42.0


def test_a_stop_that_comes_after_the_end_moves_nothing(subscriber, film):
    first = play(subscriber, film)
    second = play(subscriber, film)
    beat(subscriber, second, position=10.0)
    stop(subscriber, first, position=42.0)
    assert queries.resume_point(profile_id=subscriber.profile_id, title_id=film.title_id) == 10.0


def test_stopping_twice_changes_nothing(subscriber, film):
    started = play(subscriber, film)
    stop(subscriber, started)
    stop(subscriber, started, at=NOW + timedelta(hours=1))
    assert PlaySession.objects.get().ended_at == NOW


@pytest.mark.parametrize("act", [beat, licence, stop])
def test_a_session_of_another_household_is_unknown(act, subscriber, stranger, film):
    started = play(subscriber, film)
    before = PlaySession.objects.values().get()
    with pytest.raises(UnknownSession):
        act(stranger, started)
    assert PlaySession.objects.values().get() == before
    assert not ResumePoint.objects.exists()


def test_a_session_that_never_was_is_unknown(subscriber):
    with pytest.raises(UnknownSession):
        services.stop(session_id=uuid4(), household_id=subscriber.household_id, at=NOW)


# Resume points


@pytest.mark.parametrize(
    ("position", "start"), [(12.5, 12.5), (94.9, 94.9), (95.0, 0.0), (400.0, 0.0), (-3.0, 0.0)]
)
def test_watching_goes_on_where_it_stopped(subscriber, film, position, start):
    beat(subscriber, play(subscriber, film), position=position)
    assert play(subscriber, film).resume_at == start


def test_a_heartbeat_without_a_position_keeps_the_one_that_is_known(subscriber, film):
    started = play(subscriber, film)
    beat(subscriber, started, position=12.0)
    beat(subscriber, started, position=None)
    assert play(subscriber, film).resume_at == 12.0


def test_each_profile_has_its_own_place(subscriber, member, film):
    beat(subscriber, play(subscriber, film), position=12.0)
    assert play(subscriber, film, profile_id=member.profile_id).resume_at == 0.0


def test_continue_watching_is_what_is_begun_and_not_finished_latest_first(subscriber, film):
    begun, finished = a_film("Deux"), a_film("Trois")
    for title_id, seconds, hour in (
        (film.title_id, 10.0, 1),
        (begun, 94.0, 2),
        (finished, 95.0, 3),
    ):
        ResumePoint.objects.create(
            profile_id=subscriber.profile_id,
            title_id=title_id,
            seconds=seconds,
            duration=100.0,
            updated_at=NOW + timedelta(hours=hour),
        )
    assert queries.continue_watching(profile_id=subscriber.profile_id) == (
        (begun, 94.0, 100.0),
        (film.title_id, 10.0, 100.0),
    )
    assert queries.resume_point(profile_id=subscriber.profile_id, title_id=finished) == 0.0


def test_nothing_begun_starts_at_the_beginning(subscriber, film):
    assert queries.resume_point(profile_id=subscriber.profile_id, title_id=film.title_id) == 0.0
    assert queries.continue_watching(profile_id=subscriber.profile_id) == ()


# Licences


def test_a_live_session_gets_the_keys_of_its_title(subscriber, film):
    assert licence(subscriber, play(subscriber, film)) == {
        "keys": [{"kty": "oct", "kid": KID_64, "k": KEY_64}],
        "type": "temporary",
    }


@pytest.mark.parametrize("kids", [(), ("EBESExQVFhcYGRobHB0eHw",), (KID_64, "x"), ("",)])
def test_other_keys_are_refused_and_the_right_one_with_them(subscriber, film, kids):
    started = play(subscriber, film)
    sentence = refused(Reason.OTHER_KEY, licence, subscriber, started, kids=kids)
    assert sentence == "Cette demande de licence ne concerne pas le titre en cours de lecture."


def test_a_stopped_session_gets_no_key_at_once(subscriber, film):
    started = play(subscriber, film)
    stop(subscriber, started)
    assert refused(Reason.SESSION_OVER, licence, subscriber, started)


def test_a_session_past_its_lease_gets_no_key(subscriber, film):
    started = play(subscriber, film)
    assert licence(subscriber, started, at=NOW + LEASE - timedelta(microseconds=1))
    assert refused(Reason.SESSION_OVER, licence, subscriber, started, at=NOW + LEASE)


def test_the_decision_is_made_again_when_a_licence_is_asked(subscriber, film, child):
    started = play(subscriber, film)
    accounts.edit_profile(
        household_id=subscriber.household_id,
        profile_id=subscriber.profile_id,
        name="Camille",
        language="en",
        lantern="amber",
        is_child=False,
        ceiling=10,
    )
    sentence = refused(Reason.ABOVE_CEILING, licence, subscriber, started)
    assert sentence == "This title is above the age limit of this profile."


def test_identifiers_of_sessions_cannot_be_guessed(subscriber, film):
    first, second = (play(subscriber, film).session_id for _ in range(2))
    assert isinstance(first, UUID)
    assert first.version == second.version == 4
