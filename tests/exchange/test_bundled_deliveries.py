"""Requests for deliveries in a bundle: kept as they stand with what was said, moved only where they may go."""

from __future__ import annotations

import hashlib
from collections import Counter
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lanterne.assets.models import Mezzanine, PublishJob
from lanterne.catalogue.models import Title
from lanterne.catalogue.queries import editing
from lanterne.catalogue.records import Verdict
from lanterne.core import audit, clock
from lanterne.deliveries import queries, services
from lanterne.deliveries.models import DeliveryRequest, PostHouse
from lanterne.deliveries.rules import State
from lanterne.exchange import bundle
from lanterne.exchange.runs import judge, take_in
from tests.deliveries.conftest import GERMAN, MASTER, POSTER, Visitor, a_house, a_link, a_request
from tests.deliveries.test_requests import a_job, streams
from tests.titles import ACTOR, a_film, a_picture

pytestmark = pytest.mark.django_db
FILM = "slug: x\nkind: film\noriginal_name: X\noriginal_language: fr\n"
HOUSE = "name: Éclair\nemail: lab@example.com\nlanguage: fr\n"
POST = "title: x\nasset: artwork\nrole: poster\ndue_on: 2027-01-01\n"
SAID = "messages:\n- {at: 2026-11-01T09:00:00+00:00, by: 'user:ada@example.com', text: When?}\n"
VERDICTS = [
    {"rules": "streaming", "title": {"en": "Streaming"}, "outcome": "redelivery", "grounds": []}
]


FILMED = "title: x\nasset: master\nlanguage: fr\ndue_on: 2027-01-01\n"
MOVES = (
    "moves:\n"
    "- {state: requested, at: 2026-11-01T09:00:00+00:00, by: 'system:a'}\n"
    "- {state: delivered, at: 2026-11-02T09:00:00+00:00, by: 'system:a'}\n"
    "- {state: processed, at: 2026-11-02T09:00:00+00:00, by: 'system:a'}\n"
    "- {state: accepted, at: 2026-11-03T09:00:00+00:00, by: 'system:a'}\n"
)
MERGED = "- {state: cancelled, at: 2026-11-04T09:00:00+00:00, by: 'system:merge'}\n"


@pytest.fixture(autouse=True)
def _folders(settings, tmp_path):
    for name in ("MEDIA_ROOT", "DELIVERIES", "UPLOADS"):
        setattr(settings, name, tmp_path / name)


def lay(folder, requests, *, houses=HOUSE, titles=FILM):
    folder.mkdir(exist_ok=True)
    for name, told in (("titles", titles), ("post_houses", houses), ("deliveries", requests)):
        (folder / f"{name}.yaml").write_text(told, encoding="utf-8")
    return folder


def brought(folder, requests, **more):
    return take_in(bundle.read(lay(folder, requests, **more)), name="b", actor=ACTOR)


def files(folder):
    return {
        str(one.relative_to(folder)): one.read_bytes() for one in folder.rglob("*") if one.is_file()
    }


def only() -> queries.RequestCard:
    return queries.request(request_id=DeliveryRequest.objects.get().pk)


def stage(editor) -> None:
    """A master that was looked at and talked about, a poster that waits, subtitles that were cancelled and asked anew."""
    film, lab = a_film("X"), a_house("Éclair", "lab@example.com")
    master = a_request(film, MASTER, lab)
    mezzanine = Mezzanine.objects.create(
        title_id=film, path="m.mov", file_name="m.mov", accepted_at=clock.now()
    )
    job = PublishJob.objects.create(
        mezzanine=mezzanine,
        policy="standard",
        actor=ACTOR,
        created_at=clock.now(),
        verdicts=VERDICTS,
    )
    services.follow(title_id=film)
    assert queries.request(request_id=master).job_id == job.pk
    turn = queries.request(request_id=master).turn
    services.ask_again(
        request_id=master, turn=turn, reason="damaged", note="Reel 2", actor=editor.actor
    )
    services.say(request_id=master, text="When?\nSoon?", actor=editor.actor)
    [house] = queries.post_houses()
    services.say_as_guest(request_id=master, house=house, text="Demain : « oui »")
    poster = a_request(film, POSTER, lab)
    Visitor(a_link(lab)).send(poster, "p.png", a_picture(800, 1200))
    first = a_request(film, GERMAN)
    services.cancel(request_id=first, turn=0, actor=editor.actor)
    a_request(film, GERMAN)


def empty() -> None:
    DeliveryRequest.objects.all().delete()
    PostHouse.objects.all().delete()
    PublishJob.objects.all().delete()
    Title.objects.all().delete()


def test_requests_go_out_and_come_in_the_same(
    tmp_path, settings, editor, django_capture_on_commit_callbacks
):
    stage(editor)
    bundle.write(tmp_path / "out")
    empty()
    settings.DELIVERIES = tmp_path / "elsewhere"
    before = judge(bundle.read(tmp_path / "out"))
    assert (before.refusals, DeliveryRequest.objects.count()) == ([], 0)
    with django_capture_on_commit_callbacks(execute=True):
        report = take_in(bundle.read(tmp_path / "out"), name="out", actor=ACTOR)
    assert report == before
    assert report.counts == Counter({Verdict.CREATED: 1 + 1 + 4})
    bundle.write(tmp_path / "again")
    assert files(tmp_path / "again") == files(tmp_path / "out")
    assert [name for name in files(tmp_path / "out") if "deliveries/" in name] != []
    again = take_in(bundle.read(tmp_path / "out"), name="out", actor=ACTOR)
    assert again.counts == Counter({Verdict.SAME: 6})


def test_what_comes_in_is_as_it_stood(tmp_path, editor, django_capture_on_commit_callbacks):
    stage(editor)
    bundle.write(tmp_path / "out")
    empty()
    with django_capture_on_commit_callbacks(execute=True):
        take_in(bundle.read(tmp_path / "out"), name="out", actor=ACTOR)
    title = Title.objects.get().pk
    poster, german, anew, master = sorted(
        queries.requests(title_id=title), key=lambda one: (one.wanted.asset == "master", one.id)
    )
    assert (master.state, master.reason, master.turn) == (State.REDELIVERY, "damaged", 2)
    assert (master.post_house, master.job_id) == ("Éclair", None)
    assert master.verdicts == (("streaming", "redelivery"),)
    said = queries.messages(request_id=master.id)
    house = PostHouse.objects.get()
    assert [(one.actor, one.text) for one in said] == [
        (editor.actor, "When?\nSoon?"),
        (f"posthouse:{house.pk}", "Demain : « oui »"),
    ]
    moves = queries.moves(request_id=master.id)
    assert [(one.state, one.note) for one in moves] == [
        ("requested", ""), ("delivered", ""), ("redelivery", "Reel 2"),
    ]  # fmt: skip
    assert (german.state, anew.state) == (State.CANCELLED, State.REQUESTED)
    assert queries.held_picture(request_id=poster.id).read_bytes() == a_picture(800, 1200)
    lines = [one.action for one in audit.lines(subject=f"title:{title}", limit=10)]
    assert lines.count("deliveries.take_in_request") == 4


def test_a_plain_request_stands_where_the_file_says(tmp_path):
    report = brought(tmp_path, f"{POST}state: accepted\npost_house: Éclair\n{SAID}")
    assert report.counts == Counter({Verdict.CREATED: 3})
    card = only()
    assert (card.state, card.due_on, card.turn) == (State.ACCEPTED, date(2027, 1, 1), 0)
    [move] = queries.moves(request_id=card.id)
    assert (move.state, move.actor) == (State.ACCEPTED, ACTOR)
    [said] = queries.messages(request_id=card.id)
    assert (said.actor, said.text) == ("user:ada@example.com", "When?")
    line = audit.lines(subject=f"title:{card.title_id}", limit=1)[0]
    assert line.action == "deliveries.take_in_request"
    assert line.detail == {"request": card.id, "asset": "artwork", "of": "", "state": "accepted"}
    again = brought(tmp_path, f"{POST}state: accepted\npost_house: Éclair\n{SAID}")
    assert again.counts == Counter({Verdict.SAME: 3})


def test_a_request_that_is_held_moves_only_where_it_may(tmp_path):
    a_request(a_film("X"), POSTER)
    report = brought(tmp_path, f"{POST}state: accepted\n")
    assert [(one.place, one.sentence) for one in report.refusals] == [
        ("deliveries.yaml:1", "From “Requested” this request cannot go to “Accepted”.")
    ]
    assert only().state is State.REQUESTED
    report = brought(tmp_path, f"{POST}state: cancelled\n{SAID}")
    [finding] = [one for one in report.findings if one.place.startswith("deliveries")]
    assert finding.differences == ("due_on", "state:cancelled", "messages")
    assert (only().state, only().due_on) == (State.CANCELLED, date(2027, 1, 1))
    lines = [one.action for one in audit.lines(subject=f"title:{only().title_id}", limit=3)]
    assert lines == ["deliveries.say", "deliveries.request_cancelled", "deliveries.change_request"]


def test_an_older_file_moves_nothing_back(tmp_path, editor):
    film = a_film("X")
    asked = a_request(film, GERMAN)
    bundle.write(tmp_path / "old")
    services.cancel(request_id=asked, turn=0, actor=editor.actor)
    report = take_in(bundle.read(tmp_path / "old"), name="b", actor=ACTOR)
    assert report.counts == Counter({Verdict.SAME: 2})
    assert only().state is State.CANCELLED


def test_a_newer_file_brings_the_moves_that_are_missing(tmp_path, editor):
    film = a_film("X")
    asked = a_request(film, GERMAN)
    services.cancel(request_id=asked, turn=0, actor=editor.actor)
    bundle.write(tmp_path / "new")
    told = queries.moves(request_id=asked)
    row = DeliveryRequest.objects.get()
    row.moves.last().delete()
    DeliveryRequest.objects.update(state="requested", turn=0)
    report = take_in(bundle.read(tmp_path / "new"), name="b", actor=ACTOR)
    assert [one.differences for one in report.findings] == [("state:cancelled",)]
    assert (queries.moves(request_id=asked), only().turn) == (told, 1)
    assert audit.lines(subject=f"title:{film}", limit=1)[0].actor == ACTOR


def test_what_a_merge_called_off_elsewhere_is_called_off_here_too(tmp_path):
    brought(tmp_path, f"{POST}state: accepted\n{MOVES}")
    report = brought(tmp_path, f"{POST}state: cancelled\n{MOVES}{MERGED}")
    assert report.refusals == []
    card = only()
    assert (card.state, card.turn) == (State.CANCELLED, 4)
    assert [one.state for one in queries.moves(request_id=card.id)][-2:] == [
        "accepted",
        "cancelled",
    ]
    again = brought(tmp_path, f"{POST}state: cancelled\n{MOVES}{MERGED}")
    assert again.counts[Verdict.SAME] == 3


def test_without_its_past_what_is_accepted_is_not_called_off(tmp_path):
    brought(tmp_path, f"{POST}state: accepted\n{MOVES}")
    report = brought(tmp_path, f"{POST}state: cancelled\n")
    assert [one.sentence for one in report.refusals] == [
        "From “Accepted” this request cannot go to “Cancelled”."
    ]
    assert only().state is State.ACCEPTED


def lay_picture(folder, content):
    name = f"deliveries/{hashlib.sha256(content).hexdigest()}"
    path = folder / "media" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return name


def test_a_picture_with_its_file_name_comes_to_a_held_request(
    tmp_path, settings, django_capture_on_commit_callbacks
):
    asked = a_request(a_film("X"), POSTER)
    for state, content in (
        ("delivered", a_picture(800, 1200)),
        ("processed", a_picture(900, 1350)),
    ):
        told = f"{POST}state: {state}\nfile_name: {state}.png\n"
        told += f"picture: {lay_picture(tmp_path, content)}\n"
        with django_capture_on_commit_callbacks(execute=True):
            assert brought(tmp_path, told).refusals == []
        assert queries.held_picture(request_id=asked).read_bytes() == content
        assert only().file_name == f"{state}.png"
        # What it replaced waits no longer.
        assert len(list(settings.DELIVERIES.iterdir())) == 1


def test_verdicts_come_to_a_held_request_whose_film_is_elsewhere(tmp_path):
    a_request(a_film("X"), MASTER)
    told = f"{FILMED}verdicts:\n- {{rules: streaming, outcome: accepted}}\n"
    report = brought(tmp_path, told)
    [finding] = [one for one in report.findings if one.place.startswith("deliveries")]
    assert finding.differences == ("due_on", "verdicts")
    assert only().verdicts == (("streaming", "accepted"),)
    assert brought(tmp_path, told).counts[Verdict.SAME] == 3


def test_a_master_in_another_language_is_not_accepted_from_a_file_either(tmp_path):
    film = a_film("X")
    asked = a_request(film, MASTER)
    job_id = a_job(film)
    services.follow(title_id=film)
    streams(film, job_id, sound=("en",))
    PublishJob.objects.filter(pk=job_id).update(state="done")
    services.follow_job(job_id)
    report = brought(tmp_path, f"{FILMED}state: accepted\n")
    assert [one.sentence for one in report.refusals] == [
        "The language does not match: French was asked for, the sound is in English."
    ]
    assert queries.request(request_id=asked).state is State.PROCESSED


def test_requests_are_held_before_they_are_judged(tmp_path):
    a_request(a_film("X"), POSTER)
    with CaptureQueriesContext(connection) as caught:
        brought(tmp_path, POST)
    asked = [one["sql"] for one in caught if 'FROM "deliveries_deliveryrequest"' in one["sql"]]
    held, judged = asked[:2]
    assert '"due_on"' not in held.partition(" FROM ")[0]
    assert '"due_on"' in judged.partition(" FROM ")[0]


def test_who_said_what_is_asked_for_once_however_many_requests_there_are(tmp_path, editor):
    film = a_film("X")
    for wanted in (MASTER, GERMAN, POSTER):
        services.say(request_id=a_request(film, wanted), text="When?", actor=editor.actor)
    bundle.write(tmp_path / "out")
    with CaptureQueriesContext(connection) as caught:
        report = judge(bundle.read(tmp_path / "out"))
    assert report.counts == Counter({Verdict.SAME: 4})
    of_people = [one for one in caught if 'FROM "accounts_user"' in one["sql"]]
    assert len(of_people) == 2


def test_an_accepted_picture_takes_its_place(tmp_path, django_capture_on_commit_callbacks):
    film, lab = a_film("X"), a_house("Éclair", "lab@example.com")
    poster = a_request(film, POSTER, lab)
    Visitor(a_link(lab)).send(poster, "p.png", a_picture(800, 1200))
    with django_capture_on_commit_callbacks(execute=True):
        brought(tmp_path, f"{POST}state: accepted\n")
    [hung] = editing.artwork(title_id=film)
    assert (hung.kind, hung.source) == ("poster", "Éclair")
    assert queries.held_picture(request_id=poster) is None


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        (POST.replace("x", "y", 1), "There is no title “y”."),
        (f"{POST}post_house: Nadar\n", "There is no post house “Nadar”."),
        (POST.replace("2027-01-01", "''"), "A request says by when it is due."),
        (POST.replace("poster", "hologram"), "Say which kind of this is asked for."),
        (f"{POST}state: lost\n", "“lost” is none of requested, delivered, processed, accepted, redelivery, cancelled."),
        (f"{POST}state: redelivery\n", "Choose a reason from the list."),
        (f"{POST}state: redelivery\nreason: whim\n", "“whim” is no reason to send this back."),
        (f"{POST}colour: red\n", "There is no field “colour” here."),
        (f"{POST}{SAID.replace('When?', ' ')}", "Write something."),
        (
            f"{POST}{SAID.replace('user:ada@example.com', 'user:7')}",
            "Moves and messages say by whom, such as user:ada@example.com: a number is somebody else here.",
        ),
        (
            f"{POST}state: processed\npicture: deliveries/../../secret\n",
            "media/deliveries/../../secret is missing, or no name of a delivered picture.",
        ),
        (
            (f"{POST}state: accepted\nmoves:\n"
            "- {state: requested, at: 2026-11-01T09:00:00+00:00, by: 'system:a'}\n"
            "- {state: accepted, at: 2026-11-02T09:00:00+00:00, by: 'system:a'}\n"),
            "Each move leads to the next one, none is in the future, and the last one is its state.",
        ),
        (
            f"{POST}moves:\n- {{state: requested, at: 2096-11-01T09:00:00+00:00, by: 'system:a'}}\n",
            "Each move leads to the next one, none is in the future, and the last one is its state.",
        ),
        (
            f"{POST}{SAID.replace('at: 2026-11-01T09:00:00+00:00, ', '')}",
            "Moves and messages say when they were made.",
        ),
        (f"{POST}---\n{POST}", "This request is told at deliveries.yaml:1 already."),
    ],
)  # fmt: skip
def test_a_request_that_is_wrong_is_refused_and_nothing_is_written(tmp_path, told, sentence):
    report = brought(tmp_path, told)
    assert [one.sentence for one in report.refusals] == [sentence]
    assert report.refusals[0].place.startswith("deliveries.yaml:")
    assert (DeliveryRequest.objects.count(), Title.objects.count()) == (0, 0)
    assert PostHouse.objects.count() == 0


@pytest.mark.parametrize(
    ("told", "content", "sentence"),
    [
        (f"{POST}state: accepted\n", a_picture(800, 1200), "Only artwork that waits to be accepted has a picture."),
        (f"{FILMED}state: delivered\n", a_picture(800, 1200), "Only artwork that waits to be accepted has a picture."),
        (f"{POST}state: delivered\n", b"no picture", "This file is not a JPEG, PNG or WebP picture."),
    ],
)  # fmt: skip
def test_a_picture_that_a_house_could_not_send_is_refused(tmp_path, told, content, sentence):
    report = brought(tmp_path, f"{told}picture: {lay_picture(tmp_path, content)}\n")
    assert [one.sentence for one in report.refusals] == [sentence]
    assert DeliveryRequest.objects.count() == 0


def test_a_post_house_is_changed_by_its_name_and_told_once(tmp_path):
    a_house("Éclair", "old@example.com")
    report = brought(tmp_path, POST)
    assert report.refusals == []
    [house] = queries.post_houses()
    assert (house.email, house.language) == ("lab@example.com", "fr")
    twice = brought(tmp_path, POST, houses=f"{HOUSE}---\n{HOUSE}")
    assert [(one.place, one.sentence) for one in twice.refusals] == [
        ("post_houses.yaml:5", "This post house is told at post_houses.yaml:1 already.")
    ]
    wrong = brought(tmp_path, POST, houses=HOUSE.replace("lab@", ""))
    assert [one.sentence for one in wrong.refusals] == ["This is not an e-mail address."]
