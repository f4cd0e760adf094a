"""What is wrong with what a bright picture says of itself, and what is done about it. Nothing is made up."""

from __future__ import annotations

from collections.abc import Iterator

from lanterne_media import dynamics
from lanterne_media.model import Dynamics, Finding, Mastering, Severity, VideoFacts

NOTE, WARNING = Severity.NOTE, Severity.WARNING


def judge(video: VideoFacts) -> Iterator[Finding]:
    """Only of pictures for bright screens."""
    if video.dynamics is Dynamics.SDR:
        return
    if not dynamics.can_be_kept(video):
        told = "The tags of the colours contradict one another: the film is published in the standard range only."
        yield Finding("hdr_not_kept", WARNING, told)
    if video.dynamics is Dynamics.PQ and not (video.mastering or video.light):
        told = "Nothing says on which screen the film was graded or how bright it becomes: screens will guess."
        yield Finding("missing_hdr_metadata", NOTE, told)
    if video.mastering and not dynamics.believed_mastering(video.mastering):
        yield _screen(video.mastering)
    if video.light and any((video.light.pixel, video.light.frame)):
        yield from _light(video)


def _screen(told: Mastering) -> Finding:
    if told.darkest is None or told.brightest is None:
        said = "The screen on which the film was graded is told without its brightness, so it is left out."
        return Finding("wrong_hdr_metadata", WARNING, said, values={"screen": "half"})
    said = (
        f"A screen of {told.darkest:g} to {told.brightest:g} cd/m² with these primaries cannot be meant, "
        "so it is left out."
    )
    values: dict[str, str | float] = {"darkest": told.darkest, "brightest": told.brightest}
    return Finding("wrong_hdr_metadata", WARNING, said, values=values)


def _light(video: VideoFacts) -> Iterator[Finding]:
    light = video.light
    if light is None or dynamics.believed_light(light):
        return
    told = f"A brightest pixel of {light.pixel} cd/m² and a brightest frame of {light.frame} cannot be meant, so both are left out."
    values: dict[str, str | float] = {"pixel": light.pixel, "frame": light.frame}
    yield Finding("wrong_hdr_metadata", WARNING, told, values=values)
