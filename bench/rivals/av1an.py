"""One rung of AV1 at a quality that is asked for, beside Av1an's target quality."""

from __future__ import annotations

import json
import shlex
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from bench import engine
from bench.engine import Cost, Wish
from bench.rivals.guest import invited
from bench.tables import Table
from lanterne_media import encode, pipeline, probe, quality, shots
from lanterne_media.model import POLICIES, Codec, Plan, Shot
from lanterne_media.pipeline import Site, picture, renditions, trials
from lanterne_media.pipeline.desk import Desk
from lanterne_media.quality import Comparison
from lanterne_media.reference import as_is, as_seen
from lanterne_media.store import room
from lanterne_media.tools import Tools

TARGET = 93.0
# Nearer than this, two encodes say nothing of the line between them.
APART = 0.5
WORKERS = 2
# Every frame is a key frame, as in ProRes: Av1an finds its cuts only there. And no sound, which it copies.
MEZZANINE = "-an -c:v libx264 -preset veryfast -crf 10 -g 1"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A film at one rung, judged at every frame: bits, mean VMAF, and what it cost to make."""

    bits: int
    vmaf: float
    cost: Cost


def table(wish: Wish) -> Table:
    command = _command(Path("FILM"), "CRF", "KEY")
    return Table(
        heading=f"One rung of AV1 at VMAF {TARGET:g}: ours beside Av1an 6.1.5",
        columns=(
            "film", "ours reaches", "theirs reaches", "bits, ours to theirs", "our bits at their VMAF",
            "our CPU", "their CPU", "CPU, ours to theirs", "wall, ours to theirs",
        ),
        rows=tuple(_compared(wish, clip) for clip in _clips(wish)),
        note=(
            f"Mean VMAF of all frames at the film's own size. Theirs: `{shlex.join(command)}`, whose encoder is the "
            "libsvtav1 of our ffmpeg, by a script that translates. It aims at the quarter of frames that look worst, and is "
            "given our shots without paying for them, since it breaks off where it finds no cut. "
            "Ours: the engine's standard policy with one rung at one size, no quality control, sound or package. "
            "Our bits at their VMAF lie on the line between our encode for the target and one for the quality they reached. "
            "Processor time of everything, finding the shots included; two workers each."
        ),
    )  # fmt: skip


def _clips(wish: Wish) -> list[Path]:
    seconds = engine.BRIEF_SECONDS if wish.is_brief else engine.SECONDS
    words = f"-t {seconds} {MEZZANINE}"
    if wish.is_brief:
        words += f" -vf {engine.SMALL}"
    return [engine.made(wish.run, f"{film.stem}-intra.mkv", film, words) for film in wish.clips()]


def _compared(wish: Wish, film: Path) -> tuple[str, ...]:
    theirs = _theirs(wish, film)
    ours = _ours(film, TARGET)
    other = theirs.vmaf if abs(theirs.vmaf - ours.vmaf) >= APART else theirs.vmaf + 2
    again = _ours(film, other)
    bits = bits_at(theirs.vmaf, ours, again)
    return (
        film.stem.removesuffix("-intra"),
        f"{ours.vmaf:.2f}",
        f"{theirs.vmaf:.2f}",
        f"{100 * (ours.bits / theirs.bits - 1):+.1f} %",
        f"{100 * (bits / theirs.bits - 1):+.1f} %",
        f"{ours.cost.cpu:.1f} s",
        f"{theirs.cost.cpu:.1f} s",
        f"{ours.cost.cpu / theirs.cost.cpu:.2f} ×",
        f"{ours.cost.wall / theirs.cost.wall:.2f} ×",
    )


def bits_at(vmaf: float, one: Outcome, other: Outcome) -> float:
    """On the line through two encodes, of the logarithm of bits over quality."""
    slope = (np.log(other.bits) - np.log(one.bits)) / (other.vmaf - one.vmaf)
    return float(np.exp(np.log(one.bits) + slope * (vmaf - one.vmaf)))


def _command(film: Path, factor: str, interval: str) -> list[str]:
    policy = POLICIES["standard"]
    params = f"--rc 0 --preset {policy.av1_preset} -q {factor} --lp 1 --keyint {interval} --irefresh-type 2"
    return [
        *("av1an", "-i", str(film), "-o", "out.mkv", "--temp", "chunks", "-q"),
        *(
            "-s",
            "scenes.json",
            "-enc",
            "svt_av1",
            "-v",
            params,
            "-w",
            str(WORKERS),
            "--target_quality",
            f"{TARGET:g}",
        ),
    ]


def _theirs(wish: Wish, film: Path) -> Outcome:
    guest, place, tools = invited(wish.run), wish.run.folder / f"{film.stem}-av1an", Tools()
    mezzanine, policy = probe.probe(film, run=tools), POLICIES["standard"]
    cuts = shots.detect(mezzanine, run=tools, policy=policy)
    place.mkdir(exist_ok=True)
    # Its own search breaks off where a film has no cut.
    scenes = {"scenes": [cut.first for cut in cuts[1:]], "frames": cuts[-1].end}
    (place / "scenes.json").write_text(json.dumps(scenes))
    interval = encode.longest_run(mezzanine.video.rate, policy)
    with engine.costing() as cost:
        guest.run(_command(film, "30", str(interval)), place)
    return _judged(film, place / "out.mkv", cost)


def _ours(film: Path, target: float) -> Outcome:
    policy = replace(
        POLICIES["standard"], codecs=(Codec.AV1,), most_rungs=1, most_trial_sizes=1, top_vmaf=target,
        has_first_light=False,
    )  # fmt: skip
    with engine.site(WORKERS) as site:
        with engine.costing() as cost:
            made = _one_rung(pipeline.plan(film, policy, run=site.run), site)
        return _judged(film, made, cost)


def _one_rung(plan: Plan, site: Site) -> Path:
    reference, _ = engine.ended(picture.find_reference(plan, site))
    desk = Desk(reference, plan.policy, site)
    cuts = shots.detect(as_seen(plan.mezzanine, reference), run=site.run, policy=plan.policy)
    found, _ = engine.ended(trials.ladder_of(desk, cuts))
    [film], _ = engine.ended(renditions.encode_film(desk, cuts, found))
    return Path(film.path)


def _judged(film: Path, made: Path, cost: Cost) -> Outcome:
    tools = Tools()
    reference = as_is(probe.probe(film, run=tools), run=tools)
    if reference is None:
        raise ValueError(f"{film} cannot be compared with")
    wanted = Comparison(reference, Shot(0, 0, reference.frames), (made,), every=1)
    with room() as folder:
        [scores] = quality.measure(wanted, folder, run=tools)
    octets = sum(encode.packets(made, run=tools).sizes)
    return Outcome(octets * 8, quality.pool(scores.frames).mean, cost)
