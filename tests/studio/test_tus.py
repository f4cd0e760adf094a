"""The upload protocol, header by header; tests/studio/test_tus_client.py drives it with another's client."""

from __future__ import annotations

import base64
from uuid import UUID

import pytest

from lanterne.assets import queries
from lanterne.core import audit
from tests.titles import a_series

BODY = "application/offset+octet-stream"
FILM = bytes(range(256)) * 8
WHOLE = len(FILM)


def said(**headers):
    """Headers as the test client wants them."""
    return {f"HTTP_{name.upper()}": str(value) for name, value in headers.items()}


def named(name: str) -> str:
    return f"filename {base64.b64encode(name.encode()).decode()}"


@pytest.fixture
def begin(console, moon):
    def begun(length=WHOLE, **more):
        headers = said(
            tus_resumable="1.0.0", upload_length=length, upload_metadata=named("lune.mov")
        )
        return console.post(f"/studio/titles/{moon}/uploads/", **{**headers, **more})

    return begun


@pytest.fixture
def address(begin):
    return begin()["Location"].removeprefix("http://testserver")


@pytest.fixture
def send(console, address):
    def sent(content, offset, **more):
        headers = said(tus_resumable="1.0.0", upload_offset=offset)
        return console.patch(address, content, content_type=BODY, **{**headers, **more})

    return sent


def arrived(console, address):
    answer = console.head(address, **said(tus_resumable="1.0.0"))
    return int(answer["Upload-Offset"])


def test_the_abilities_are_told_to_anyone_of_the_staff(console, moon):
    answer = console.options(f"/studio/titles/{moon}/uploads/")
    assert answer.status_code == 204
    assert answer["Tus-Resumable"] == answer["Tus-Version"] == "1.0.0"
    assert answer["Tus-Extension"] == "creation,creation-with-upload,termination"
    assert answer["Tus-Max-Size"] == str(500 * 2**30)


def test_an_upload_begins_at_nought_under_its_files_name(begin, console, moon):
    answer = begin()
    assert (answer.status_code, answer["Tus-Resumable"]) == (201, "1.0.0")
    (card,) = queries.uploads(title_id=moon)
    assert answer["Location"] == f"http://testserver/studio/uploads/{card.id}/"
    assert (card.file_name, card.length, card.arrived) == ("lune.mov", len(FILM), 0)
    head = console.head(answer["Location"], **said(tus_resumable="1.0.0"))
    assert (head["Upload-Offset"], head["Upload-Length"]) == ("0", str(len(FILM)))
    assert "no-store" in head["Cache-Control"]


def test_the_first_bytes_may_come_with_the_beginning(begin, moon):
    answer = begin(data=FILM[:100], content_type=BODY)
    assert (answer.status_code, answer["Upload-Offset"]) == (201, "100")
    assert queries.uploads(title_id=moon)[0].arrived == 100


def test_bytes_are_added_where_the_file_ends(send, settings, moon):
    assert send(FILM[:1000], 0)["Upload-Offset"] == "1000"
    answer = send(FILM[1000:], 1000)
    assert (answer.status_code, answer["Upload-Offset"]) == (204, str(len(FILM)))
    (card,) = queries.uploads(title_id=moon)
    assert card.is_whole
    assert (settings.UPLOADS / str(card.id)).read_bytes() == FILM


def test_a_wrong_offset_changes_nothing(send, console, address):
    send(FILM[:1000], 0)
    answer = send(FILM[:1000], 0)
    assert answer.status_code == 409
    assert answer.content.decode() == "The upload stands at byte 1000."
    assert arrived(console, address) == 1000


def test_more_bytes_than_announced_are_refused(send, console, address):
    assert send(FILM + b"!", 0).status_code == 413


def test_more_than_the_largest_film_is_refused(begin, moon):
    answer = begin(length=500 * 2**30 + 1)
    assert answer.status_code == 413
    assert queries.uploads(title_id=moon) == ()


def test_another_version_is_refused_with_ours(begin, send, console, address):
    for answer in (
        begin(HTTP_TUS_RESUMABLE="0.2.2"),
        send(FILM, 0, HTTP_TUS_RESUMABLE="2.0.0"),
        console.head(address),
        console.delete(address),
    ):
        assert (answer.status_code, answer["Tus-Version"]) == (412, "1.0.0")
    assert arrived(console, address) == 0


def test_a_body_of_another_kind_is_refused(send, console, address):
    answer = send(FILM, 0, CONTENT_TYPE="application/json")
    assert answer.status_code == 415
    assert arrived(console, address) == 0


@pytest.mark.parametrize("length", ["", "-1", "١٢", "many"])
def test_a_length_that_is_no_number_is_refused(begin, moon, length):
    assert begin(length=length).status_code == 400
    assert queries.uploads(title_id=moon) == ()


def test_metadata_that_is_not_base_64_is_refused(begin, moon):
    assert begin(HTTP_UPLOAD_METADATA="filename ***").status_code == 400
    assert queries.uploads(title_id=moon) == ()


def test_an_unknown_upload_is_not_found(console, db):
    gone = f"/studio/uploads/{UUID(int=7)}/"
    assert console.head(gone, **said(tus_resumable="1.0.0")).status_code == 404
    assert console.delete(gone, **said(tus_resumable="1.0.0")).status_code == 404


def test_series_take_no_film(console, db):
    series, _, _ = a_series()
    headers = said(tus_resumable="1.0.0", upload_length=5)
    assert console.post(f"/studio/titles/{series}/uploads/", **headers).status_code == 404
    assert console.post("/studio/titles/404/uploads/", **headers).status_code == 404


def test_an_upload_can_be_given_up(console, address, editor, settings, moon):
    answer = console.delete(address, **said(tus_resumable="1.0.0"))
    assert answer.status_code == 204
    assert list(settings.UPLOADS.iterdir()) == []
    assert [(line.actor, line.action) for line in audit.lines(subject=f"title:{moon}")][:2] == [
        (editor.actor, "assets.abandon_upload"),
        (editor.actor, "assets.begin_upload"),
    ]


def test_a_method_may_be_named_in_a_header_of_a_post_only(console, address):
    override = said(tus_resumable="1.0.0", x_http_method_override="DELETE")
    assert console.get(address, **override).status_code == 405
    assert arrived(console, address) == 0
    assert console.post(address, **override).status_code == 204


def test_other_methods_are_told_what_is_possible(console, address, moon):
    assert console.get(address, **said(tus_resumable="1.0.0")).status_code == 405
    answer = console.get(f"/studio/titles/{moon}/uploads/", **said(tus_resumable="1.0.0"))
    assert (answer.status_code, answer["Allow"]) == (405, "OPTIONS, POST")


def test_a_request_forged_on_another_site_is_refused(editor, moon, client):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    from django.contrib.auth import get_user_model

    strict.force_login(get_user_model().objects.get(id=editor.user_id))
    headers = said(tus_resumable="1.0.0", upload_length=5)
    assert strict.post(f"/studio/titles/{moon}/uploads/", **headers).status_code == 403
    assert queries.uploads(title_id=moon) == ()
