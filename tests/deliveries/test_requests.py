"""Asking, deciding and following: who may move a request where, and what moves it by itself."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lanterne.assets import queries as assets
from lanterne.assets import services as intake
from lanterne.assets.models import Mezzanine, Publication, PublishJob
from lanterne.catalogue import services as catalogue
from lanterne.core import audit, clock
from lanterne.deliveries import queries, services
from lanterne.deliveries.queries import DeskAsked
from lanterne.deliveries.rules import Asset, Role, Wanted
from tests.deliveries.conftest import (
    ACTOR,
    GERMAN,
    MASTER,
    POSTER,
    Visitor,
    a_house,
    a_link,
    a_request,
    job_ends,
    state,
    turn,
)
from tests.titles import a_film, a_picture

SYNOPSIS = "Sechs Gelehrte reisen zum Mond."


def a_job(title_id: int, **more) -> int:
    film = Mezzanine.objects.create(
        title_id=title_id, path="m.mov", file_name="m.mov", accepted_at=clock.now()
    )
    fields = {"policy": "standard", "actor": ACTOR, "created_at": clock.now(), **more}
    return PublishJob.objects.create(mezzanine=film, **fields).pk


def streams(title_id: int, job_id: int, sound=("fr",), captions=()) -> None:
    Publication.objects.create(
        title_id=title_id,
        job_id=job_id,
        key=f"k{job_id}",
        revision=job_id,
        folder="x",
        duration=1.0,
        size_bytes=1,
        is_final=True,
        is_encrypted=False,
        sound_languages=list(sound),
        caption_languages=list(captions),
        published_at=clock.now(),
    )


@pytest.fixture
def processed(moon, lab) -> int:
    """A master that has come and was published, with one accepted verdict."""
    asked = a_request(moon, MASTER, lab)
    job_id = a_job(moon)
    services.follow(title_id=moon)
    streams(moon, job_id)
    job_ends(job_id)
    return asked


def test_a_request_leaves_a_line_and_a_history(moon, lab):
    asked = a_request(moon, MASTER, lab)
    line = audit.lines(subject=f"title:{moon}", limit=1)[0]
    assert (line.actor, line.action) == (ACTOR, "deliveries.request_requested")
    assert line.detail == {"request": asked, "asset": "master", "of": "fr"}
    (move,) = queries.moves(request_id=asked)
    assert (move.state, move.actor) == ("requested", ACTOR)


def test_the_same_is_not_asked_twice(moon, lab):
    a_request(moon, GERMAN, lab)
    with pytest.raises(services.AskedAlready, match="This was asked for already"):
        a_request(moon, GERMAN)
    assert len(queries.requests(title_id=moon)) == 1


def test_a_cancelled_request_may_be_asked_anew(moon):
    first = a_request(moon, GERMAN)
    services.cancel(request_id=first, turn=0, actor=ACTOR)
    a_request(moon, GERMAN)
    assert [one.state for one in queries.requests(title_id=moon)] == ["cancelled", "requested"]


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        (Wanted(Asset.MASTER), "Say in which language it is asked for."),
        (Wanted(Asset.SUBTITLE, "de"), "Say which kind of this is asked for."),
        (Wanted(Asset.SUBTITLE, "de", "poster"), "Say which kind of this is asked for."),
        (Wanted(Asset.ARTWORK, role="full"), "Say which kind of this is asked for."),
        (Wanted(Asset.METADATA, "not a tag"), "A language is a tag such as fr, pt-BR or zh-Hant."),
        (Wanted(Asset.RATING), "An age rating is asked for in one country, and nothing else is."),
        (
            Wanted(Asset.RATING, territory="XX"),
            "An age rating is asked for in one country, and nothing else is.",
        ),
        (
            Wanted(Asset.MASTER, "fr", territory="FR"),
            "An age rating is asked for in one country, and nothing else is.",
        ),
    ],
)
def test_what_makes_no_sense_is_not_asked(moon, wanted, sentence):
    with pytest.raises(services.WrongWish) as refusal:
        a_request(moon, wanted)
    assert str(refusal.value) == sentence
    assert queries.requests(title_id=moon) == ()


def test_nothing_is_due_yesterday_of_nobody_and_for_no_title(moon):
    with pytest.raises(services.DueInThePast):
        a_request(moon, MASTER, due=-1)
    with pytest.raises(services.NoSuchPostHouse):
        a_request(moon, MASTER, 4711)
    with pytest.raises(catalogue.NoSuchTitle):
        a_request(4711, MASTER)
    assert queries.requests(title_id=moon) == ()


def test_the_template_asks_for_what_is_lacking_once(moon, lab, markets):
    catalogue.localise(title_id=moon, language="de", name="Mond", synopsis=SYNOPSIS, actor=ACTOR)
    said = {"title_id": moon, "markets": ["FR", "DE"], "way": Role.FULL}
    lines = queries.proposals(**said)
    assert [(one.wanted.asset, one.wanted.language, one.wanted.territory) for one in lines] == [
        ("master", "fr", ""),
        ("sound", "fr", ""),
        ("subtitle", "de", ""),
        ("artwork", "", ""),
        ("artwork", "", ""),
        ("artwork", "", ""),
        ("metadata", "de", ""),
        ("metadata", "fr", ""),
        ("rating", "", "DE"),
        ("rating", "", "FR"),
    ]
    assert [one.wanted.language for one in lines if one.is_there] == ["de"]
    terms = {"due_on": clock.now().date(), "post_house_id": lab, "actor": ACTOR}
    assert services.ask_all(**said, **terms) == 9
    assert services.ask_all(**said, **terms) == 0
    assert len(queries.requests(title_id=moon)) == 9


def test_a_dub_is_asked_for_where_it_is_chosen(moon, markets):
    lines = queries.proposals(title_id=moon, markets=["DE", "GB"], way=Role.DUB)
    dubs = [one.wanted.language for one in lines if one.wanted.role == "dub"]
    assert dubs == ["de", "en"]


def test_an_episode_is_not_asked_for_a_poster(db, markets):
    from tests.titles import a_series

    _series, _seasons, ((episode, _),) = a_series()
    lines = queries.proposals(title_id=episode, markets=["FR"], way=Role.FULL)
    assert [one.wanted.role for one in lines if one.wanted.asset == "artwork"] == ["still"]


def test_staffs_own_upload_answers_the_request(moon, lab):
    asked = a_request(moon, MASTER, lab)
    job_id = a_job(moon)
    services.follow(title_id=moon, actor="user:7")
    found = queries.request(request_id=asked)
    assert (found.state, found.job_id, found.file_name) == ("delivered", job_id, "m.mov")
    assert queries.moves(request_id=asked)[-1].actor == "user:7"
    services.follow(title_id=moon, actor="user:7")
    assert turn(asked) == 1


def test_a_film_that_came_before_it_was_asked_for_is_no_answer(moon):
    a_job(moon, created_at=clock.now() - timedelta(days=1), state="done")
    asked = a_request(moon, MASTER)
    services.follow(title_id=moon)
    assert state(asked) == "requested"


def test_an_estimate_and_a_new_encode_are_no_delivery(moon):
    asked = a_request(moon, MASTER)
    a_job(moon, purpose="renewal", state="done")
    a_job(moon, purpose="estimate", state="done")
    services.follow(title_id=moon)
    assert state(asked) == "requested"


def test_a_newer_film_takes_the_place_of_one_that_failed(moon):
    asked = a_request(moon, MASTER)
    first = a_job(moon)
    services.follow(title_id=moon)
    job_ends(first, "failed")
    second = a_job(moon)
    services.follow(title_id=moon)
    found = queries.request(request_id=asked)
    assert (found.state, found.job_id) == ("delivered", second)


def test_a_newer_film_takes_the_place_of_one_that_nobody_has_accepted(processed, moon):
    seen, second = turn(processed), a_job(moon)
    services.follow(title_id=moon)
    found = queries.request(request_id=processed)
    assert (found.state, found.job_id) == ("delivered", second)
    with pytest.raises(services.Overtaken):
        services.accept(request_id=processed, turn=seen, actor=ACTOR)


def test_an_accepted_film_stays_accepted_when_it_is_published_again(processed, moon):
    services.accept(request_id=processed, turn=turn(processed), actor=ACTOR)
    job_ends(a_job(moon))
    assert state(processed) == "accepted"


def test_a_dub_has_come_when_the_streams_speak_it(moon):
    german, dutch = (a_request(moon, Wanted(Asset.SOUND, one, Role.DUB)) for one in ("de", "nl"))
    job_id = a_job(moon)
    streams(moon, job_id, sound=("fr", "de"))
    job_ends(job_id)
    assert (state(german), state(dutch)) == ("processed", "requested")


def test_staffs_own_subtitles_answer_only_their_own_kind(moon):
    full = a_request(moon, GERMAN)
    deaf = a_request(moon, Wanted(Asset.SUBTITLE, "de", Role.DEAF))
    content = b"1\n00:00:01,000 --> 00:00:02,000\nAch\n"
    intake.add_subtitle(
        title_id=moon, content=content, file_name="de.srt", language="de", actor=ACTOR
    )
    services.follow(title_id=moon)
    assert (state(full), state(deaf)) == ("processed", "requested")


def test_words_are_here_when_somebody_looks(moon):
    asked = a_request(moon, Wanted(Asset.METADATA, "de"))
    with pytest.raises(services.NothingThere):
        services.note_delivery(request_id=asked, turn=0, actor=ACTOR)
    catalogue.localise(title_id=moon, language="de", name="Mond", synopsis=SYNOPSIS, actor=ACTOR)
    services.note_delivery(request_id=asked, turn=0, actor=ACTOR)
    assert state(asked) == "processed"


def test_a_frame_of_the_film_is_no_delivered_poster(moon):
    asked = a_request(moon, POSTER)
    catalogue.suggest_artwork(title_id=moon, content=a_picture(), actor=ACTOR)
    with pytest.raises(services.NothingThere):
        services.note_delivery(request_id=asked, turn=0, actor=ACTOR)
    assert state(asked) == "requested"


def test_only_the_first_of_two_who_accept_at_once_does(processed):
    seen = turn(processed)
    services.accept(request_id=processed, turn=seen, actor="user:1")
    with pytest.raises(services.Overtaken) as refusal:
        services.accept(request_id=processed, turn=seen, actor="user:2")
    assert str(refusal.value) == "Somebody was faster. It now stands at: Accepted."
    accepted = [one.actor for one in queries.moves(request_id=processed) if one.state == "accepted"]
    assert accepted == ["user:1"]


def test_whoever_sends_back_what_was_just_accepted_is_told(processed):
    seen = turn(processed)
    services.accept(request_id=processed, turn=seen, actor="user:1")
    with pytest.raises(services.Overtaken):
        services.ask_again(
            request_id=processed, turn=seen, reason="damaged", note="", actor="user:2"
        )
    assert state(processed) == "accepted"


def test_what_has_not_come_is_not_accepted(moon):
    asked = a_request(moon, MASTER)
    with pytest.raises(services.WrongMove) as refusal:
        services.accept(request_id=asked, turn=0, actor=ACTOR)
    assert str(refusal.value) == "From “Requested” this request cannot go to “Accepted”."
    assert state(asked) == "requested"


def test_a_master_in_another_language_is_not_accepted(moon, lab):
    asked = a_request(moon, MASTER, lab)
    job_id = a_job(moon)
    services.follow(title_id=moon)
    streams(moon, job_id, sound=("en",))
    job_ends(job_id)
    with pytest.raises(services.LanguageMismatch) as refusal:
        services.accept(request_id=asked, turn=turn(asked), actor=ACTOR)
    assert str(refusal.value) == (
        "The language does not match: French was asked for, the sound is in English."
    )
    assert state(asked) == "processed"


@pytest.mark.parametrize("language", ["zxx", "mul"])
def test_a_film_without_words_or_in_many_languages_is_in_no_wrong_one(moon, language):
    asked = a_request(moon, Wanted(Asset.MASTER, language))
    job_id = a_job(moon)
    streams(moon, job_id, sound=("en",))
    job_ends(job_id)
    services.accept(request_id=asked, turn=turn(asked), actor=ACTOR)
    assert state(asked) == "accepted"


@pytest.mark.parametrize(
    ("outcome", "ends"), [("accepted", "accepted"), ("noted", "processed"), ("", "processed")]
)
def test_a_clean_verdict_accepts_where_the_house_wants_it(moon, settings, outcome, ends):
    settings.ACCEPT_CLEAN = True
    asked = a_request(moon, MASTER)
    job_id = a_job(moon)
    services.follow(title_id=moon)
    streams(moon, job_id)
    job_ends(job_id, verdicts=[{"rules": "streaming", "outcome": outcome}] if outcome else [])
    assert state(asked) == ends


def test_without_the_setting_a_person_accepts(moon, settings):
    settings.ACCEPT_CLEAN = False
    asked = a_request(moon, MASTER)
    job_id = a_job(moon)
    streams(moon, job_id)
    job_ends(job_id, verdicts=[{"rules": "streaming", "outcome": "accepted"}])
    assert state(asked) == "processed"


def test_a_redelivery_tells_the_post_house_with_a_link_that_opens(
    processed, lab, moon, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        services.ask_again(
            request_id=processed,
            turn=turn(processed),
            reason="out_of_sync",
            note="From reel two on.",
            actor=ACTOR,
        )
    (letter,) = mailoutbox
    assert letter.to == ["lab@example.com"]
    assert letter.subject == "To be redelivered: Master – French, Le Voyage dans la Lune"
    assert "It is not in time with the picture." in letter.body
    assert "From reel two on." in letter.body
    (link,) = [line for line in letter.body.splitlines() if "/deliver/" in line]
    page = Visitor(link.partition("8000")[2]).see().content.decode()
    assert "It is not in time with the picture." in page
    assert "From reel two on." in page


def test_what_came_before_a_redelivery_does_not_answer_it(processed, moon):
    services.ask_again(
        request_id=processed, turn=turn(processed), reason="damaged", note="", actor=ACTOR
    )
    services.follow(title_id=moon)
    assert state(processed) == "redelivery"
    a_job(moon)
    services.follow(title_id=moon)
    assert state(processed) == "delivered"


def test_a_reason_is_one_of_the_list_and_fits_the_asset(processed):
    for reason in ("nonsense", "spelling", ""):
        with pytest.raises(services.ReasonUnknown):
            services.ask_again(
                request_id=processed, turn=turn(processed), reason=reason, note="", actor=ACTOR
            )
    assert state(processed) == "processed"


def test_a_letter_that_cannot_be_sent_does_not_undo_the_decision(
    processed, settings, django_capture_on_commit_callbacks
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with django_capture_on_commit_callbacks(execute=True):
        services.ask_again(
            request_id=processed, turn=turn(processed), reason="damaged", note="", actor=ACTOR
        )
    assert state(processed) == "redelivery"


def test_an_invitation_lists_what_is_open(moon, mailoutbox, django_capture_on_commit_callbacks):
    house = a_house("Titra", "titra@example.com", "fr")
    a_request(moon, GERMAN, house)
    with django_capture_on_commit_callbacks(execute=True):
        services.send_link(post_house_id=house, actor=ACTOR)
    (letter,) = mailoutbox
    assert letter.subject == "Livraisons"
    assert "– Le Voyage dans la Lune\u202f: Sous-titres – Allemand" in letter.body or (
        "– Le Voyage dans la Lune: Sous-titres – Allemand" in letter.body
    )


def test_another_day_and_another_house(moon, lab):
    asked, day = a_request(moon, MASTER), clock.now().date() + timedelta(days=2)
    services.change_request(request_id=asked, due_on=day, post_house_id=lab, actor=ACTOR)
    found = queries.request(request_id=asked)
    assert (found.due_on, found.post_house, found.state) == (day, "Éclair", "requested")


def test_the_desk_has_what_is_late_first(moon, lab, markets):
    today = clock.now().date()
    soon, late = a_request(moon, MASTER, lab, due=1), a_request(moon, GERMAN, lab, due=5)
    rating = a_request(moon, Wanted(Asset.RATING, territory="BE"), due=20)
    over = a_request(moon, POSTER, due=2)
    services.cancel(request_id=over, turn=0, actor=ACTOR)

    def ids(day=today, **asked):
        return [one.id for one in queries.desk(asked=DeskAsked(**asked), today=day)]

    assert ids() == [soon, late, rating, over]
    assert ids(state="open") == [soon, late, rating]
    assert ids(post_house_id=lab) == [soon, late]
    assert ids(market="DE", state="open") == [soon, late]
    assert ids(market="BE", state="open") == [soon, rating]
    then = today + timedelta(days=6)
    assert ids(day=then, due="late") == [soon, late]
    counts = queries.counts(asked=DeskAsked(), today=then)
    assert counts.by_state == {"requested": 3, "cancelled": 1}
    assert counts.by_due == {"late": 2, "week": 0, "later": 1}


def test_the_day_itself_is_not_late(moon):
    a_request(moon, MASTER, due=3)
    day = clock.now().date() + timedelta(days=3)
    assert queries.desk(asked=DeskAsked(due="late"), today=day) == ()
    assert len(queries.desk(asked=DeskAsked(due="late"), today=day + timedelta(days=1))) == 1


def test_a_link_of_another_house_is_not_revoked_from_here(lab):
    other = a_house("Elsewhere", "else@example.com")
    a_link(other)
    (link,) = queries.links(post_house_id=other)
    with pytest.raises(services.NoSuchLink):
        services.revoke_link(link_id=link.id, post_house_id=lab, actor=ACTOR)
    assert queries.links(post_house_id=other)[0].revoked_at is None


@pytest.mark.parametrize(
    "said",
    [
        {"name": " ", "email": "a@example.com", "language": "en"},
        {"name": "A", "email": "nonsense", "language": "en"},
        {"name": "A", "email": "a@example.com", "language": "ar"},
    ],
)
def test_a_post_house_has_a_name_an_address_and_a_language_of_ours(db, said):
    with pytest.raises(services.WrongWish):
        services.add_post_house(**said, actor=ACTOR)
    assert queries.post_houses() == ()


def test_two_post_houses_do_not_share_a_name(lab):
    with pytest.raises(services.PostHouseTaken):
        a_house("Éclair", "other@example.com")
    assert len(queries.post_houses()) == 1


def test_a_message_is_bounded(moon):
    asked = a_request(moon, MASTER)
    with pytest.raises(services.MessageEmpty):
        services.say(request_id=asked, text="x" * 4001, actor=ACTOR)
    assert queries.messages(request_id=asked) == ()


def test_what_is_gone_is_said_to_be(moon):
    with pytest.raises(services.NoSuchRequest):
        services.accept(request_id=4711, turn=0, actor=ACTOR)
    assert assets.jobs() == ()


def test_the_film_of_another_title_moves_nothing(moon):
    asked = a_request(moon, MASTER)
    services.follow_job(a_job(a_film("Sintel"), state="done"))
    services.follow_job(4711)
    assert state(asked) == "requested"
