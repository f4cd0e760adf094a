"""The door of post houses: who comes in, what they see and send, and everybody who is turned away."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from lanterne.assets import queries as assets
from lanterne.assets import services as intake
from lanterne.catalogue.queries import editing
from lanterne.core import audit, clock
from lanterne.deliveries import queries, services
from lanterne.deliveries.models import PostLink
from lanterne.deliveries.rules import Asset, Role, Wanted
from tests.deliveries.conftest import (
    ACTOR,
    GERMAN,
    MASTER,
    NOW,
    POSTER,
    Visitor,
    a_house,
    a_link,
    a_request,
    job_ends,
    state,
)
from tests.titles import a_film, a_picture

FRENCH = "Je ne sais pas ce que vous voulez dire, mais nous devons partir avant la nuit, sinon tout sera perdu."
GERMAN_WORDS = "Ich weiß nicht, was Sie meinen, aber wir müssen vor der Nacht aufbrechen, sonst ist alles verloren."


def srt(words: str) -> bytes:
    cue = "{0}\n00:00:{1:02},000 --> 00:00:{2:02},000\n{3}\n"
    cues = (cue.format(number + 1, number * 3, number * 3 + 2, words) for number in range(5))
    return "\n".join(cues).encode()


def text(answer) -> str:
    return answer.content.decode()


def test_the_page_shows_what_the_house_owes_and_no_more(visitor, moon, lab):
    a_request(moon, MASTER, lab)
    other = a_film("Sintel")
    a_request(other, MASTER, a_house("Elsewhere", "else@example.com"))
    a_request(other, POSTER)
    page = text(visitor.see())
    assert "Master – French" in page
    assert "Le Voyage dans la Lune" in page
    assert "Sintel" not in page
    assert "/studio/" not in page


def test_the_page_speaks_the_language_of_the_house(moon):
    house = a_house("Titra", "titra@example.com", "fr")
    a_request(moon, GERMAN, house)
    assert "Sous-titres – Allemand" in text(Visitor(a_link(house)).see())


def test_the_address_is_kept_from_caches_indexes_and_other_pages(visitor):
    answer = visitor.see()
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["X-Robots-Tag"] == "noindex, nofollow"


def test_of_a_link_only_a_hash_is_kept(visitor):
    token = visitor.link.strip("/").rpartition("/")[2]
    (row,) = PostLink.objects.all()
    assert token not in (row.digest, row.made_by)
    assert len(row.digest) == 64
    line = audit.lines(limit=1)[0]
    assert line.action == "deliveries.make_link"
    assert token not in str(line.detail)


def test_a_master_comes_in_by_the_doors_of_staff(visitor, moon, lab):
    asked = a_request(moon, MASTER, lab)
    answer = visitor.send(asked, "lune.mov", b"film" * 100)
    assert (answer.status_code, answer.json()["page"]) == (201, visitor.link)
    job = assets.latest_job(title_id=moon)
    assert (job.file_name, job.state, job.policy) == ("lune.mov", "queued", "standard")
    found = queries.request(request_id=asked)
    assert (found.state, found.job_id, found.file_name) == ("delivered", job.id, "lune.mov")
    done = [line.action for line in audit.lines(subject=f"title:{moon}") if "post" in line.actor]
    assert done == ["deliveries.request_delivered", "assets.queue_job", "assets.begin_upload"]


def test_its_outcome_is_processed_and_not_accepted(visitor, moon, lab):
    asked = a_request(moon, MASTER, lab)
    visitor.send(asked, "lune.mov", b"film" * 100)
    job_ends(assets.latest_job(title_id=moon).id)
    assert state(asked) == "processed"


def test_a_job_that_fails_leaves_the_decision_to_staff(visitor, moon, lab):
    asked = a_request(moon, MASTER, lab)
    visitor.send(asked, "lune.mov", b"film" * 100)
    job_ends(assets.latest_job(title_id=moon).id, "failed", sentence="This is no film.")
    assert state(asked) == "delivered"


def test_subtitles_lie_beside_the_film(visitor, moon, lab):
    asked = a_request(moon, GERMAN, lab)
    assert visitor.send(asked, "mond.srt", srt("Ach!")).status_code == 201
    (held,) = assets.subtitles(title_id=moon)
    assert (held.sidecar.language, held.file_name, held.cues) == ("de", "mond.srt", 5)
    assert state(asked) == "processed"
    assert assets.uploads(title_id=moon) == ()


@pytest.mark.slow  # the model that knows languages takes a second to unpack
def test_subtitles_in_another_language_are_blocked(visitor, moon, lab):
    asked = a_request(moon, GERMAN, lab)
    answer = visitor.send(asked, "mond.srt", srt(FRENCH))
    assert answer.status_code == 409
    assert answer.json() == {
        "reason": "language_mismatch",
        "sentence": "The language does not match: German was asked for, these words are in French.",
    }
    assert state(asked) == "requested"
    assert assets.subtitles(title_id=moon) == ()
    assert visitor.send(asked, "mond.srt", srt(GERMAN_WORDS)).status_code == 201


def test_subtitles_that_cannot_be_read_are_refused_with_their_line(visitor, moon, lab):
    asked = a_request(moon, GERMAN, lab)
    answer = visitor.send(asked, "mond.srt", b"1\n00:00:05,000 --> 00:00:04,000\nAch\n")
    assert answer.json()["sentence"] == "Line 2. This subtitle ends before it begins."
    assert state(asked) == "requested"


def test_a_picture_waits_aside_until_it_is_accepted(visitor, moon, lab):
    asked = a_request(moon, POSTER, lab)
    content = a_picture()
    assert visitor.send(asked, "poster.png", content).status_code == 201
    assert editing.artwork(title_id=moon) == ()
    assert queries.held_picture(request_id=asked).read_bytes() == content
    services.accept(request_id=asked, turn=2, actor=ACTOR)
    (held,) = editing.artwork(title_id=moon)
    assert (held.kind, held.source, held.width) == ("poster", "Éclair", 800)
    assert queries.held_picture(request_id=asked) is None


@pytest.mark.parametrize("decision", ["cancel", "again"])
def test_a_picture_that_is_not_taken_leaves_nothing(
    visitor, moon, lab, settings, decision, django_capture_on_commit_callbacks
):
    asked = a_request(moon, POSTER, lab)
    visitor.send(asked, "poster.png", a_picture())
    with django_capture_on_commit_callbacks(execute=True):
        if decision == "cancel":
            services.cancel(request_id=asked, turn=2, actor=ACTOR)
        else:
            services.ask_again(request_id=asked, turn=2, reason="damaged", note="", actor=ACTOR)
    assert list(settings.DELIVERIES.iterdir()) == []
    assert editing.artwork(title_id=moon) == ()


def test_what_is_no_picture_is_refused(visitor, moon, lab):
    asked = a_request(moon, POSTER, lab)
    answer = visitor.send(asked, "poster.png", b"<svg onload=alert(1)>")
    assert answer.json()["sentence"] == (
        "SVG drawings can carry scripts. Save it as PNG and send that."
    )
    assert (state(asked), queries.held_picture(request_id=asked)) == ("requested", None)


@pytest.mark.parametrize(("wanted", "length"), [(GERMAN, 10 * 2**20 + 1), (POSTER, 20 * 2**20 + 1)])
def test_a_file_larger_than_its_kind_can_be_is_not_begun(visitor, moon, lab, wanted, length):
    answer = visitor.begin(a_request(moon, wanted, lab), "large.bin", length)
    assert answer.status_code == 413
    assert assets.uploads(title_id=moon) == ()


def test_a_fourth_beginning_is_refused(visitor, moon, lab):
    asked = a_request(moon, MASTER, lab)
    for _ in range(3):
        assert visitor.begin(asked, "lune.mov", 100).status_code == 201
    answer = visitor.begin(asked, "lune.mov", 100)
    assert (answer.status_code, text(answer)) == (
        400,
        "Finish or cancel the uploads that have begun first.",
    )
    assert len(assets.uploads(title_id=moon)) == 3


def test_what_was_begun_is_shown_and_can_be_given_up(visitor, moon, lab):
    asked = a_request(moon, MASTER, lab)
    visitor.begin(asked, "lune.mov", 100)
    (begun,) = assets.uploads(title_id=moon)
    assert "lune.mov" in text(visitor.see())
    answer = visitor.client.post(f"{visitor.link}uploads/{begun.id}/drop/")
    assert answer.url == visitor.link
    assert assets.uploads(title_id=moon) == ()


def test_what_another_has_begun_is_neither_shown_nor_given_up(visitor, moon, lab):
    a_request(moon, MASTER, lab)
    begun = intake.begin_upload(title_id=moon, file_name="ours.mov", length=4, actor="user:1")
    assert "ours.mov" not in text(visitor.see())
    page = visitor.client.post(f"{visitor.link}uploads/{begun}/drop/", follow=True)
    assert "There is no such upload." in text(page)
    assert len(assets.uploads(title_id=moon)) == 1


def test_an_upload_that_is_cut_goes_on_where_it_stopped(visitor, moon, lab):
    asked = a_request(moon, MASTER, lab)
    film = bytes(range(256)) * 8
    address = visitor.begin(asked, "lune.mov", len(film))["Location"].removeprefix(
        "http://testserver"
    )
    visitor.append(address, film[:700], 0)
    cut = visitor.finish(asked, address)
    assert cut.json()["sentence"] == "1348 bytes of the file have not arrived."
    assert (state(asked), assets.latest_job(title_id=moon)) == ("requested", None)
    assert visitor.offset(address) == 700
    visitor.append(address, film[700:], 700)
    assert visitor.finish(asked, address).status_code == 201
    assert state(asked) == "delivered"


def test_what_was_delivered_is_not_delivered_over(visitor, moon, lab):
    asked = a_request(moon, MASTER, lab)
    visitor.send(asked, "lune.mov", b"film")
    answer = visitor.begin(asked, "lune.mov", 4)
    assert text(answer) == "This has been delivered already, or is not wanted any more."
    assert len(assets.jobs(title_id=moon)) == 1


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted(Asset.SOUND, "de", Role.DUB),
        Wanted(Asset.METADATA, "de"),
        Wanted(Asset.RATING, territory="DE"),
    ],
)
def test_what_is_no_file_is_not_sent_as_one(visitor, moon, lab, wanted):
    answer = visitor.begin(a_request(moon, wanted, lab), "x.bin", 4)
    assert answer.status_code == 400
    assert assets.uploads(title_id=moon) == ()


def test_a_message_is_read_by_staff(visitor, moon, lab):
    asked = a_request(moon, MASTER, lab)
    visitor.client.post(f"{visitor.link}{asked}/say/", {"text": " On Monday. "})
    (said,) = queries.messages(request_id=asked)
    assert (said.actor, said.text) == (f"posthouse:{lab}", "On Monday.")
    services.say(request_id=asked, text="Fine.", actor=ACTOR)
    assert "Fine." in text(visitor.see())


def test_an_empty_message_is_not_said(visitor, moon, lab):
    asked = a_request(moon, MASTER, lab)
    answer = visitor.client.post(f"{visitor.link}{asked}/say/", {"text": " "}, follow=True)
    assert "Write something." in text(answer)
    assert queries.messages(request_id=asked) == ()


def doors(link: str, asked: int) -> list[tuple[str, str]]:
    return [
        ("get", link),
        ("post", f"{link}{asked}/say/"),
        ("post", f"{link}{asked}/uploads/"),
        ("post", f"{link}{asked}/done/"),
        ("head", f"{link}uploads/00000000-0000-0000-0000-000000000001/"),
    ]


def all_shut(link: str, asked: int) -> bool:
    told = {"text": "x", "upload": "00000000-0000-0000-0000-000000000001"}
    answers = [
        getattr(Client(), verb)(
            address, told, HTTP_TUS_RESUMABLE="1.0.0", HTTP_UPLOAD_LENGTH="4"
        ).status_code
        for verb, address in doors(link, asked)
    ]
    return answers == [404] * 5


def test_a_revoked_link_opens_nothing(visitor, moon, lab):
    asked = a_request(moon, MASTER, lab)
    (link,) = queries.links(post_house_id=lab)
    services.revoke_link(link_id=link.id, post_house_id=lab, actor=ACTOR)
    assert all_shut(visitor.link, asked)
    assert queries.messages(request_id=asked) == ()


def test_a_link_that_is_revoked_in_the_middle_ends_the_upload(visitor, moon, lab):
    asked = a_request(moon, MASTER, lab)
    address = visitor.begin(asked, "lune.mov", 8)["Location"].removeprefix("http://testserver")
    assert visitor.append(address, b"film", 0).status_code == 204
    (link,) = queries.links(post_house_id=lab)
    services.revoke_link(link_id=link.id, post_house_id=lab, actor=ACTOR)
    assert visitor.append(address, b"film", 4).status_code == 404
    assert assets.uploads(title_id=moon)[0].arrived == 4


def test_a_link_expires_to_the_second(moon, lab, settings):
    settings.DELIVERY_LINK_DAYS = 30
    with time_machine.travel(NOW, tick=False) as time:
        visitor, asked = Visitor(a_link(lab)), a_request(moon, MASTER, lab, due=60)
        time.move_to(NOW + timedelta(days=30) - timedelta(seconds=1))
        assert visitor.see().status_code == 200
        time.move_to(NOW + timedelta(days=30))
        assert all_shut(visitor.link, asked)


def test_a_guessed_link_is_not_looked_up(db, django_assert_num_queries, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    with django_assert_num_queries(0):
        assert queries.guest(token="a-guess.with-a-signature", at=clock.now()) is None
    assert Client().get("/deliver/a-guess.with-a-signature/").status_code == 404


def test_a_link_with_one_letter_changed_is_a_guess(visitor):
    token = visitor.link.strip("/").rpartition("/")[2]
    other = ("B" if token[0] == "A" else "A") + token[1:]
    assert Client().get(f"/deliver/{other}/").status_code == 404


def test_whoever_goes_on_guessing_is_slowed_down(visitor):
    guesser = Client(REMOTE_ADDR="203.0.113.9")
    told = [guesser.get(f"/deliver/guess-{number}.x/").status_code for number in range(11)]
    assert told == [404] * 10 + [429]
    # A good link is nobody's guess.
    assert visitor.client.get(visitor.link, REMOTE_ADDR="203.0.113.9").status_code == 200


def test_messages_are_slowed_down(visitor, moon, lab):
    asked = a_request(moon, MASTER, lab)
    told = [
        visitor.client.post(f"{visitor.link}{asked}/say/", {"text": "again"}).status_code
        for _ in range(21)
    ]
    assert told == [302] * 20 + [429]
    assert len(queries.messages(request_id=asked)) == 20


def test_a_request_of_another_house_does_not_exist_for_this_one(visitor):
    other = a_film("Sintel")
    asked = a_request(other, MASTER, a_house("Elsewhere", "else@example.com"))
    assert text(visitor.begin(asked, "x.mov", 4)) == "There is no such request."
    visitor.client.post(f"{visitor.link}{asked}/say/", {"text": "Hello"})
    assert queries.messages(request_id=asked) == ()
    assert assets.uploads(title_id=other) == ()


def test_an_upload_of_another_title_answers_no_request(visitor, moon, lab):
    sintel = a_film("Sintel")
    first, second = a_request(moon, MASTER, lab), a_request(sintel, MASTER, lab)
    address = visitor.begin(first, "lune.mov", 4)["Location"].removeprefix("http://testserver")
    visitor.append(address, b"film", 0)
    answer = visitor.finish(second, address)
    assert answer.json()["sentence"] == "There is no such upload."
    assert (state(first), state(second)) == ("requested", "requested")
    assert assets.jobs() == ()


def test_an_upload_of_staff_is_out_of_a_posthouses_reach(visitor, moon, lab):
    asked = a_request(moon, MASTER, lab)
    upload_id = intake.begin_upload(title_id=moon, file_name="a.mov", length=4, actor="user:1")
    address = f"{visitor.link}uploads/{upload_id}/"
    assert visitor.client.delete(address, HTTP_TUS_RESUMABLE="1.0.0").status_code == 404
    assert visitor.finish(asked, address).status_code == 409
    assert len(assets.uploads(title_id=moon)) == 1


def test_another_houses_upload_is_out_of_reach(visitor, moon, lab):
    asked = a_request(moon, MASTER, lab)
    address = visitor.begin(asked, "lune.mov", 4)["Location"].removeprefix("http://testserver")
    other = Visitor(a_link(a_house("Elsewhere", "else@example.com")))
    upload = address.rstrip("/").rpartition("/")[2]
    assert other.append(f"{other.link}uploads/{upload}/", b"film", 0).status_code == 404
    assert assets.uploads(title_id=moon)[0].arrived == 0


def test_the_link_opens_nothing_of_the_studio(visitor, moon):
    visitor.see()
    assert visitor.client.get(f"/studio/titles/{moon}/").status_code == 302
    assert visitor.client.get("/studio/deliveries/").status_code == 302


def test_lines_of_the_log_do_not_name_the_link(visitor):
    import logging

    from lanterne.config.logs import NoStreamAddresses

    line = logging.LogRecord("x", 20, "", 1, "GET %s 404", (visitor.link,), None)
    NoStreamAddresses().filter(line)
    assert line.getMessage() == "GET /deliver/…/ 404"
