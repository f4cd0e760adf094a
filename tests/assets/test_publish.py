"""A whole job through the publisher: real tools, a tiny film."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import close_old_connections

from lanterne.assets import queries, services, tasks
from lanterne.assets.models import Publication
from lanterne.assets.rules import JobState
from lanterne.catalogue import queries as catalogue
from lanterne.core import clock
from lanterne_media import model
from lanterne_media.model import Codec, Keys, Policy, Stage, StageBegan, StreamReady, UnitDone
from lanterne_media.tools import Tools
from lanterne_media.verify import verify
from tests.assets.conftest import ACTOR
from tests.assets.films import a_clip

TINY = Policy(
    name="tiny", codecs=(Codec.H264,), h264_preset="ultrafast", trial_seconds=1.0, trial_points=1,
    most_rungs=1, segment_seconds=1.0, quality_every=8,
)  # fmt: skip

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def tiny(monkeypatch):
    monkeypatch.setitem(model.POLICIES, "tiny", TINY)


@pytest.fixture
def film(transactional_db, tmp_path) -> Path:
    return a_clip(tmp_path / "voyage.mp4", size="160x90")


def accepted(title_id: int, film: Path) -> int:
    content = film.read_bytes()
    upload_id = services.begin_upload(
        title_id=title_id, file_name=film.name, length=len(content), actor=ACTOR
    )
    half = len(content) // 2
    services.append(upload_id=upload_id, offset=0, blocks=[content[:half]])
    services.append(upload_id=upload_id, offset=half, blocks=[content[half:]])
    return services.accept_mezzanine(
        title_id=title_id, upload_id=upload_id, policy_name="tiny", actor=ACTOR
    )


def publish(hear=lambda _: None) -> None:
    job_id, owner = services.claim(at=clock.now())
    tasks.publish(job_id=job_id, owner=owner, hear=hear)


def of_stage(job_id, stage):
    return next(step for step in queries.job(job_id=job_id).steps if step.stage == stage)


def test_a_film_becomes_streams_that_open_with_their_keys(title, film, settings):
    job_id = accepted(title, film)
    publish()
    card = queries.job(job_id=job_id)
    assert (card.state, card.sentence, card.attempts) == (JobState.DONE, "", 1)
    assert [step.stage for step in card.steps if not step.is_over] == []
    rows = Publication.objects.filter(title_id=title).order_by("revision")
    assert [(row.revision, row.is_final) for row in rows] == [(1, False), (2, True)]
    streams = queries.publication(title_id=title)
    keys = queries.content_keys(publication_id=streams.id)
    assert verify_with(Path(settings.STREAMS) / streams.folder, keys) == []
    assert queries.report(title_id=title)["totals"]["renditions"] == 1
    # Drawn while the film and the keys were at hand: it names the file as the editor knows it, and shows its pictures.
    page = queries.drawn_report(title_id=title)
    assert "<h1>voyage.mp4</h1>" in page
    assert page.count("<img") >= 2
    assert not any(key in page for key in keys.values())
    progress = card.progress
    assert (progress.shots_done, progress.encodes_done) == (progress.shots, progress.encodes)
    assert (progress.frames, progress.seconds_left) == (
        48 * progress.encodes // progress.shots,
        0.0,
    )
    [pictured] = catalogue.cards(title_ids=[title], language="fr", territory="FR")
    assert pictured.poster is not None
    assert list(Path(settings.WORKSHOP).iterdir()) == []


def test_a_subtitle_file_beside_the_film_is_published_with_it(title, film):
    services.add_subtitle(
        title_id=title,
        content=b"1\n00:00:00,500 --> 00:00:01,500\nBonsoir.\n",
        file_name="voyage.srt",
        language="fr",
        name="Sous-titres",
        is_for_the_deaf=True,
        actor=ACTOR,
    )
    job_id = accepted(title, film)
    publish()
    assert queries.job(job_id=job_id).state is JobState.DONE
    assert queries.publication(title_id=title).caption_languages == ("fr",)
    [told] = queries.report(title_id=title)["captions"]
    assert (told["language"], told["title"], told["cues"]) == ("fr", "Sous-titres", 1)
    assert (told["is_for_the_deaf"], told["is_forced"]) == (True, False)


def verify_with(folder: Path, keys: dict[str, str]) -> list[str]:
    """Which of the two keys is the picture's is not told here: one of the two orders is right."""
    one, two = (model.ContentKey(kid, key) for kid, key in keys.items())
    wrong = [
        list(
            verify(
                folder, duration=2.0, frames=48, rate=model.Rate(24), keys=Keys(*pair), run=Tools()
            )
        )
        for pair in ((one, two), (two, one))
    ]
    return min(wrong, key=len)


def test_a_file_that_is_no_film_fails_with_one_sentence(title, tmp_path, transactional_db):
    broken = tmp_path / "voyage.mp4"
    broken.write_text("once upon a time")
    job_id = accepted(title, broken)
    publish()
    card = queries.job(job_id=job_id)
    assert card.state is JobState.FAILED
    assert card.sentence.endswith(".")
    assert "\n" not in card.sentence
    assert not Publication.objects.exists()


def test_cancelling_ends_the_tools_and_another_try_makes_nothing_twice(
    title, film, monkeypatch, settings
):
    monkeypatch.setattr(tasks, "HEARTBEAT", tasks.HEARTBEAT / 20)
    job_id, heard = accepted(title, film), []

    def cancel_when_streaming(event):
        heard.append(event)
        if isinstance(event, StreamReady):
            services.cancel(job_id=job_id, actor=ACTOR)
            close_old_connections()

    publish(cancel_when_streaming)
    assert queries.job(job_id=job_id).state is JobState.CANCELLED
    assert isinstance(heard[-1], StreamReady), "nothing is told after the job was taken away"
    services.retry(job_id=job_id, actor=ACTOR)
    publish(heard.append)
    assert queries.job(job_id=job_id).state is JobState.DONE
    assert of_stage(job_id, Stage.SOUND).reused == 1
    assert of_stage(job_id, Stage.FIRST_LIGHT).reused == 1
    rows = Publication.objects.filter(title_id=title).order_by("revision")
    assert [row.revision for row in rows] == [1, 2]
    assert len({row.key for row in rows}) == 2


def test_every_event_is_on_record_before_it_is_told_on(title, film):
    job_id = accepted(title, film)

    def compare(event):
        steps = {step.stage: step for step in queries.job(job_id=job_id).steps}
        if isinstance(event, StageBegan):
            assert steps[event.stage].units >= event.units
        if isinstance(event, UnitDone):
            assert steps[event.stage].label == event.label

    publish(compare)
    assert queries.job(job_id=job_id).state is JobState.DONE
