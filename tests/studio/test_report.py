"""The quality report: findings first, then what the streams measure."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from lanterne.assets.models import Publication, PublishJob
from lanterne.studio.report_page import timecode
from lanterne_media.model import (
    POLICIES,
    Codec,
    Finding,
    Ladder,
    Mezzanine,
    Package,
    Quality,
    Rate,
    Rendition,
    Report,
    Rung,
    Severity,
    Shot,
    ShotResult,
    VideoFacts,
    to_json,
)
from tests.studio.conftest import a_job
from tests.titles import published

BLACK = Finding("black", Severity.WARNING, "The picture is black for 2.0 seconds.", 61.5, 63.5)
CUT_OFF = Finding("truncated", Severity.ERROR, "The film ends too early.")
RUNG = Rung(Codec.AV1, 1280, 720, 30, "7")
REPORT = Report(
    mezzanine=Mezzanine(
        path="moon.mov",
        identity="0" * 64,
        size_bytes=1_500_000,
        container="mov",
        duration=90.0,
        video=VideoFacts(0, "prores", 1920, 1080, Rate(24), 90.0),
    ),
    findings=(BLACK, CUT_OFF),
    shots=(Shot(0, 0, 48), Shot(1, 48, 96)),
    ladder=Ladder((RUNG,)),
    renditions=(
        Rendition(
            rung=RUNG,
            path="video.mp4",
            codec_string="av01",
            rate=Rate(24),
            frames=2160,
            bits=9_000_000,
            average_bandwidth=1_234_567,
            peak_bandwidth=2_345_678,
            quality=Quality(95.25, 94.75, 88.5, 99.75),
            shots=(ShotResult(0, 2_000_000, 48, Quality(97.5, 97, 90)),),
            commands=("SvtAv1EncApp -i moon",),
            cpu_seconds=12.25,
        ),
    ),
    sounds=(),
    captions=(),
    trick_play=None,
    posters=(),
    package=Package("out", "manifest.mpd", "master.m3u8", (), 90.0, True, 1000),
    policy=POLICIES["standard"],
)


def text(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def reported(moon) -> int:
    published(moon)
    written = json.loads(to_json(REPORT))
    Publication.objects.filter(title_id=moon).update(report=written)
    return moon


def test_the_gravest_finding_comes_first_with_timecodes(console, reported):
    lines = console.get(f"/studio/titles/{reported}/report/").context["page"].findings
    assert [(str(one.severity), one.start, one.end) for one in lines] == [
        ("Error", "", ""),
        ("Warning", "00:01:01:12", "00:01:03:12"),
    ]


def test_renditions_are_told_in_figures(console, reported):
    page = text(console.get(f"/studio/titles/{reported}/report/"))
    for figure in (
        "1280 × 720",
        "AV1",
        "1,235",
        "2,346",
        "95.2",
        "94.8",
        "88.5",
        "99.8",
        "2,160",
        "12.2",
    ):
        assert figure in page


def test_shots_are_told_at_the_best_rendition(console, reported):
    first, second = console.get(f"/studio/titles/{reported}/report/").context["page"].shots
    assert (first.number, first.start, first.seconds) == (1, "00:00:00:00", 2.0)
    assert (first.vmaf, first.kilobits) == (97.5, 1000.0)
    assert (second.start, second.vmaf) == ("00:00:02:00", None)


def test_shots_are_counted_in_the_frames_that_viewers_get(console, reported):
    """Of film at 24 frames that was delivered over the fields of 30."""
    video = replace(REPORT.mezzanine.video, rate=Rate(30))
    written = json.loads(to_json(replace(REPORT, mezzanine=replace(REPORT.mezzanine, video=video))))
    Publication.objects.filter(title_id=reported).update(report=written)
    first, second = console.get(f"/studio/titles/{reported}/report/").context["page"].shots
    assert (first.seconds, first.kilobits) == (2.0, 1000.0)
    assert (second.start, second.seconds) == ("00:00:02:00", 4.0)


def test_the_engines_page_is_drawn_for_staff_and_may_load_nothing(console, reported):
    answer = console.get(f"/studio/titles/{reported}/report/drawn/")
    assert "<h1>moon.mov</h1>" in text(answer)
    assert "No pictures were kept of this publication." in text(answer)
    rules = answer.headers["Content-Security-Policy"].split("; ")
    assert rules == [
        *("default-src 'none'", "style-src 'unsafe-inline'", "img-src data:"),
        *("form-action 'none'", "base-uri 'none'", "frame-ancestors 'none'"),
    ]
    assert "no-store" in answer.headers["Cache-Control"]


def test_the_page_that_lies_beside_the_streams_is_shown_as_it_is(console, reported, settings):
    folder = settings.STREAMS / str(reported) / "1"
    folder.mkdir(parents=True)
    (folder / "report.html").write_text("<p>drawn by the worker</p>")
    page = text(console.get(f"/studio/titles/{reported}/report/drawn/"))
    assert page == "<p>drawn by the worker</p>"


def test_a_title_that_was_never_published_has_no_such_page(console, moon):
    assert console.get(f"/studio/titles/{moon}/report/drawn/").status_code == 404


def test_the_quality_report_leads_to_the_engines_page(console, reported, moon):
    link = f'href="/studio/titles/{reported}/report/drawn/"'
    assert link in text(console.get(f"/studio/titles/{reported}/report/"))


def test_a_job_that_is_done_leads_to_the_engines_page(console, moon):
    link = f'href="/studio/titles/{moon}/report/drawn/"'
    assert link in text(console.get(f"/studio/jobs/{a_job(moon, 'done')}/"))
    assert link not in text(console.get(f"/studio/jobs/{a_job(moon, 'running')}/"))


def test_before_the_ladder_is_published_the_findings_are_there(console, moon):
    job_id = a_job(moon, "running")
    PublishJob.objects.filter(pk=job_id).update(findings=json.loads(to_json((BLACK,))))
    page = text(console.get(f"/studio/titles/{moon}/report/"))
    assert "The picture is black for 2.0 seconds." in page
    assert "00:01:01.5" in page
    assert "once the whole ladder is published" in page


def test_without_a_film_the_page_says_what_to_do(console, moon):
    assert "Upload one, and what is found" in text(console.get(f"/studio/titles/{moon}/report/"))


@pytest.mark.parametrize(
    ("seconds", "rate", "told"),
    [
        (0.0, Rate(25), "00:00:00:00"),
        (3661.96, Rate(25), "01:01:01:24"),
        (59.999, None, "00:01:00.0"),
        (0.04, Rate(24), "00:00:00:01"),
    ],
)
def test_a_timecode_counts_frames_where_the_rate_is_known(seconds, rate, told):
    assert timecode(seconds, rate) == told
