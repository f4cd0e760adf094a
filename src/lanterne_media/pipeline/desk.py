"""What every stage of the picture has before it: the reference, how it is to be treated, and where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from lanterne_media import encode, grain
from lanterne_media.encode import Take
from lanterne_media.model import Codec, Encoder, FilmGrain, Grain, Policy, Rate, Rung, Shot
from lanterne_media.pipeline.units import Site
from lanterne_media.reference import Reference


@dataclass(frozen=True, slots=True)
class Desk:
    """One film in work."""

    reference: Reference
    policy: Policy
    site: Site
    # The encoders of codecs that software does not encode.
    chips: Mapping[Codec, Encoder] = field(default_factory=dict)
    grain: Grain = field(default_factory=Grain)

    @property
    def rate(self) -> Rate:
        return self.reference.video.rate

    @property
    def longest_run(self) -> int:
        return encode.longest_run(self.rate, self.policy)

    def take(self, reference: Reference, shot: Shot, rung: Rung) -> Take:
        """One shot of a reference at one rung, with this policy's key frames and way with grain."""
        interval = encode.key_interval(shot.frames, self.longest_run)
        return Take(reference, shot, self.grained(rung), interval)

    def grained(self, rung: Rung) -> Rung:
        """The rung with its grain, where that is to be drawn by players."""
        is_drawn = self.policy.grain is FilmGrain.SYNTHESISE and rung.codec is Codec.AV1
        if not is_drawn or rung.encoder is not Encoder.SOFTWARE:
            return rung
        strays = {(one.width, one.height): one.deviation for one in self.grain.at}
        return replace(rung, grain=grain.setting(strays.get((rung.width, rung.height), 0.0)))
