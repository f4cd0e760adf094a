"""What reads the same plate travels together, unless somebody would then be idle."""

import pytest

from lanterne_media.farm.parcels import Failure, packed
from lanterne_media.model import MediaRefused, Rate, Shot, Stage, VideoFacts
from lanterne_media.pipeline.units import Errand, Unit
from lanterne_media.reference import Reference
from lanterne_media.tools import LimitReached, ToolFailed

FILM = Reference("/films/a.mov", "a", VideoFacts(0, "h264", 320, 180, Rate(25), 4.0), 100)


def craft(plate, folder, *, run):
    """Only carried: nothing here does it."""


def unit(shot, weight, *, chip="", key=None):
    errand = Errand(FILM, Shot(shot, shot * 10, 10), craft, chip)
    name = key or f"{shot}at{weight:g}"
    return Unit(Stage.ENCODE, name, name, str, craft, weight=weight, errand=errand)


def names(parcels):
    return [[order.name for order in parcel.orders] for parcel in parcels]


def test_a_plate_is_cut_for_all_that_reads_it():
    parcels = packed([unit(n, 1.0, key=f"{n}{k}") for n in range(40) for k in "ab"], 2, {})
    assert len(parcels) == 40
    assert all(
        len({order.name[:-1] for order in parcel.orders}) == 1 and len(parcel.orders) == 2
        for parcel in parcels
    )


def test_few_plates_are_shared_by_all_slots():
    parcels = packed([unit(0, 1.0, key=f"k{k}") for k in range(8)], 2, {})
    assert names(parcels) == [[f"encode-k{k}"] for k in range(8)]


def test_the_heaviest_parcel_goes_first():
    parcels = packed([unit(0, 1.0), unit(1, 5.0), unit(2, 3.0)], 1, {})
    assert [parcel.weight for parcel in parcels] == [5.0, 3.0, 1.0]


def test_a_unit_too_heavy_for_any_parcel_travels_alone():
    parcels = packed([unit(0, 100.0, key="a"), unit(0, 1.0, key="b"), unit(0, 1.0, key="c")], 1, {})
    assert names(parcels) == [["encode-a"], ["encode-b", "encode-c"]]


def test_what_wants_a_chip_travels_apart_from_what_does_not():
    units = [unit(0, 1.0, key=f"{chip}{n}", chip=chip) for chip in ("", "av1_qsv") for n in "ab"]
    parcels = packed([*units, *(unit(n, 4.0) for n in range(1, 5))], 1, {})
    assert sorted((names([one])[0], one.chip) for one in parcels if one.shot.index == 0) == [
        (["encode-a", "encode-b"], ""),
        (["encode-av1_qsva", "encode-av1_qsvb"], "av1_qsv"),
    ]


def test_without_any_worker_yet_everything_is_packed():
    assert len(packed([unit(0, 1.0), unit(1, 1.0)], 0, {})) == 2


def test_a_unit_that_is_made_where_the_film_is_cannot_be_sent():
    stays = Unit(Stage.SOUND, "sound 1", "k", str, lambda folder: folder)
    with pytest.raises(ValueError, match="sound 1 is made where the film is"):
        packed([stays], 1, {})


def test_a_broken_tool_is_told_with_the_film_where_the_orderer_has_it():
    broken = ToolFailed(["ffmpeg", "-i", "file:/there/films/film.mov"], 1, "bad")
    error = Failure.of(broken, "/there/films/film.mov", "/films/a.mov").error
    assert isinstance(error, ToolFailed)
    assert error.command == ("ffmpeg", "-i", "file:/films/a.mov")
    assert (error.code, error.words) == (1, "bad")


def test_a_limit_and_a_refusal_keep_their_kinds():
    limit = Failure.of(LimitReached(["ffmpeg"], "3 seconds"), "x", "y").error
    assert isinstance(limit, LimitReached)
    assert limit.limit == "3 seconds"
    refused = Failure.of(MediaRefused("No."), "x", "y").error
    assert isinstance(refused, MediaRefused)
    assert str(refused) == "No."
