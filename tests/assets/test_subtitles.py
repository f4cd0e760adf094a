"""Subtitle files beside a film: proofread when they come, taken along by the next publish."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from lanterne.assets import queries, services
from lanterne.assets.models import Subtitle
from lanterne.assets.rules import JobState
from lanterne.assets.services.subtitles import ENGINES_WORDS
from lanterne.core import audit, clock
from lanterne_media.captions import BadLine, proofread
from lanterne_media.model import MediaRefused, Sidecar
from tests.assets.conftest import ACTOR, LATER, NOW
from tests.titles import a_film

SRT = b"1\n00:00:01,000 --> 00:00:02,000\nBonsoir.\n\n2\n00:00:03,000 --> 00:00:04,000\nLa lune !\n"
VTT = b"WEBVTT\n\n00:01.000 --> 00:02.000\nGood evening.\n"
LAUGHS = b'<!DOCTYPE tt [<!ENTITY lol "lol">]><tt xmlns="http://www.w3.org/ns/ttml">&lol;</tt>'
REFUSED = [
    (
        b"1\n00:00:01,000 --> 00:00:02,000\nBonsoir.\n\n2\n00:00:03,000 --> soon\nLa lune !\n",
        "Line 6. This is no time of a subtitle, such as 00:01:02,500 --> 00:01:04,000.",
    ),
    (
        b"WEBVTT\n\n00:05.000 --> 00:02.000\nToo late.\n",
        "Line 3. This subtitle ends before it begins.",
    ),
    (b"\n\n1\n00:00:09,000 --> 00:00:02,000\nA", "Line 4. This subtitle ends before it begins."),
    (b"<tt>\n<body>\n</tt>", "Line 3. This is XML that cannot be read."),
    (LAUGHS, "This subtitle file is XML that cannot be read, or that is not safe to read."),
    (b"<html></html>", "This file is XML, but not a TTML subtitle file."),
    (
        b"once upon a time",
        "This is not a subtitle file that can be read: SubRip, WebVTT or TTML is expected.",
    ),
    (
        b"1\n00:00:01,000 --> 00:00:02,000\n\n",
        "This subtitle file has no cue with words and a duration.",
    ),
    (b"a\x00b", "This subtitle file is not text."),
    (b" \n", "This subtitle file is empty."),
]


def added(title_id: int, content: bytes = SRT, language: str = "fr", **more) -> int:
    return services.add_subtitle(
        title_id=title_id, content=content, file_name="lune.srt", language=language, actor=ACTOR,
        **more,
    )  # fmt: skip


def held(title_id: int) -> list[tuple[str, str, int]]:
    cards = queries.subtitles(title_id=title_id)
    return [(card.sidecar.language, card.file_name, card.cues) for card in cards]


def test_a_subtitle_file_lies_ready_with_what_was_said_of_it(title):
    added(title, name="Commentary", is_for_the_deaf=True)
    [card] = queries.subtitles(title_id=title)
    assert Path(card.sidecar.path).read_bytes() == SRT
    assert card.sidecar == Sidecar(
        card.sidecar.path, "fr", "Commentary", is_forced=False, is_for_the_deaf=True
    )
    assert (card.file_name, card.cues) == ("lune.srt", 2)
    line = audit.lines(subject=f"title:{title}", limit=1)[0]
    assert (line.actor, line.action, line.detail) == (
        ACTOR,
        "assets.add_subtitles",
        {"file": "lune.srt", "language": "fr"},
    )


def test_one_of_the_same_language_and_kind_takes_its_place(title):
    added(title)
    added(title, is_forced=True)
    added(title, VTT, "en")
    added(title, VTT)
    assert held(title) == [("en", "lune.srt", 1), ("fr", "lune.srt", 1), ("fr", "lune.srt", 2)]
    actions = [line.action for line in audit.lines(subject=f"title:{title}", limit=2)]
    assert actions == ["assets.replace_subtitles", "assets.add_subtitles"]


@pytest.mark.parametrize(("content", "sentence"), REFUSED)
def test_a_file_that_cannot_be_taken_is_refused_with_its_line(title, content, sentence, settings):
    with pytest.raises(services.SubtitleRefused) as refused:
        added(title, content)
    assert str(refused.value) == sentence
    assert held(title) == []
    assert not (Path(settings.UPLOADS) / "subtitles").exists()


def test_every_sentence_of_the_engine_can_be_said_in_other_languages():
    said = set()
    for content, _sentence in REFUSED[:-1]:
        with pytest.raises(MediaRefused) as refused:
            proofread(content)
        bad = refused.value
        said.add(bad.sentence if isinstance(bad, BadLine) else str(bad))
    assert said == set(ENGINES_WORDS)


@pytest.mark.django_db(transaction=True)
def test_nothing_waits_while_a_file_is_proofread(monkeypatch):
    """The one lock for writing of SQLite is not held meanwhile."""
    held = []

    def told(content):
        held.append(connection.in_atomic_block)
        return proofread(content)

    title = a_film("La Lune")
    monkeypatch.setattr("lanterne_media.captions.proofread", told)
    added(title)
    assert held == [False]


def test_a_huge_file_and_a_language_that_is_none_are_refused(title):
    with pytest.raises(services.SubtitleRefused, match="larger than 10 MB"):
        added(title, b"x" * (10 * 2**20 + 1))
    with pytest.raises(services.SubtitleRefused, match="a tag such as fr"):
        added(title, language="French!")
    assert held(title) == []


def test_a_removed_file_is_left_out_and_another_titles_cannot_be_removed(title):
    subtitle_id = added(title)
    with pytest.raises(services.NoSuchSubtitle):
        services.remove_subtitle(title_id=a_film("Other"), subtitle_id=subtitle_id, actor=ACTOR)
    assert len(held(title)) == 1
    services.remove_subtitle(title_id=title, subtitle_id=subtitle_id, actor=ACTOR)
    assert held(title) == []
    assert audit.lines(subject=f"title:{title}", limit=1)[0].action == "assets.remove_subtitles"


def test_a_job_takes_the_files_of_the_moment_when_a_worker_takes_it(job, title):
    added(title)
    services.claim(at=NOW)
    [taken] = queries.job(job_id=job).sidecars
    assert (taken.language, Path(taken.path).read_bytes()) == ("fr", SRT)
    added(title, VTT, "en")
    assert queries.job(job_id=job).sidecars == (taken,)
    services.claim(at=LATER)
    assert [one.language for one in queries.job(job_id=job).sidecars] == ["en", "fr"]


def test_a_published_film_is_published_again_with_the_files_that_came_later(claimed, title):
    services.finish(job_id=claimed.id, owner=claimed.owner)
    added(title)
    again = services.publish_again(title_id=title, actor=ACTOR)
    first, second = queries.job(job_id=claimed.id), queries.job(job_id=again)
    assert (second.state, second.file_name, second.policy) == (
        JobState.QUEUED,
        first.file_name,
        first.policy,
    )
    line = audit.lines(subject=f"title:{title}", limit=1)[0]
    assert (line.action, line.detail["job"]) == ("assets.queue_job", again)
    assert services.claim(at=LATER)[0] == again
    assert [one.language for one in queries.job(job_id=again).sidecars] == ["fr"]


def test_what_waits_or_failed_or_never_was_is_not_published_again(title, claimed):
    with pytest.raises(services.NothingPublished, match="No film of this title"):
        services.publish_again(title_id=a_film("Other"), actor=ACTOR)
    with pytest.raises(services.JobBusy, match="at work already"):
        services.publish_again(title_id=title, actor=ACTOR)
    services.fail(job_id=claimed.id, owner=claimed.owner, sentence="The disk is full.")
    with pytest.raises(services.NothingPublished, match="try that one again"):
        services.publish_again(title_id=title, actor=ACTOR)
    assert len(queries.jobs(title_id=title)) == 1


def aged(path: str) -> Path:
    os.utime(path, (0, 0))
    return Path(path)


def test_the_file_of_a_removed_subtitle_is_swept_when_no_worker_may_be_reading_it(job, title):
    removed = added(title)
    kept = Path(Subtitle.objects.get(pk=added(title, VTT, "en")).path)
    path = aged(Subtitle.objects.get(pk=removed).path)
    aged(str(kept))
    _, owner = services.claim(at=NOW)
    services.remove_subtitle(title_id=title, subtitle_id=removed, actor=ACTOR)
    services.sweep(at=clock.now())
    assert path.exists()
    services.fail(job_id=job, owner=owner, sentence="The disk is full.")
    services.sweep(at=clock.now() + timedelta(minutes=1))
    assert not path.exists()
    assert kept.exists()
