"""The heavy units travel as data: whoever has the film and tools of the same kind makes the same pieces of them."""

from __future__ import annotations

import pickle
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from lanterne_media import pipeline
from lanterne_media.model import Shot, Stage, StageBegan, UnitDone
from lanterne_media.pipeline import picture, renditions, trials
from lanterne_media.pipeline.desk import Desk
from lanterne_media.pipeline.units import Errand, Unit, carry_out
from lanterne_media.reference import PLATE, plate, plate_of
from lanterne_media.store import Kept
from lanterne_media.tools import Tools
from tests.media.test_pipeline import QUICK, TWO_SCENES, drain, site_in

CUTS = (Shot(0, 0, 40), Shot(1, 40, 35))


@pytest.fixture(scope="module")
def film(clip):
    return clip("two scenes.mp4", picture=TWO_SCENES, seconds=3.0, words=("-c:a", "aac"))


class Neighbour:
    """Another machine as far as it can be one in this process: it gets bytes, and cuts plates itself."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.tools, self.done = folder, Tools(), []

    def each(self, units, workshop):
        for place, unit in enumerate(units):
            errand = pickle.loads(pickle.dumps(unit.errand))
            home = self.folder / f"{place}-{unit.key}"
            home.mkdir(parents=True)
            plate(errand.film, errand.shot, home, run=self.tools)
            mine = plate_of(errand.film, errand.shot, str(home / f"plate.{PLATE}"))
            make = partial(errand.craft, mine, run=self.tools)
            kept = workshop.keep(*unit.piece, unit.of, make)
            self.done.append(unit.label)
            yield place, replace(kept, tries=2)

    def forget(self):
        """What it made lies in the test's own folder."""


def encoded(film, folder, tools, away=None):
    """Ladder, renditions and everything that was told."""
    site = replace(site_in(folder / "work", tools), away=away)
    plan = pipeline.plan(film, QUICK, run=tools)
    try:
        told, reference = drain(picture.find_reference(plan, site))
        desk = Desk(reference, QUICK, site)
        tried, ladder = drain(trials.ladder_of(desk, CUTS))
        made, films = drain(renditions.encode_film(desk, CUTS, ladder))
        cuts = list(site.workshop.root.glob("cut-*"))
    finally:
        site.workshop.close()
    return ladder, films, [*told, *tried, *made], cuts


@pytest.mark.slow
def test_made_elsewhere_a_film_is_the_same(film, tmp_path, tools):
    here = encoded(film, tmp_path / "here", tools)
    away = Neighbour(tmp_path / "there")
    there = encoded(film, tmp_path / "away", tools, away)
    assert there[0] == here[0]
    assert [one.bits for one in there[1]] == [one.bits for one in here[1]]
    assert [one.quality for one in there[1]] == [one.quality for one in here[1]]
    assert away.done


@pytest.mark.slow
def test_made_elsewhere_no_plate_is_cut_here_and_every_try_is_told(film, tmp_path, tools):
    away = Neighbour(tmp_path / "there")
    _, _, told, cuts = encoded(film, tmp_path / "away", tools, away)
    assert cuts == []
    assert not any(getattr(event, "stage", None) is Stage.CUT for event in told)
    tries = {
        event.tries
        for event in told
        if isinstance(event, UnitDone) and event.stage in {Stage.TRIALS, Stage.ENCODE}
    }
    assert tries == {2}
    begun = sum(event.units for event in told if isinstance(event, StageBegan))
    assert begun == sum(isinstance(event, UnitDone) for event in told)


def errand():
    return Errand(None, Shot(0, 0, 1), lambda plate, folder, *, run: None)


def test_only_units_with_an_errand_leave(tmp_path):
    class Far:
        def each(self, units, workshop):
            for place, unit in reversed(list(enumerate(units))):
                yield place, Kept(f"{unit.label} there", tmp_path, is_reused=False)

    site = replace(site_in(tmp_path / "work", None), away=Far())
    units = [
        Unit(Stage.SOUND, "a", "a", str, lambda _: "a here"),
        Unit(Stage.ENCODE, "b", "b", str, lambda _: "b here", errand=errand(), weight=1.0),
        Unit(Stage.ENCODE, "c", "c", str, lambda _: "c here", errand=errand(), weight=2.0),
        Unit(Stage.SOUND, "d", "d", str, lambda _: "d here"),
    ]
    told, made = drain(carry_out(site, units))
    site.workshop.close()
    assert [kept.value for kept in made] == ["a here", "b there", "c there", "d here"]
    assert [event.label for event in told if isinstance(event, UnitDone)] == ["a", "d", "b", "c"]
