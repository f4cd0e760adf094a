"""What an earlier run kept is not taken for what another policy would have made."""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from pathlib import Path

import pytest

from lanterne_media.farm import LocalFarm
from lanterne_media.losses import Lost
from lanterne_media.model import (
    Bars,
    Codec,
    Dynamics,
    FieldOrder,
    MediaRefused,
    Mezzanine,
    Plan,
    Policy,
    Rate,
    Rung,
    Shot,
    Stage,
    VideoFacts,
)
from lanterne_media.pipeline import Site, picture, trials
from lanterne_media.pipeline.desk import Desk
from lanterne_media.pipeline.units import tool_versions
from lanterne_media.reference import Reference, conform_command, plate_of
from lanterne_media.store import Workshop, key_of

# The names of what was made are made of the tools' versions, which the tools tell.
pytestmark = pytest.mark.slow

VIDEO = VideoFacts(0, "h264", 320, 180, Rate(25), 60.0)
FILM = Mezzanine("film.ts", "0" * 64, 1000, "mpegts", 60.0, VIDEO)
POLICY = Policy()


@pytest.fixture
def site(tmp_path):
    workshop, farm = Workshop(tmp_path / "work"), LocalFarm(1)
    yield Site(workshop, farm, None)
    farm.close()
    workshop.close()


def copied(site, film=FILM, policy=POLICY, *, lost=()) -> Reference:
    """The conformed copy as an earlier run kept it, found again by this policy."""
    nameless = replace(film, path="film")
    words = conform_command(nameless, Path("copy"), FieldOrder.PROGRESSIVE, kept=Dynamics.SDR)
    kept = Reference("conformed.mp4", f"{film.identity}:copy", film.video, 1500, lost=lost)
    key = key_of(film.identity, words, tool_versions())
    site.workshop.keep(Stage.CONFORM, key, Reference, lambda _folder: kept)
    found = []

    def whole():
        found.append((yield from picture._copy(film, Plan(film, policy), site, Dynamics.SDR)))

    deque(whole(), maxlen=0)
    return found[0]


def test_a_copy_that_a_patient_policy_kept_is_refused_by_another(site):
    lost = (Lost(3.0, 100),)
    patient = replace(POLICY, most_lost_seconds=10.0)
    assert copied(site, policy=patient, lost=lost).lost == lost
    with pytest.raises(MediaRefused, match=r"4\.0 seconds of the picture cannot be decoded"):
        copied(site, lost=lost)


def test_copies_with_and_without_bars_are_two_films(site):
    barred = replace(FILM, video=replace(VIDEO, bars=Bars(top=20, bottom=20)))
    whole, cropped = copied(site), copied(site, barred)
    assert whole.identity != cropped.identity
    assert copied(site).identity == whole.identity


def test_shots_of_the_film_are_not_those_of_its_copy(site):
    plan = Plan(FILM, POLICY)
    as_is = Reference(FILM.path, FILM.identity, VIDEO, 1500)
    ends = [picture._cutting(plan, Desk(one, POLICY, site)).key for one in (as_is, copied(site))]
    assert ends[0] != ends[1]


def test_a_trial_goes_by_the_key_frames_of_whole_shots(site):
    def key(policy: Policy) -> str:
        reference = Reference(FILM.path, FILM.identity, VIDEO, 1500)
        shot = Shot(0, 0, 300)
        sample = trials.Sample(Shot(0, 100, 25), (shot,))
        plate = plate_of(reference, sample.piece, "plate")
        rungs = (Rung(Codec.H264, 320, 180, 30.0, "medium"),)
        return trials._unit(Desk(reference, policy, site), sample, rungs, plate).key

    assert key(POLICY) == key(replace(POLICY, loudness_lufs=-16.0))
    assert key(POLICY) != key(replace(POLICY, segment_seconds=1.0))
