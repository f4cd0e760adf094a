"""From tracks of a film to the channels of a form, on the picture's clock: filters of ffmpeg as text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lanterne_media.model import Mezzanine, SoundFacts
from lanterne_media.sound.forms import PLACES, SAMPLE_RATE, Form

_MOST_CHANNELS = 8
# Samples in floating point may be infinite or no number at all, which no coder takes: they become silence, and so does
# what lies 60 dB beyond full scale, before which everything else would have to be turned down.
_FINITE = r"aeval=if(between(val(ch)\,-1000\,1000)\,val(ch)\,0):c=same"


@dataclass(frozen=True, slots=True)
class Route:
    """One sound of a film on its way to one form."""

    film: Mezzanine
    sound: SoundFacts
    form: Form


def samples(mezzanine: Mezzanine) -> int:
    """How many samples last as long as the picture."""
    return round(mezzanine.video.duration * SAMPLE_RATE)


def filters(route: Route, *, gain: float = 0.0) -> str:
    """Put a track on the picture's clock, give it the channels of the form, and make it as long as the picture."""
    count = samples(route.film) + route.form.kept
    return ",".join([
        # The picture's first frame is zero; sound before it is cut, a late start or a hole becomes silence.
        f"asetpts=PTS-{route.film.video.start:.6f}/TB",
        *([_FINITE] if route.sound.codec.startswith("pcm_f") else []),
        _widened(route.sound.channels) if route.form.is_stereo else "anull",
        # The bass channel is left out where there is no place for it. A sound whose clock runs from the picture's is drawn
        # by at most 0.2 %, which nobody hears, before lips and voice part; a hole of 0.1 s and more becomes silence.
        f"aresample={SAMPLE_RATE}:async=96:min_comp=0.02:first_pts=0:clev=0.707107:slev=0.707107:lfe_mix_level=0:rematrix_maxval=16",
        f"aformat=sample_fmts=fltp:sample_rates={SAMPLE_RATE}:channel_layouts={route.form.layout}",
        f"volume={gain:.2f}dB:precision=float",
        f"apad=whole_len={count}",
        f"atrim=end_sample={count}",
    ])  # fmt: skip


def _widened(channels: int) -> str:
    """Mono goes to both sides; more channels than have a known place keep the first two; the rest is mixed later."""
    if channels == 1:
        return "pan=stereo|c0=c0|c1=c0"
    return "pan=stereo|c0=c0|c1=c1" if channels > _MOST_CHANNELS else "anull"


def through(sound: SoundFacts, chain: str) -> list[str]:
    """The words that send a track, or the tracks that are one sound together, through a chain of filters."""
    if not sound.parts:
        return ["-map", f"0:a:{sound.position}", "-af", chain]
    # Without the places the filter would take a mono track for a centre.
    places = "|".join(f"{n}.0-{place}" for n, place in enumerate(PLACES[: len(sound.parts)]))
    joined = f"join=inputs={len(sound.parts)}:channel_layout={sound.layout}:map={places}"
    # The filter ends with the first of them that does.
    lasting = f"apad=whole_dur={sound.duration:.6f}"
    parts = "".join(f"[0:a:{one}]{lasting}[part{n}];" for n, one in enumerate(sound.parts))
    inputs = "".join(f"[part{n}]" for n in range(len(sound.parts)))
    return ["-filter_complex", f"{parts}{inputs}{joined},{chain}[sound]", "-map", "[sound]"]


def choices(sound: SoundFacts, form: Form) -> tuple[SoundFacts, ...]:
    """What may be published of a sound in a form, the best first."""
    return tuple(_for_stereo(sound)) if form.is_stereo else (_surround(sound),)


def _for_stereo(sound: SoundFacts) -> Iterator[SoundFacts]:
    """Of eight channels the two that are stereo already; of tracks of one channel at last any that is not damaged."""
    if len(sound.parts) > len(PLACES):
        stereo = sound.parts[len(PLACES) :]
        yield replace(sound, parts=stereo, channels=len(stereo), layout="stereo")
    yield _surround(sound)
    for part in sound.parts:
        yield replace(sound, position=part, parts=(), channels=1, layout="mono")


def _surround(sound: SoundFacts) -> SoundFacts:
    if len(sound.parts) <= len(PLACES):
        return sound
    return replace(sound, parts=sound.parts[: len(PLACES)], channels=len(PLACES), layout="5.1")
