"""How a film's picture is to be read, as measured on it: its fields, its bars."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from pathlib import Path

from lanterne_media import bars, scan, shapes
from lanterne_media.model import Event, Mezzanine, Plan, Stage, VideoFacts
from lanterne_media.pipeline.units import Site, Unit, carry_out, tool_versions
from lanterne_media.store import key_of


def measured(plan: Plan, site: Site) -> Generator[Event, None, Mezzanine]:
    """The film with a picture that is as it was found to be, which its flags may contradict."""
    film, crops = plan.mezzanine, plan.policy.crops_bars

    def look(folder: Path) -> VideoFacts:
        video = scan.measured(film, folder, run=site.run)
        changes = shapes.seen(film, run=site.run)
        if changes:
            # Bars that every frame has are not to be found where frames are of several sizes.
            return shapes.gathered(video, changes)
        return replace(video, bars=bars.found(film, run=site.run)) if crops else video

    key = key_of(film.identity, film.video, "reading and shapes", crops, tool_versions())
    [kept] = yield from carry_out(site, [Unit(Stage.CONFORM, "reading", key, VideoFacts, look)])
    return replace(film, video=kept.value)
