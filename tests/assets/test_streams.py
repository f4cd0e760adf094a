"""What of a publication leaves the house, and what is cleared away."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.fernet import InvalidToken

from lanterne.assets import queries, services
from lanterne.assets.models import ContentKey, Publication
from lanterne.assets.rules import KEEP_SUPERSEDED
from lanterne.core import clock
from tests.assets.conftest import Claimed, a_stream, queued
from tests.screening import streams


@pytest.fixture
def folder(settings) -> Path:
    return streams(Path(settings.STREAMS) / "7/whole")


@pytest.mark.parametrize(
    "path",
    [
        *("manifest.mpd", "master.m3u8", "video/h264-1080/00001.m4s", "text/fr.vtt"),
        *("images/00001.jpg", "chapters.json", "chapters.vtt"),
    ],
)
def test_the_files_of_a_stream_are_opened(folder, path):
    assert queries.open_file(folder="7/whole", path=path) == folder / path


@pytest.mark.parametrize(
    "path",
    [
        "report.json",
        "report.html",
        "text/chapters.json",
        "../whole/manifest.mpd",
        "video/../manifest.mpd",
        "../../secret.mpd",
        "..",
        ".",
        "",
        "video",
        "video/h264-1080",
        "nothing.mpd",
        "/etc/passwd",
        "MANIFEST.MPD",
        ".hidden",
    ],
)
def test_nothing_else_is_opened(folder, settings, path):
    (Path(settings.STREAMS) / "secret.mpd").write_text("another title")
    assert queries.open_file(folder="7/whole", path=path) is None


def test_an_absolute_path_leads_nowhere(folder, tmp_path):
    outside = tmp_path / "outside.mpd"
    outside.write_text("secret")
    assert queries.open_file(folder="7/whole", path=str(outside)) is None


@pytest.mark.parametrize("way", ["file", "folder"])
def test_a_link_is_not_followed_out_of_the_streams(folder, tmp_path, way):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.mpd").write_text("secret")
    if way == "file":
        (folder / "secret.mpd").symlink_to(outside / "secret.mpd")
        assert queries.open_file(folder="7/whole", path="secret.mpd") is None
    else:
        (folder / "way").symlink_to(outside)
        assert queries.open_file(folder="7/whole", path="way/secret.mpd") is None


def test_a_title_has_a_key_for_the_picture_and_one_for_the_sound(claimed, tmp_path):
    claimed.record(a_stream(tmp_path, "first", is_final=False))
    card = queries.publication(title_id=claimed.title_id)
    keys = queries.content_keys(publication_id=card.id)
    assert len(keys) == 2
    for digits in (*keys, *keys.values()):
        assert len(digits) == 32
        assert int(digits, 16) > 0
    assert len(set(keys.values())) == 2


def test_both_revisions_of_a_job_open_with_the_same_keys(claimed, tmp_path):
    claimed.record(a_stream(tmp_path, "first", is_final=False))
    first = queries.publication(title_id=claimed.title_id)
    claimed.record(a_stream(tmp_path, "whole", is_final=True))
    whole = queries.publication(title_id=claimed.title_id)
    assert queries.content_keys(publication_id=first.id) == queries.content_keys(
        publication_id=whole.id
    )


def test_content_keys_lie_sealed_in_the_database(claimed, tmp_path, settings):
    claimed.record(a_stream(tmp_path, "first", is_final=False))
    card = queries.publication(title_id=claimed.title_id)
    keys = queries.content_keys(publication_id=card.id)
    for row in ContentKey.objects.filter(job=claimed.id):
        lying = bytes(row.sealed)
        assert keys[row.kid].encode() not in lying
        assert bytes.fromhex(keys[row.kid]) not in lying
    settings.VAULT_KEY = "another vault altogether, forty letters long"
    with pytest.raises(InvalidToken):
        queries.content_keys(publication_id=card.id)


def test_two_films_never_share_a_key(title):
    jobs = [queued(title), queued(title)]
    kids = [set(ContentKey.objects.filter(job=job).values_list("kid", flat=True)) for job in jobs]
    assert not kids[0] & kids[1]


def replaced(claimed: Claimed, folder: Path) -> tuple[Path, Path]:
    claimed.record(a_stream(folder, "first", is_final=False))
    claimed.record(a_stream(folder, "whole", is_final=True))
    home = folder / "streams" / str(claimed.title_id)
    return home / "first", home / "whole"


def test_a_replaced_stream_stays_for_those_who_are_watching_it(claimed, tmp_path):
    first, whole = replaced(claimed, tmp_path)
    services.sweep(at=clock.now() + KEEP_SUPERSEDED - timedelta(minutes=1))
    assert first.is_dir()
    assert whole.is_dir()


def test_a_replaced_stream_is_cleared_away_after_six_hours(claimed, tmp_path):
    first, whole = replaced(claimed, tmp_path)
    services.sweep(at=clock.now() + KEEP_SUPERSEDED + timedelta(minutes=1))
    assert not first.exists()
    assert whole.is_dir()
    assert Publication.objects.count() == 2
    services.sweep(at=clock.now() + KEEP_SUPERSEDED + timedelta(minutes=1))


def test_work_folders_of_finished_jobs_are_cleared_away_and_no_others(claimed, title, settings):
    workshop, waiting = Path(settings.WORKSHOP), queued(title)
    for name in (str(claimed.id), str(waiting), "notes"):
        (workshop / name).mkdir(parents=True)
    services.sweep(at=clock.now())
    assert len(list(workshop.iterdir())) == 3
    services.finish(job_id=claimed.id, owner=claimed.owner)
    services.sweep(at=clock.now())
    assert {path.name for path in workshop.iterdir()} == {str(waiting), "notes"}


def test_an_unfinished_title_has_no_report(claimed, tmp_path):
    claimed.record(a_stream(tmp_path, "first", is_final=False))
    assert queries.report(title_id=claimed.title_id) is None
