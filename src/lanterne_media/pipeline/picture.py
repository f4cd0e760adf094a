"""The picture's way until its shots are known: reference, first light, quality control, cuts."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from lanterne_media import bars, encode, grain, ladder, losses, qc, shapes, shots
from lanterne_media.model import (
    Codec,
    Dynamics,
    Event,
    Finding,
    Grain,
    Mezzanine,
    Plan,
    Rendition,
    Rung,
    Shot,
    Stage,
)
from lanterne_media.pipeline import reading
from lanterne_media.pipeline.desk import Desk
from lanterne_media.pipeline.renditions import Made, join, take_words
from lanterne_media.pipeline.units import Site, Unit, carry_out, tool_versions
from lanterne_media.reference import Reference, as_is, as_seen, conform, conform_command, smaller
from lanterne_media.store import Kept, key_of

# The first stream: small, quick to make, good enough to begin watching.
FIRST_LIGHT_HEIGHT, FIRST_LIGHT_FACTOR, FIRST_LIGHT_SECONDS = 480, 25.0, 4.0


def find_reference(
    plan: Plan, site: Site, kept: Dynamics = Dynamics.SDR
) -> Generator[Event, None, Reference]:
    """The mezzanine itself, or a conformed copy where its frames cannot be found by their times.

    ``kept`` is the range of brightness that is wanted.
    """
    film = yield from reading.measured(plan, site)
    # Encoders would believe a flag that the picture contradicts.
    is_as_flagged = film.video.field_order is plan.mezzanine.video.field_order
    reference = as_is(film, run=site.run, kept=kept) if is_as_flagged else None
    if reference is not None:
        return replace(reference, findings=tuple(bars.findings(film.video)))
    return (yield from _copy(film, plan, site, kept))


def conformed(
    plan: Plan, site: Site, kept: Dynamics = Dynamics.SDR
) -> Generator[Event, None, Reference]:
    """The copy, whatever may be said for the mezzanine itself."""
    film = yield from reading.measured(plan, site)
    return (yield from _copy(film, plan, site, kept))


def _copy(
    film: Mezzanine, plan: Plan, site: Site, kept: Dynamics
) -> Generator[Event, None, Reference]:
    flag = plan.mezzanine.video.field_order
    command = conform_command(replace(film, path="film"), Path("copy"), flag, kept=kept)

    def make(folder: Path) -> Reference:
        most = plan.policy.most_lost_seconds
        made = conform(film, folder, run=site.run, flag=flag, kept=kept, most_lost=most)
        return replace(made, path=Path(made.path).name)

    label = "reference" if kept is Dynamics.SDR else f"reference ({kept})"
    key = key_of(film.identity, command, tool_versions())
    unit = Unit(Stage.CONFORM, label, key, Reference, make)
    [piece] = yield from carry_out(site, [unit])
    copied: Reference = piece.value
    # One that was kept for a policy of more patience may have lost too much for this one.
    losses.refuse_long(copied.lost, film.video.rate, plan.policy.most_lost_seconds)
    told = (*copied.findings, *bars.findings(film.video), *shapes.findings(film.video))
    # Two copies of one film, as two policies want them, are two films to whatever is made of them.
    identity = f"{copied.identity}:{key}"
    path = str(piece.folder / copied.path)
    return replace(copied, path=path, identity=identity, findings=told, origin=film.video)


def first_rung(desk: Desk) -> Rung:
    """The rung of the first stream."""
    size = smaller(desk.reference.video, FIRST_LIGHT_HEIGHT)
    return Rung(Codec.H264, *size, FIRST_LIGHT_FACTOR, "veryfast")


def first_light_units(desk: Desk) -> list[Unit]:
    """Small quick encodes of fixed stretches: something to watch before the film is understood."""
    frames, length = desk.reference.frames, max(1, desk.rate.frames(FIRST_LIGHT_SECONDS))
    stretches = [
        Shot(n, at, min(length, frames - at)) for n, at in enumerate(range(0, frames, length))
    ]
    return [_first_unit(desk, stretch) for stretch in stretches]


def _first_unit(desk: Desk, stretch: Shot) -> Unit:
    take = desk.take(desk.reference, stretch, first_rung(desk))

    def make(folder: Path) -> Made:
        encoded = encode.encode_shot(take, folder, run=desk.site.run)
        return Made(encoded, take.rung.crf, cpu_seconds=encoded.cpu_seconds)

    label = f"stretch {stretch.index + 1} at {take.rung.name}"
    key = key_of(desk.reference.identity, take_words(take), tool_versions())
    return Unit(Stage.FIRST_LIGHT, label, key, Made, make)


def first_light(desk: Desk, made: Sequence[Kept[Made]]) -> Generator[Event, None, Rendition]:
    """The first stream's only rendition."""
    [rendition] = yield from join(desk, {first_rung(desk): list(made)})
    return rendition


def look(
    plan: Plan, desk: Desk
) -> Generator[Event, None, tuple[tuple[Finding, ...], tuple[Shot, ...], Grain]]:
    """Quality control, shot detection and a look at the grain, side by side."""
    film, run = plan.mezzanine, desk.site.run
    judge = Unit(
        Stage.QC, "quality control", key_of(film.identity, "qc", film.sounds, film.left_out, tool_versions()),
        tuple[Finding, ...], lambda _: qc.inspect(film, run=run),
    )  # fmt: skip
    units = [judge, _cutting(plan, desk), _graining(desk)]
    findings, found, grained = yield from carry_out(desk.site, units)
    return findings.value, _fitted(found.value, desk.reference.frames), grained.value


def cuts(plan: Plan, desk: Desk) -> Generator[Event, None, tuple[tuple[Shot, ...], Grain]]:
    """Shot detection and grain alone."""
    units = [_cutting(plan, desk), _graining(desk)]
    found, grained = yield from carry_out(desk.site, units)
    return _fitted(found.value, desk.reference.frames), grained.value


def _graining(desk: Desk) -> Unit:
    sizes = ladder.sizes(desk.reference.video.display_size, desk.policy)
    key = key_of(desk.reference.identity, "grain", sizes, desk.reference.video, tool_versions())
    make = partial(grain.measured, desk.reference, sizes, run=desk.site.run)
    return Unit(Stage.SHOTS, "grain", key, Grain, lambda _: make(), kind="grain")


def _cutting(plan: Plan, desk: Desk) -> Unit:
    film, run = plan.mezzanine, desk.site.run
    seen = as_seen(film, desk.reference)
    return Unit(
        Stage.SHOTS, "shots", key_of(desk.reference.identity, "shots", plan.policy, tool_versions()),
        tuple[Shot, ...], lambda _: shots.detect(seen, run=run, policy=plan.policy),
    )  # fmt: skip


def _fitted(found: Sequence[Shot], frames: int) -> tuple[Shot, ...]:
    """The detector may count a frame more or less at the very end than there are packets."""
    kept = [shot for shot in found if shot.first < frames] or [Shot(0, 0, frames)]
    return (*kept[:-1], replace(kept[-1], frames=frames - kept[-1].first))
