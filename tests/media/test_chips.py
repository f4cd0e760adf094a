"""Hardware encoders are found by encoding with them, told with their reasons, and stood in for where there are none."""

from __future__ import annotations

import pytest

from lanterne_media import chips, hardware, pipeline
from lanterne_media.chips import Offer
from lanterne_media.cli import farming, paint
from lanterne_media.farm.serving import Means
from lanterne_media.model import (
    POLICIES,
    Codec,
    Encoder,
    EncoderChosen,
    MediaRefused,
    Policy,
    Reported,
    StageBegan,
)
from lanterne_media.pipeline import Site, chosen, ranges
from lanterne_media.pipeline.desk import Desk
from lanterne_media.reference import Reference
from lanterne_media.store import Workshop
from lanterne_media.tools import Stopped, Tools
from tests.media.shell import lanterne_media, quick_policy
from tests.media.test_dynamics import POLICY as BRIGHT
from tests.media.test_dynamics import PQ, planned
from tests.media.test_pipeline import OneByOne

NVENC, VAAPI = (hardware.name(Codec.H264, one) for one in (Encoder.NVENC, Encoder.VAAPI))


@pytest.fixture
def bare(tmp_path, monkeypatch):
    """A machine without a node of any chip: the cage shows none, whatever is here."""
    monkeypatch.setattr(hardware, "_DEV", tmp_path)


class StandIn(Tools):
    """Tools on a machine with NVIDIA's chip: x264 and x265 do what NVENC is asked for, or are spoilt."""

    spoils = ""

    def run(self, command, **about):
        words = list(command)
        for codec, name in (("h264", "x264"), ("hevc", "x265")):
            if f"{codec}_nvenc" in words:
                words = self._translated(words, f"{codec}_nvenc", name)
        return super().run(words, **about)

    def _translated(self, words, chip, name):
        first = words.index(chip) - 1
        last = words.index("-color_primaries", first)
        asked = dict(zip(words[first:last:2], words[first + 1 : last : 2], strict=True))
        every = asked["-g"]
        fixed = f"keyint={every}:min-keyint={every}:scenecut=0:open-gop=0:info=0:log-level=0"
        fixed += self.spoils.format(cq=asked["-cq"])
        kept = [
            word for one in ("-profile:v", "-tag:v") if one in asked for word in (one, asked[one])
        ]
        software = ("-c:v", f"lib{name}", "-preset", "ultrafast", "-crf", asked["-cq"])
        return [*words[:first], *software, *kept, f"-{name}-params", fixed, *words[last:]]


def why(run, codec=Codec.H264, encoder=Encoder.NVENC):
    return {one.encoder: one.why for one in chips.look((codec,), run=run)}[encoder]


# Finding them


@pytest.mark.slow
def test_every_kind_is_tried_with_every_codec_and_says_why_it_is_absent(bare, tools):
    offers = list(chips.look(run=tools))
    assert [one.name for one in offers] == [
        *("h264_nvenc", "h264_qsv", "h264_vaapi"),
        *("hevc_nvenc", "hevc_qsv", "hevc_vaapi"),
        *("av1_nvenc", "av1_qsv", "av1_vaapi"),
    ]
    for one in offers:
        assert one.why.startswith("There is no /dev/")
        assert one.why.count("\n") == 0
        assert one.why.endswith(".")


@pytest.mark.slow
def test_a_chip_that_encodes_is_found(bare):
    assert why(StandIn()) == why(StandIn(), Codec.HEVC) == ""
    assert why(StandIn(), encoder=Encoder.VAAPI) != ""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("codec", "spoils", "reason"),
    [
        (Codec.H264, ":min-keyint=1:keyint=5", "key frames came at [0, 5, 10], not at [0, 6]."),
        (Codec.HEVC, ":chromaloc={cq:.1}", "its shots have different heads and cannot be joined."),
    ],
)
def test_a_chip_that_encodes_something_else_is_not_used(bare, codec, spoils, reason):
    run = StandIn()
    run.spoils = spoils
    assert why(run, codec).endswith(reason)


def test_a_search_that_is_called_off_is_no_answer(bare):
    tools = StandIn()
    tools.stop()
    with pytest.raises(Stopped):
        list(chips.look(run=tools))


def test_those_that_fail_alike_are_told_together():
    offers = [
        Offer(Codec.H264, Encoder.NVENC),
        Offer(Codec.H264, Encoder.VAAPI, "No."),
        Offer(Codec.AV1, Encoder.VAAPI, "No."),
    ]
    assert chips.told(offers) == [("h264_nvenc", ""), ("h264_vaapi, av1_vaapi", "No.")]


@pytest.mark.slow
def test_a_worker_that_promises_a_chip_without_one_is_refused_with_the_reasons(bare):
    with pytest.raises(
        MediaRefused, match=r"no hardware encoder works here\. h264_nvenc, hevc_nvenc"
    ):
        farming._working_chips()


@pytest.mark.slow
def test_a_worker_offers_what_works_there(bare, monkeypatch):
    monkeypatch.setattr(farming, "Tools", StandIn)
    assert farming._working_chips() == ("h264_nvenc", "hevc_nvenc")
    means = Means(4, 2, ("h264_nvenc", "hevc_nvenc"))
    assert means.resources == {"GPU": 2, "h264_nvenc": 2, "hevc_nvenc": 2}
    assert Means(4).resources is None


# Choosing


def ended(steps):
    """What a stage returns when it has told everything."""
    while True:
        try:
            next(steps)
        except StopIteration as done:
            return done.value


def choices(policy, site):
    return list(chosen.encoders(policy, site))


class Elsewhere:
    """Other machines, of which one has a chip."""

    def __init__(self, *names):
        self.names = frozenset(names)

    def chips(self):
        return self.names


BOTH = Policy(codecs=(Codec.H264, Codec.AV1), hardware=(Codec.H264, Codec.AV1, Codec.HEVC))


def test_software_encodes_unless_a_policy_says_otherwise():
    assert choices(Policy(), Site(None, None, None, Elsewhere(NVENC))) == []
    assert POLICIES["standard"].hardware == POLICIES["swift"].hardware == ()
    assert set(POLICIES["hardware"].hardware) == set(Codec)


def test_of_a_farm_the_machines_chips_count():
    assert choices(BOTH, Site(None, None, None, Elsewhere(VAAPI, NVENC, "av1_qsv"))) == [
        EncoderChosen(Codec.H264, Encoder.NVENC),
        EncoderChosen(Codec.AV1, Encoder.QSV),
    ]
    assert choices(BOTH, Site(None, None, None, Elsewhere(VAAPI))) == [
        EncoderChosen(Codec.H264, Encoder.VAAPI),
        EncoderChosen(Codec.AV1, Encoder.SOFTWARE, "No worker of the farm has a chip for it."),
    ]


def test_what_was_chosen_is_told_in_a_sentence():
    assert paint.chosen(EncoderChosen(Codec.AV1, Encoder.QSV)) == "av1 is encoded by qsv."
    told = EncoderChosen(Codec.AV1, Encoder.SOFTWARE, "No chip.")
    assert paint.chosen(told) == "av1 is encoded by software. No chip."


def test_bright_versions_are_left_to_software():
    def find(*_):
        yield from ()
        return reference

    reference = Reference("film", "identity", PQ, 100)
    desk = Desk(reference, BRIGHT, None, {Codec.AV1: Encoder.NVENC})
    desks = ended(ranges.desks(planned(BRIGHT), desk, find))
    assert [(one.policy.codecs, dict(one.chips)) for one in desks] == [
        ((Codec.H264, Codec.AV1), {Codec.AV1: Encoder.NVENC}),
        ((Codec.HEVC, Codec.AV1), {}),
    ]


# From the film to the streams


@pytest.fixture(scope="module")
def film(clip):
    picture = (
        "testsrc2=s=480x270:r=25:d=1[a];mandelbrot=s=480x270:r=25,trim=duration=1[b];[a][b]concat"
    )
    return clip("for chips.mp4", picture=picture, sound=None, seconds=2.0)


QUICK = Policy(
    codecs=(Codec.H264,),
    hardware=(Codec.H264,),
    h264_preset="ultrafast",
    trial_seconds=0.4,
    most_rungs=3,
    lowest_vmaf=1.0,
    quality_every=8,
    has_first_light=False,
)


def published(film, policy, folder, run):
    site = Site(Workshop(folder), OneByOne(), run)
    try:
        return list(pipeline.execute(pipeline.plan(film, policy, run=run), site, None))
    finally:
        site.workshop.close()


@pytest.mark.slow
def test_trials_and_streams_are_made_by_the_same_chip_where_it_can(bare, film, tmp_path):
    events = published(film, QUICK, tmp_path, StandIn())
    assert EncoderChosen(Codec.H264, Encoder.NVENC) in events
    [report] = [event.report for event in events if isinstance(event, Reported)]
    factors = {}
    for trial in report.ladder.trials:
        by = factors.setdefault((trial.height, trial.encoder), set())
        by.add(trial.crf)
    # Of an encoder that nobody measured a third point tells the bend.
    assert factors == {
        (270, Encoder.NVENC): {19.0, 29.0, 39.0},
        (216, Encoder.NVENC): {19.0, 29.0, 39.0},
        (144, Encoder.SOFTWARE): {22.0, 34.0},
    }
    made = {one.rung.height: one for one in report.renditions}
    assert made[270].encoder == "h264_nvenc"
    assert "-c:v h264_nvenc" in made[270].commands[0]
    for one in report.renditions:
        assert (one.encoder == "h264_nvenc") == (one.rung.height >= 200)
        assert "".join(one.commands).count("h264_nvenc") == (2 if one.rung.height >= 200 else 0)


@pytest.mark.slow
def test_without_a_chip_the_film_is_what_software_makes_of_it(bare, film, tmp_path, tools):
    events = published(film, QUICK, tmp_path / "chip", tools)
    [told] = [event for event in events if isinstance(event, EncoderChosen)]
    assert (told.codec, told.encoder) == (Codec.H264, Encoder.SOFTWARE)
    assert told.why.startswith("h264_nvenc: There is no /dev/nvidia* here: ")
    plain = published(film, Policy(**{**_fields(QUICK), "hardware": ()}), tmp_path / "plain", tools)
    assert not [event for event in plain if isinstance(event, EncoderChosen)]
    with_chip, without = (_report(some) for some in (events, plain))
    assert with_chip.ladder == without.ladder
    assert [one.bits for one in with_chip.renditions] == [one.bits for one in without.renditions]
    assert len([one for one in plain if isinstance(one, StageBegan)]) == len(
        [one for one in events if isinstance(one, StageBegan)]
    )


def _report(events):
    return next(event.report for event in events if isinstance(event, Reported))


def _fields(policy):
    return {name: getattr(policy, name) for name in policy.__dataclass_fields__}


@pytest.mark.slow
def test_from_the_shell_it_is_said_what_encodes_and_why(film, tmp_path):
    checked = lanterne_media("check", "--json")
    offers = [one for one in checked.json["encoders"] if one["codec"] == "h264"]
    works = next((one["encoder"] for one in offers if not one["why"]), "software")
    policy = quick_policy(tmp_path, hardware=["h264"])
    said = lanterne_media("ladder", film, "--policy", policy)
    assert said.code == 0
    assert f"h264 is encoded by {works}." in said.err
    reasons = [f"{one['encoder']}: {one['why']}" for one in offers if works == "software"]
    assert [one for one in reasons if f"h264_{one}" not in said.err] == []
    spoken = lanterne_media("check")
    assert all(one["why"] in spoken.out for one in offers)
    assert "sandbox: " in spoken.out
