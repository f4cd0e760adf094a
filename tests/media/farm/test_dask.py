"""Errands on a real cluster, small and in this process: placed, made, fetched, counted; refused when nobody can."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path

import pytest

from lanterne_media.farm import outpost as outposts
from lanterne_media.farm.address import Address
from lanterne_media.farm.outpost import Outpost
from lanterne_media.farm.placed import FarmFailed
from lanterne_media.farm.placing import DaskFarm
from lanterne_media.model import MediaRefused, Rate, Shot, Stage, VideoFacts
from lanterne_media.pipeline.units import Errand, Unit
from lanterne_media.reference import Reference, plate_frames
from lanterne_media.shelf import Shelf
from lanterne_media.store import Workshop
from lanterne_media.tools import Stopped, ToolFailed
from tests.media.farm.cluster import Cluster

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Writes:
    """A craft that needs no encoder: how many frames its plate has, and a word."""

    word: str

    def __call__(self, plate, folder, *, run):
        (folder / "word.txt").write_text(self.word)
        return plate_frames(Path(plate.path))


@dataclass(frozen=True)
class Breaks:
    """A craft whose tool does not like the film."""

    def __call__(self, plate, folder, *, run):
        return run.run(["ffprobe", "-v", "error", f"file:{plate.path}.none"])


@dataclass(frozen=True)
class Refuses:
    def __call__(self, plate, folder, *, run):
        raise MediaRefused("Not this one.")


@dataclass(frozen=True)
class Faints:
    """A craft that fails on the machine where it runs, as a full disk would."""

    def __call__(self, plate, folder, *, run):
        raise OSError(28, "No space left on device")


@dataclass(frozen=True)
class Waits:
    """A craft that says when it is begun, and goes on when it may."""

    begun = threading.Event()
    may_go_on = threading.Event()

    def __call__(self, plate, folder, *, run):
        self.begun.set()
        assert self.may_go_on.wait(60)
        return 1


@dataclass(frozen=True)
class Together:
    """A craft that remembers how many were at it at the same time, and waits for a second one if any may come."""

    lock = threading.Lock()
    pair = threading.Barrier(2)
    now = 0
    most = 0

    def __call__(self, plate, folder, *, run):
        with self.lock:
            Together.now += 1
            Together.most = max(Together.most, Together.now)
        self.pair.wait(60)
        with self.lock:
            Together.now -= 1
        return 1


@pytest.fixture
def cluster(tmp_path):
    made = Cluster(tmp_path)
    yield made
    made.close()


@pytest.fixture
def workshop(tmp_path):
    opened = Workshop(tmp_path / "work")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def film(clip):
    path = clip("short.mp4", picture="testsrc2=s=64x64:r=25", sound=None, seconds=1.0)
    return Reference(str(path), "the film", VideoFacts(0, "h264", 64, 64, Rate(25), 1.0), 25)


def unit(film, craft, key, *, shot=0, chip=""):
    errand = Errand(film, Shot(shot, shot * 5, 5), craft, chip)
    return Unit(Stage.ENCODE, f"shot {key}", key, int, craft, weight=1.0, errand=errand)


def test_pieces_come_home_with_their_files(cluster, workshop, film):
    cluster.hire()
    farm = cluster.farm()
    units = [unit(film, Writes(f"word {n}"), f"k{n}", shot=n) for n in range(4)]
    made = dict(farm.each(units, workshop))
    farm.close()
    assert sorted(made) == [0, 1, 2, 3]
    assert [made[n].value for n in range(4)] == [5] * 4
    assert [(made[n].folder / "word.txt").read_text() for n in range(4)] == [
        f"word {n}" for n in range(4)
    ]
    assert {(kept.tries, kept.is_reused) for kept in made.values()} == {(1, False)}
    assert all(workshop.has(*one.piece) for one in units)


def test_what_an_earlier_driver_had_ordered_is_fetched_and_not_made_again(
    cluster, tmp_path, film, capfd
):
    cluster.hire()
    units = [unit(film, Writes("word"), "k0"), unit(film, Writes("word"), "k1")]
    for n, wanted in enumerate((units[:1], units)):
        workshop, farm = Workshop(tmp_path / f"work {n}"), cluster.farm()
        made = dict(farm.each(wanted, workshop))
        farm.close()
        workshop.close()
    assert (made[0].is_reused, made[1].is_reused) == (True, False)
    assert made[0].value == 5
    assert capfd.readouterr().err.count('"is": "begun"') == 2


def test_what_lies_in_the_workshop_needs_no_cluster(workshop, tmp_path, film):
    wanted = unit(film, Writes("word"), "k0")
    workshop.keep(*wanted.piece, int, lambda folder: 7)
    nowhere = Address("127.0.0.1", 9, None)
    farm = DaskFarm(nowhere, f"file://{tmp_path / 'store'}", is_called_off=lambda: False)
    [(place, kept)] = farm.each([wanted], workshop)
    assert (place, kept.value, kept.is_reused) == (0, 7, True)


def test_a_piece_that_was_begun_before_by_a_lost_machine_counts_both(cluster, workshop, film):
    Shelf.at(cluster.store, film.identity).begin("encode-k0")
    cluster.hire()
    farm = cluster.farm()
    [(_, kept)] = farm.each([unit(film, Writes("word"), "k0")], workshop)
    farm.close()
    assert kept.tries == 2


def test_a_piece_on_which_every_machine_is_lost_ends_the_job(cluster, workshop, film):
    shelf = Shelf.at(cluster.store, film.identity)
    for _ in range(20):
        shelf.begin("encode-k0")
    with pytest.raises(FarmFailed, match="shot k0 was begun 20 times and never finished"):
        list(cluster.farm().each([unit(film, Writes("word"), "k0")], workshop))


def test_what_wants_a_chip_goes_where_that_encoder_works(cluster, workshop, film):
    nvidia, intel = ("h264_nvenc", "av1_nvenc"), ("h264_qsv",)
    others = [cluster.hire(), cluster.hire(gpus=1, chips=intel)]
    one = cluster.hire(gpus=1, chips=nvidia)
    farm = cluster.farm()
    units = [unit(film, Writes("word"), f"k{n}", shot=n, chip=nvidia[n % 2]) for n in range(4)]
    assert len(list(farm.each(units, workshop))) == 4
    farm.close()
    assert [list((other.workshop.root / "plates").iterdir()) for other in others] == [[], []]
    assert len(list((one.workshop.root / "plates").iterdir())) == 4


def test_a_farm_has_the_encoders_that_any_of_its_workers_has(cluster):
    for chips in ((), ("h264_nvenc",), ("h264_qsv", "av1_qsv")):
        cluster.hire(gpus=len(chips), chips=chips)
    farm = cluster.farm()
    while farm.crew(60.0)[0] < 3:
        pass
    assert farm.chips() == {"h264_nvenc", "h264_qsv", "av1_qsv"}
    farm.close()


def test_a_chip_does_no_more_pieces_at_a_time_than_its_machine_says(cluster, workshop, film):
    Together.most = 0
    cluster.hire(slots=4, gpus=2, chips=("h264_nvenc", "av1_nvenc"))
    farm = cluster.farm()
    units = [
        unit(film, Together(), f"k{n}", shot=n % 4, chip=("h264_nvenc", "av1_nvenc")[n % 2])
        for n in range(8)
    ]
    assert len(list(farm.each(units, workshop))) == 8
    farm.close()
    assert Together.most == 2


def test_a_worker_that_comes_later_is_given_work(cluster, workshop, film):
    farm = cluster.farm()
    threading.Timer(0.5, cluster.hire).start()
    assert len(list(farm.each([unit(film, Writes("word"), "k0")], workshop))) == 1
    farm.close()


def test_a_scheduler_that_is_lost_costs_no_piece(cluster, workshop, film, capfd):
    Waits.begun.clear()
    Waits.may_go_on.clear()
    cluster.hire()
    farm, made = cluster.farm(), []
    units = [unit(film, Waits(), f"k{n}", shot=n) for n in range(3)]
    driver = threading.Thread(target=lambda: made.extend(farm.each(units, workshop)))
    driver.start()
    assert Waits.begun.wait(60)
    cluster.lose_scheduler()
    Waits.may_go_on.set()
    driver.join(120)
    farm.close()
    assert sorted(place for place, _ in made) == [0, 1, 2]
    assert capfd.readouterr().err.count('"is": "finished"') == 3


def test_a_tool_that_broke_there_is_told_as_if_it_were_here(cluster, workshop, film):
    cluster.hire()
    farm = cluster.farm()
    with pytest.raises(ToolFailed) as broken:
        list(farm.each([unit(film, Breaks(), "k0")], workshop))
    farm.close()
    assert broken.value.command[0] == "ffprobe"
    assert not workshop.has("encode", "k0")


def test_a_film_that_ends_too_soon_there_is_told_by_its_place_here(cluster, workshop, film):
    cluster.hire()
    farm = cluster.farm()
    with pytest.raises(ToolFailed) as broken:
        list(farm.each([unit(film, Writes("word"), "k0", shot=9)], workshop))
    farm.close()
    assert f"file:{film.path}" in broken.value.command


def test_a_refusal_there_is_a_refusal_here(cluster, workshop, film):
    cluster.hire()
    farm = cluster.farm()
    with pytest.raises(MediaRefused, match=r"^Not this one\.$"):
        list(farm.each([unit(film, Refuses(), "k0")], workshop))
    farm.close()


def test_a_machine_that_fails_is_tried_some_times(cluster, workshop, film, capfd):
    cluster.hire()
    farm = cluster.farm()
    with pytest.raises(FarmFailed, match=r"failed 6 times, last with: .*No space left"):
        list(farm.each([unit(film, Faints(), "k0")], workshop))
    farm.close()
    assert capfd.readouterr().err.count('"is": "begun"') == 6


def test_a_machine_with_other_tools_is_told(cluster, workshop, film, monkeypatch):
    other = {"ffmpeg": "ffmpeg version 1", "packager": "packager version 1", "path": "/ffmpeg"}
    monkeypatch.setattr(outposts, "tool_versions", lambda: other)
    cluster.hire()
    farm = cluster.farm()
    with pytest.raises(FarmFailed, match=r"^ffmpeg version 1 is here, ffmpeg version .* was asked"):
        list(farm.each([unit(film, Writes("word"), "k0")], workshop))
    farm.close()


def test_called_off_it_waits_no_longer(cluster, workshop, film):
    """There is no worker, and there never will be."""
    called_off = threading.Event()
    farm = cluster.farm(is_called_off=called_off.is_set)
    threading.Timer(0.3, called_off.set).start()
    with pytest.raises(Stopped):
        list(farm.each([unit(film, Writes("word"), "k0")], workshop))
    farm.close()


def test_called_off_it_does_not_wait_for_a_scheduler_either(workshop, tmp_path, film):
    nowhere = Address("127.0.0.1", 9, None)
    farm = DaskFarm(nowhere, f"file://{tmp_path / 'store'}", is_called_off=lambda: True)
    with pytest.raises(Stopped):
        list(farm.each([unit(film, Writes("word"), "k0")], workshop))


def test_forgotten_nothing_of_the_film_is_left_in_the_store(cluster, workshop, film, tmp_path):
    cluster.hire()
    farm = cluster.farm()
    list(farm.each([unit(film, Writes("word"), "k0")], workshop))
    assert [path for path in (tmp_path / "store").rglob("*") if path.is_file()]
    farm.forget()
    farm.close()
    assert [path for path in (tmp_path / "store").rglob("*") if path.is_file()] == []


def test_the_crew_is_counted(cluster):
    cluster.hire(slots=2)
    farm = cluster.farm()
    for _ in range(100):
        if farm.crew(5.0) == (1, 2):
            break
        threading.Event().wait(0.05)
    assert farm.crew(5.0) == (1, 2)
    farm.close()


def test_two_workers_do_not_share_a_folder(tmp_path):
    one = Outpost(tmp_path / "worker", "file:///store", 1)
    with pytest.raises(MediaRefused, match="Another process is working in"):
        Outpost(tmp_path / "worker", "file:///store", 1)
    one.close()
