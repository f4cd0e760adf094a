"""A film comes in piece by piece, and only whole."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest

from lanterne.assets import queries, services
from lanterne.core import audit
from tests.assets.conftest import ACTOR, uploaded


def begin(title, *, length=10, name="voyage.mov"):
    return services.begin_upload(title_id=title, file_name=name, length=length, actor=ACTOR)


def send(upload_id, offset, *blocks):
    return services.append(upload_id=upload_id, offset=offset, blocks=blocks)


def kept(settings, upload_id) -> bytes:
    return (Path(settings.UPLOADS) / str(upload_id)).read_bytes()


def broken_connection():
    yield b"abc"
    raise ConnectionResetError


def test_a_file_grows_at_its_end(title, settings):
    upload_id = begin(title)
    assert services.upload_offset(upload_id=upload_id) == (0, 10)
    assert send(upload_id, 0, b"abc", b"de") == 5
    assert send(upload_id, 5, b"fghij") == 10
    assert services.upload_offset(upload_id=upload_id) == (10, 10)
    assert kept(settings, upload_id) == b"abcdefghij"


def test_what_came_before_the_connection_broke_is_kept(title, settings):
    upload_id = begin(title)
    with pytest.raises(ConnectionResetError):
        services.append(upload_id=upload_id, offset=0, blocks=broken_connection())
    assert services.upload_offset(upload_id=upload_id) == (3, 10)
    assert send(upload_id, 3, b"defghij") == 10
    assert kept(settings, upload_id) == b"abcdefghij"


@pytest.mark.parametrize("offset", [0, 2, 4, 10])
def test_a_client_that_is_elsewhere_in_the_file_is_told_where_it_stands(title, settings, offset):
    upload_id = begin(title)
    send(upload_id, 0, b"abc")
    with pytest.raises(services.WrongOffset, match="stands at byte 3"):
        send(upload_id, offset, b"xyz")
    assert kept(settings, upload_id) == b"abc"


def test_more_than_was_announced_is_refused_and_not_kept(title, settings):
    upload_id = begin(title, length=5)
    with pytest.raises(services.UploadTooLarge, match="More bytes came than were announced"):
        send(upload_id, 0, b"abc", b"def")
    assert kept(settings, upload_id) == b"abc"
    assert send(upload_id, 3, b"de") == 5


def test_two_connections_cannot_write_one_file(title, settings):
    upload_id = begin(title)

    def intruding():
        yield b"abc"
        with pytest.raises(services.WrongOffset, match="Another connection"):
            send(upload_id, 3, b"xyz")

    services.append(upload_id=upload_id, offset=0, blocks=intruding())
    assert kept(settings, upload_id) == b"abc"


@pytest.mark.parametrize("length", [-1, 0, 500 * 2**30 + 1])
def test_a_length_no_film_has_is_refused(title, length):
    with pytest.raises(services.UploadTooLarge, match="between 1 byte and 500 gigabytes"):
        begin(title, length=length)
    assert queries.uploads(title_id=title) == ()


def test_the_name_of_a_file_leads_nowhere_and_is_only_remembered(title, settings):
    upload_id = begin(title, name="../../etc/voyage.mov")
    card = queries.upload(upload_id=upload_id)
    assert card.file_name == "voyage.mov"
    assert [path.name for path in Path(settings.UPLOADS).iterdir()] == [str(upload_id)]


def test_only_the_service_itself_can_read_what_comes_in(title, settings):
    path = Path(settings.UPLOADS) / str(begin(title))
    assert path.stat().st_mode & 0o777 == 0o600


def test_what_is_on_its_way_is_listed_until_it_is_accepted(title):
    upload_id = begin(title)
    send(upload_id, 0, b"abcd")
    [card] = queries.uploads(title_id=title)
    assert (card.id, card.arrived, card.length, card.is_whole) == (upload_id, 4, 10, False)
    send(upload_id, 4, b"efghij")
    assert queries.upload(upload_id=upload_id).is_whole
    accept(title, upload_id)
    assert queries.uploads(title_id=title) == ()
    assert queries.upload(upload_id=upload_id) is None


def test_an_abandoned_upload_is_gone_with_its_bytes(title, settings):
    upload_id = begin(title)
    send(upload_id, 0, b"abc")
    services.abandon_upload(upload_id=upload_id, actor=ACTOR)
    assert list(Path(settings.UPLOADS).iterdir()) == []
    with pytest.raises(services.NoSuchUpload, match="no such upload"):
        services.upload_offset(upload_id=upload_id)
    assert [line.action for line in audit.lines(subject=f"title:{title}")][:2] == [
        "assets.abandon_upload",
        "assets.begin_upload",
    ]


def test_an_accepted_film_cannot_be_abandoned_or_grow(title, settings):
    upload_id = uploaded(title)
    accept(title, upload_id)
    with pytest.raises(services.NoSuchUpload):
        services.abandon_upload(upload_id=upload_id, actor=ACTOR)
    with pytest.raises(services.NoSuchUpload):
        send(upload_id, 6, b"x")
    assert kept(settings, upload_id) == b"a film"


def test_nothing_can_be_sent_to_an_upload_that_nobody_began(db):
    with pytest.raises(services.NoSuchUpload):
        send(uuid4(), 0, b"abc")


def test_an_incomplete_film_is_not_accepted(title):
    upload_id = begin(title)
    send(upload_id, 0, b"abc")
    with pytest.raises(services.UploadIncomplete, match="7 bytes of the file have not arrived"):
        accept(title, upload_id)
    assert queries.jobs() == ()
    assert queries.upload(upload_id=upload_id).arrived == 3


def test_an_unknown_policy_is_refused_by_name(title):
    upload_id = uploaded(title)
    with pytest.raises(Exception, match="no policy named lavish"):
        accept(title, upload_id, policy="lavish")
    assert queries.jobs() == ()


def test_a_film_is_accepted_once(title):
    upload_id = uploaded(title)
    accept(title, upload_id)
    with pytest.raises(services.NoSuchUpload):
        accept(title, upload_id)
    assert len(queries.jobs()) == 1


def accept(title, upload_id, *, policy="standard") -> int:
    return services.accept_mezzanine(
        title_id=title, upload_id=upload_id, policy_name=policy, actor=ACTOR
    )
