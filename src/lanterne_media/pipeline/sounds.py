"""The sounds of a film: a unit of work for each form of each, and what becomes of those that cannot be decoded."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from lanterne_media import sound
from lanterne_media.model import (
    Event,
    LeftOut,
    MediaRefused,
    Mezzanine,
    Plan,
    Policy,
    Reason,
    SoundFacts,
    SoundRendition,
    Stage,
    Surround,
)
from lanterne_media.pipeline.finish import placed
from lanterne_media.pipeline.units import Site, Unit, carry_out, tool_versions
from lanterne_media.sound import forms
from lanterne_media.store import Kept, key_of

Publisher = Callable[..., SoundRendition | None]


@dataclass(frozen=True, slots=True)
class _Source:
    """A sound and the file that holds it, with the length and the clock of the picture."""

    film: Mezzanine
    sound: SoundFacts
    mix: str
    label: str


def stereo_units(film: Mezzanine, plan: Plan, site: Site) -> list[Unit]:
    """One unit a sound: first those of the film, then the files beside it."""
    cost = plan.policy.sound_bits_per_second
    return [
        _unit(one, plan.policy, site, (sound.publish, "", cost)) for one in _sources(film, plan)
    ]


def add_surround(
    film: Mezzanine, plan: Plan, site: Site, heard: Sequence[SoundRendition]
) -> Generator[Event, None, tuple[SoundRendition, ...]]:
    """All sounds; of a film that has surround each a second time in the codec of that, next to its first form."""
    policy, sources = plan.policy, list(_sources(film, plan))
    if policy.surround is Surround.NONE or not any(
        forms.has_surround(one.sound) for one in sources
    ):
        return tuple(heard)
    form = sound.publish_wide, f" {policy.surround}", policy.surround_bits_per_second
    made = yield from carry_out(site, [_unit(one, policy, site, form) for one in sources])
    wide = {one.mix: one for one in placed(made)}
    if not any(one.is_surround for one in wide.values()):
        return tuple(heard)
    return tuple(each for one in heard for each in (one, wide.get(one.mix)) if each is not None)


def _sources(film: Mezzanine, plan: Plan) -> Iterator[_Source]:
    for track in film.sounds:
        label = f"sound {track.position + 1} ({track.language})"
        yield _Source(film, track, track.mix, label)
    # A file beside the film begins with the picture, whatever the film's own clock says.
    video = replace(film.video, start=0.0)
    for at, beside in enumerate(plan.sounds, 1):
        own = replace(film, path=beside.path, identity=beside.identity, video=video)
        name = f"{Path(beside.path).name} ({beside.sound.language})"
        yield _Source(own, beside.sound, f"beside-{at}", name)


def _unit(one: _Source, policy: Policy, site: Site, form: tuple[Publisher, str, int]) -> Unit:
    publish, name, bits_per_second = form

    def make(folder: Path) -> SoundRendition | None:
        made = publish(one.film, one.sound, policy, folder / "sound.mp4", run=site.run)
        return made and replace(made, path="sound.mp4", mix=one.mix)

    target = (policy.loudness_lufs, policy.true_peak_dbtp, name, bits_per_second, one.mix)
    film = one.film.identity, one.film.video.duration
    key = key_of(*film, one.sound, target, tool_versions())
    return Unit(Stage.SOUND, one.label + name, key, SoundRendition | None, make)


def as_heard(film: Mezzanine, plan: Plan, made: Sequence[Kept[SoundRendition | None]]) -> Mezzanine:
    """The film with the sounds that could be decoded; refuse it when it has sound and none could.

    A file beside the film that cannot be decoded is refused too: whoever sent it can send it again.
    """
    own, beside = made[: len(film.sounds)], made[len(film.sounds) :]
    for one, kept in zip(plan.sounds, beside, strict=True):
        if not kept.value:
            raise MediaRefused(f"{Path(one.path).name} cannot be decoded: the file is damaged.")
    pairs = list(zip(film.sounds, own, strict=True))
    if pairs and not any(kept.value for _, kept in pairs):
        raise MediaRefused("No sound track of this film can be decoded: the file is damaged.")
    damaged = (LeftOut(track, Reason.DAMAGE) for track, kept in pairs if not kept.value)
    return replace(
        film,
        sounds=tuple(track for track, kept in pairs if kept.value),
        left_out=(*film.left_out, *damaged),
    )
