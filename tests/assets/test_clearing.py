"""What is over leaves the disk; what may still be needed stays."""

from __future__ import annotations

import os
import shutil
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import OperationalError

from lanterne.assets import queries, services, tasks
from lanterne.assets.models import Mezzanine, PublishJob, Subtitle
from lanterne.catalogue.models import Title
from lanterne.core import audit, clock
from lanterne_media.store import Workshop
from tests.assets.conftest import ACTOR, LATER, queued, uploaded

WEEK = timedelta(days=7)
MINUTE = timedelta(minutes=1)


def work(settings, job_id: int) -> Path:
    """A work folder with one finished piece of a hundred bytes."""
    piece = Path(settings.WORKSHOP) / str(job_id) / "shot-1"
    piece.mkdir(parents=True)
    (piece / "picture.ivf").write_bytes(b"x" * 100)
    return piece.parent


def cleared() -> list[tuple[str, str, object]]:
    found = [line for line in audit.lines() if line.action.startswith("assets.clear_")]
    return [(line.action, line.subject, line.detail["bytes"]) for line in found]


def failed(claimed) -> None:
    services.fail(job_id=claimed.id, owner=claimed.owner, sentence="The disk is full.")


def test_a_finished_jobs_pieces_go_at_once_and_the_trail_says_what_that_freed(claimed, settings):
    folder = work(settings, claimed.id)
    services.finish(job_id=claimed.id, owner=claimed.owner)
    services.sweep(at=clock.now())
    assert not folder.exists()
    assert cleared() == [("assets.clear_job", f"job:{claimed.id}", 100)]
    assert list(folder.parent.iterdir()) == []


def test_a_failed_jobs_pieces_wait_a_week_for_another_try(claimed, settings):
    folder = work(settings, claimed.id)
    failed(claimed)
    ended = queries.job(job_id=claimed.id).ended_at
    services.sweep(at=ended + WEEK - MINUTE)
    assert (folder / "shot-1" / "picture.ivf").is_file()
    assert cleared() == []
    services.sweep(at=ended + WEEK)
    assert not folder.exists()
    assert cleared() == [("assets.clear_job", f"job:{claimed.id}", 100)]


def test_a_cancelled_jobs_pieces_wait_as_long_as_the_operator_says(claimed, settings):
    folder = work(settings, claimed.id)
    services.cancel(job_id=claimed.id, actor=ACTOR)
    ended = queries.job(job_id=claimed.id).ended_at
    settings.KEEP_WORK_DAYS = 2
    services.sweep(at=ended + timedelta(days=2) - MINUTE)
    assert folder.exists()
    services.sweep(at=ended + timedelta(days=2))
    assert not folder.exists()


def test_a_job_that_is_tried_again_keeps_its_pieces_however_old(claimed, settings):
    folder = work(settings, claimed.id)
    failed(claimed)
    services.retry(job_id=claimed.id, actor=ACTOR)
    services.sweep(at=clock.now() + 10 * WEEK)
    assert folder.exists()
    services.claim(at=LATER)
    services.sweep(at=clock.now() + 10 * WEEK)
    assert folder.exists()


def test_a_folder_that_somebody_still_works_in_is_left_alone(claimed, settings):
    folder = work(settings, claimed.id)
    services.cancel(job_id=claimed.id, actor=ACTOR)
    leaver = Workshop(folder)
    services.sweep(at=clock.now() + WEEK)
    assert folder.exists()
    leaver.close()
    services.sweep(at=clock.now() + WEEK)
    assert not folder.exists()


def test_pieces_of_a_job_that_no_longer_exists_go_and_other_folders_stay(job, settings):
    orphan, notes = work(settings, 404), Path(settings.WORKSHOP) / "notes"
    notes.mkdir()
    services.sweep(at=clock.now())
    assert not orphan.exists()
    assert notes.exists()
    assert cleared() == [("assets.clear_job", "job:404", 100)]


def test_a_sweep_that_was_killed_is_finished_by_the_next(db, settings):
    half = work(settings, 404).rename(Path(settings.WORKSHOP) / ".gone-404")
    services.sweep(at=clock.now())
    assert not half.exists()
    assert cleared() == [("assets.clear_job", "job:404", 100)]


def last_byte(settings, upload_id) -> Path:
    path = Path(settings.UPLOADS) / str(upload_id)
    os.utime(path, (path.stat().st_atime, clock.now().timestamp()))
    return path


def test_an_upload_that_stopped_waits_a_week_for_its_rest(title, settings):
    upload_id = services.begin_upload(title_id=title, file_name="voyage.mov", length=9, actor=ACTOR)
    services.append(upload_id=upload_id, offset=0, blocks=[b"half"])
    path = last_byte(settings, upload_id)
    services.sweep(at=clock.now() + WEEK - MINUTE)
    assert services.upload_offset(upload_id=upload_id) == (4, 9)
    services.sweep(at=clock.now() + WEEK + MINUTE)
    assert not path.exists()
    with pytest.raises(services.NoSuchUpload):
        services.upload_offset(upload_id=upload_id)
    assert cleared() == [("assets.clear_upload", f"title:{title}", 4)]


def test_an_upload_that_goes_on_is_as_young_as_its_last_byte(title, settings):
    upload_id = uploaded(title)
    path = Path(settings.UPLOADS) / str(upload_id)
    lately = (clock.now() + 3 * WEEK).timestamp()
    os.utime(path, (lately, lately))
    services.sweep(at=clock.now() + 3 * WEEK + MINUTE)
    assert path.exists()
    assert queries.upload(upload_id=upload_id) is not None


def test_an_accepted_film_is_never_cleared_away(title, settings):
    job_id = queued(title)
    film = Path(Mezzanine.objects.get(jobs=job_id).path)
    services.sweep(at=clock.now() + 52 * WEEK)
    assert film.read_bytes() == b"a film"
    assert cleared() == []


def test_a_deleted_titles_film_goes_after_a_week_and_foreign_files_stay(title, settings):
    job_id = queued(title)
    film = Path(Mezzanine.objects.get(jobs=job_id).path)
    stranger = film.with_name("readme.txt")
    stranger.write_text("mine")
    os.utime(stranger, (0, 0))
    PublishJob.objects.filter(pk=job_id).delete()
    Title.objects.filter(pk=title).delete()
    services.sweep(at=clock.now() + WEEK - MINUTE)
    assert film.exists()
    services.sweep(at=clock.now() + WEEK + MINUTE)
    assert not film.exists()
    assert stranger.exists()
    assert cleared() == [("assets.clear_upload", f"upload:{film.name}", 6)]


@pytest.mark.parametrize(
    "moment", [(shutil, "rmtree"), (Path, "lstat")], ids=["emptying", "sizing"]
)
def test_of_two_sweeps_at_once_one_deletes_and_tells(moment, db, settings, monkeypatch):
    folder, real = work(settings, 404), getattr(*moment)

    def overtaken(*args, **more):
        monkeypatch.setattr(*moment, real)
        services.sweep(at=clock.now())
        return real(*args, **more)

    monkeypatch.setattr(*moment, overtaken)
    services.sweep(at=clock.now())
    assert getattr(*moment) is real
    assert list(folder.parent.iterdir()) == []
    assert cleared() == [("assets.clear_job", "job:404", 100)]


def test_what_will_not_go_is_not_said_to_be_gone_and_holds_nothing_up(db, settings, monkeypatch):
    work(settings, 404)

    def stuck(name, **more):
        raise PermissionError(name)

    with monkeypatch.context() as stubborn:
        stubborn.setattr(os, "unlink", stuck)
        services.sweep(at=clock.now())
        again = work(settings, 404)
        services.sweep(at=clock.now())
    assert cleared() == []
    assert again.exists()
    services.sweep(at=clock.now())
    services.sweep(at=clock.now())
    assert list(again.parent.iterdir()) == []
    assert cleared() == [("assets.clear_job", "job:404", 100)] * 2


class Once(threading.Event):
    """A stop signal that is given as soon as the worker has nothing to do."""

    def wait(self, timeout=None):
        self.set()
        return True


def test_a_disk_that_refuses_does_not_end_the_worker(job, settings, monkeypatch):
    # A file where a work folder should be.
    Path(settings.WORKSHOP).mkdir()
    (Path(settings.WORKSHOP) / "404").touch()
    with pytest.raises(FileExistsError):
        services.sweep(at=clock.now())
    published: list[int] = []
    monkeypatch.setattr(tasks, "publish", lambda *, job_id, owner: published.append(job_id))
    tasks.work_until(Once())
    assert published == [job]


def test_a_database_that_is_away_at_the_first_sweep_does_not_end_the_worker(db, monkeypatch):
    def away(*, at, in_use):
        raise OperationalError

    monkeypatch.setattr(services, "sweep", away)
    monkeypatch.setattr(tasks, "close_old_connections", lambda: None)
    stopped = Once()
    tasks.work_until(stopped)
    assert stopped.is_set()


def test_what_is_in_use_stays_when_the_data_folder_is_spelled_otherwise(title, settings):
    job_id = queued(title)
    film = Path(Mezzanine.objects.get(jobs=job_id).path)
    services.add_subtitle(
        title_id=title,
        content=b"1\n00:00:01,000 --> 00:00:02,000\nBonsoir.\n",
        file_name="lune.srt",
        language="fr",
        actor=ACTOR,
    )
    captions = Path(Subtitle.objects.get().path)
    alias = Path(settings.UPLOADS).with_name("alias")
    alias.symlink_to(settings.UPLOADS)
    settings.UPLOADS = alias
    services.sweep(at=clock.now() + 52 * WEEK)
    assert film.is_file()
    assert captions.is_file()
    assert cleared() == []


def test_pictures_of_findings_stay_with_their_job_and_go_with_it(claimed, settings):
    kept, gone = (Path(settings.FINDINGS) / name for name in (str(claimed.id), "404"))
    for folder in (kept, gone):
        folder.mkdir(parents=True)
        (folder / "01-black.jpg").write_bytes(b"a picture")
    services.sweep(at=clock.now() + 10 * WEEK)
    assert (kept.exists(), gone.exists()) == (True, False)
