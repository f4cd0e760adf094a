"""From a film file to verified streams: what is to be done (``plan``) and doing it (``execute``).

Everything is told as events; nothing is printed. Every piece of work is kept in a workshop under a key made of what
went into it, so an execution that was killed anywhere is continued by executing the same plan again.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from lanterne_media import captions, grain, losses, probe, qc
from lanterne_media.model import (
    Dynamics,
    Event,
    Keys,
    Ladder,
    LadderChosen,
    LadderForetold,
    Limits,
    Mezzanine,
    Plan,
    Policy,
    Rendition,
    Reported,
    Shot,
    Sidecar,
    SoundSidecar,
    Stage,
)
from lanterne_media.pipeline import (
    chosen,
    finish,
    picture,
    ranges,
    renditions,
    sounds,
    trials,
    verdict,
)
from lanterne_media.pipeline.desk import Desk
from lanterne_media.pipeline.finish import NotSound
from lanterne_media.pipeline.units import Away, Farm, Site, carry_out, made_by
from lanterne_media.qc import rulesets
from lanterne_media.reference import Reference, as_seen, with_duration
from lanterne_media.tools import DEFAULT_LIMITS, Runner, ToolFailed

__all__ = ["Away", "Farm", "NotSound", "Site", "execute", "foretell", "plan"]


def plan(
    source: Path,
    policy: Policy,
    *,
    sidecars: Sequence[Sidecar | SoundSidecar] = (),
    run: Runner,
    limits: Limits = DEFAULT_LIMITS,
) -> Plan:
    """Look at the film and say what will be done with it; raise ``MediaRefused`` for what cannot be taken."""
    mezzanine = probe.probe(source, run=run, limits=limits)
    texts = tuple(one for one in sidecars if isinstance(one, Sidecar))
    for text in texts:
        captions.refuse_stranger(Path(text.path), mezzanine.video.duration)
    heard = tuple(
        probe.beside(one, mezzanine.video, run=run, limits=limits)
        for one in sidecars
        if isinstance(one, SoundSidecar)
    )
    for name in policy.rules:
        rulesets.load(name)
    stages = tuple(
        stage for stage in Stage if policy.has_first_light or stage is not Stage.FIRST_LIGHT
    )
    return Plan(mezzanine, policy, texts, stages, heard)


def as_planned(plan: Plan, film: Mezzanine) -> Plan:
    """The plan for the film as delivered, with the sounds that could be taken."""
    heard = replace(plan.mezzanine, sounds=film.sounds, left_out=film.left_out)
    return replace(plan, mezzanine=heard)


def execute(plan: Plan, site: Site, keys: Keys | None) -> Iterator[Event]:
    """Carry the plan out; raise ``NotSound`` rather than tell of a stream that failed verification."""
    reference = yield from picture.find_reference(plan, site)
    try:
        yield from _publish(plan, site, keys, reference, picture.find_reference)
    except ToolFailed as broken:
        if not _is_the_films_fault(broken, plan, reference):
            raise
        # A film whose index promises frames that do not decode cannot be its own reference.
        copy = yield from picture.conformed(plan, site)
        yield from _publish(plan, site, keys, copy, picture.conformed)


def foretell(plan: Plan, site: Site) -> Generator[Event, None, Ladder]:
    """Which ladder the film would get now, by trials alone: nothing is encoded whole, and nothing published."""
    find = picture.find_reference
    reference = yield from find(plan, site)
    shots, grained = yield from picture.cuts(plan, Desk(reference, plan.policy, site))
    chips = yield from chosen.encoders(ranges.standard_policy(plan), site)
    desks = yield from ranges.desks(plan, Desk(reference, plan.policy, site, chips, grained), find)
    ladder = ranges.together((yield from _ladders(desks, shots)))
    yield LadderForetold(ladder, made_by(), plan.policy.vmaf)
    return ladder


def _is_the_films_fault(broken: ToolFailed, plan: Plan, reference: Reference) -> bool:
    """Whether frames were being read from the film itself, and neither we nor the machine stood in the way."""
    film, stream = f"file:{plan.mezzanine.path}", f"0:{reference.video.index}"
    may_be_read = reference.path == plan.mezzanine.path or ranges.kept(plan) is not Dynamics.SDR
    was_read = may_be_read and film in broken.command
    is_of_the_picture = any(
        word == stream or word.startswith(f"[{stream}]") for word in broken.command
    )
    return was_read and is_of_the_picture and not broken.says_nothing_of_the_file


def _publish(
    plan: Plan, site: Site, keys: Keys | None, reference: Reference, find: ranges.Find
) -> Generator[Event, None, None]:
    desk = Desk(reference, plan.policy, site)
    film = with_duration(plan.mezzanine, reference)
    first = picture.first_light_units(desk) if Stage.FIRST_LIGHT in plan.stages else []
    heard = sounds.stereo_units(film, plan, site)
    read = finish.caption_units(film, plan.sidecars, site)
    made = yield from carry_out(site, [*heard, *read, *first])
    film = sounds.as_heard(film, plan, made[: len(heard)])
    spoken = tuple(finish.placed(made[: len(heard)]))
    texts = finish.written(made[len(heard) : len(heard) + len(read)])
    goods = finish.Goods(film, desk, keys, spoken, finish.of_this_film(texts, film))
    if first:
        rendition = yield from picture.first_light(desk, made[len(heard) + len(read) :])
        yield from finish.publish(goods, [rendition], None)
    # After the first stream, which is to be there soon.
    goods = replace(goods, sounds=(yield from sounds.add_surround(film, plan, site, spoken)))
    findings, shots, grained = yield from picture.look(as_planned(plan, film), desk)
    desk = replace(desk, grain=grained)
    lost = losses.findings(reference.lost, plan.mezzanine.video.rate)
    seen = (*reference.findings, *lost, *grain.findings(grained))
    more = (*seen, *qc.loudness(film, goods.sounds, plan.policy))
    goods = replace(goods, desk=desk)
    words = qc.words(texts, film.video.duration)
    judged = yield from verdict.reach(goods, plan, qc.told_once([*findings, *more, *words]))
    yield judged
    # Before the long work, so that the film has its pictures while the ladder is built.
    stills = yield from finish.stills_of(as_seen(film, reference), shots, site)
    # Bright versions are made by software.
    wanted = ranges.standard_policy(plan)
    desk = replace(desk, chips=(yield from chosen.encoders(wanted, site)))
    desks = yield from ranges.desks(plan, desk, find)
    ladder, films = yield from _encoded(desks, shots)
    package = yield from finish.publish(goods, films, stills)
    yield Reported(finish.report(goods, judged, ladder, finish.Made(shots, films, stills, package)))


def _ladders(desks: Sequence[Desk], shots: Sequence[Shot]) -> Generator[Event, None, list[Ladder]]:
    """The ladder of each range, by trials."""
    ladders: list[Ladder] = []
    for desk in desks:
        found = yield from trials.ladder_of(desk, shots)
        ladders.append(ranges.of_its_range(desk, found))
    return ladders


def _encoded(
    desks: Sequence[Desk], shots: Sequence[Shot]
) -> Generator[Event, None, tuple[Ladder, list[Rendition]]]:
    """The ladders of all ranges as one, and the renditions on it."""
    ladders = yield from _ladders(desks, shots)
    whole = ranges.together(ladders)
    yield LadderChosen(whole.rungs, len(shots))
    made: list[Rendition] = []
    for desk, ladder in zip(desks, ladders, strict=True):
        films = yield from renditions.encode_film(desk, shots, ladder)
        made += [ranges.compared(desk, film) for film in films]
    return whole, made
