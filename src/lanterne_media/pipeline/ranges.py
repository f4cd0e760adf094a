"""A film made for bright screens, once for them and once for all others: the picture's way, once a range."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import replace

from lanterne_media import dynamics
from lanterne_media.model import (
    BrightPictures,
    Codec,
    Dynamics,
    Event,
    Ladder,
    Plan,
    Policy,
    Rendition,
)
from lanterne_media.pipeline import picture
from lanterne_media.pipeline.desk import Desk
from lanterne_media.pipeline.units import Site
from lanterne_media.reference import Reference

Find = Callable[[Plan, Site, Dynamics], Generator[Event, None, Reference]]

# What devices decode in ten bits, and show bright.
BRIGHT = (Codec.HEVC, Codec.AV1)


def kept(plan: Plan) -> Dynamics:
    """The range in which the film is published beside the standard one; that one itself when it is alone."""
    video, policy = plan.mezzanine.video, plan.policy
    is_wanted = policy.hdr is BrightPictures.KEEP and bool(set(BRIGHT) & set(policy.codecs))
    return video.dynamics if is_wanted and dynamics.can_be_kept(video) else Dynamics.SDR


def standard_policy(plan: Plan) -> Policy:
    """The policy of the standard version: HEVC is for bright screens where there is a version for them."""
    codecs = tuple(codec for codec in plan.policy.codecs if codec is not Codec.HEVC)
    is_alone = kept(plan) is Dynamics.SDR or not codecs
    return plan.policy if is_alone else replace(plan.policy, codecs=codecs)


def bright_policy(policy: Policy) -> Policy:
    return replace(policy, codecs=tuple(codec for codec in policy.codecs if codec in BRIGHT))


def desks(plan: Plan, desk: Desk, find: Find) -> Generator[Event, None, list[Desk]]:
    """One for each range, the standard one first: what a player tries first must play anywhere."""
    found, bright = [replace(desk, policy=standard_policy(plan))], kept(plan)
    if bright is not Dynamics.SDR:
        reference = yield from find(plan, desk.site, bright)
        if reference.frames != desk.reference.frames:
            # Both versions are cut at the same instants: then both are copies, made alike.
            reference = yield from picture.conformed(plan, desk.site, bright)
        # By software: what was told of screen and light a chip would not be told.
        found.append(Desk(reference, bright_policy(plan.policy), desk.site))
    return found


def of_its_range(desk: Desk, found: Ladder) -> Ladder:
    """The ladder with the range's name on everything."""
    bright = desk.reference.video.dynamics
    return replace(
        found,
        rungs=tuple(replace(desk.grained(rung), dynamics=bright) for rung in found.rungs),
        points=tuple(replace(point, dynamics=bright) for point in found.points),
        trials=tuple(replace(trial, dynamics=bright) for trial in found.trials),
    )


def compared(desk: Desk, film: Rendition) -> Rendition:
    """A rendition that says how it was measured."""
    video = desk.reference.video
    is_standard = video.dynamics is Dynamics.SDR
    return film if is_standard else replace(film, compared_through=dynamics.compared(video))


def together(ladders: Sequence[Ladder]) -> Ladder:
    """The ladders of all ranges as one."""
    return Ladder(
        rungs=tuple(rung for one in ladders for rung in one.rungs),
        aims=tuple(aims for one in ladders for aims in one.aims),
        prices=tuple(price for one in ladders for price in one.prices),
        points=tuple(point for one in ladders for point in one.points),
        trials=tuple(trial for one in ladders for trial in one.trials),
    )
