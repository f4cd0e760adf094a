"""What every stage of the picture has before it: the reference, how it is to be treated, and where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lanterne_media import encode
from lanterne_media.encode import Take
from lanterne_media.model import Codec, Encoder, Policy, Rate, Rung, Shot
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

    @property
    def rate(self) -> Rate:
        return self.reference.video.rate

    @property
    def longest_run(self) -> int:
        return encode.longest_run(self.rate, self.policy)

    def take(self, reference: Reference, shot: Shot, rung: Rung) -> Take:
        """One shot of a reference at one rung, with this policy's key frames."""
        interval = encode.key_interval(shot.frames, self.longest_run)
        return Take(reference, shot, rung, interval)
