"""By what each codec is encoded: a chip where the policy wants one and one works, else software."""

from __future__ import annotations

from collections.abc import Generator

from lanterne_media import chips, hardware
from lanterne_media.model import Codec, Encoder, EncoderChosen, Event, Policy
from lanterne_media.pipeline.units import Away, Site


def encoders(policy: Policy, site: Site) -> Generator[Event, None, dict[Codec, Encoder]]:
    """The encoders of the codecs that the policy wants a chip for; trials and encodes go by the same."""
    found: dict[Codec, Encoder] = {}
    for codec in policy.codecs:
        if codec in policy.hardware:
            told = _there(codec, site.away) if site.away else _here(codec, site)
            yield told
            found[codec] = told.encoder
    return found


def _here(codec: Codec, site: Site) -> EncoderChosen:
    reasons = []
    for offer in chips.look((codec,), run=site.run):
        if not offer.why:
            return EncoderChosen(codec, offer.encoder)
        reasons.append(f"{offer.name}: {offer.why}")
    return EncoderChosen(codec, Encoder.SOFTWARE, " ".join(reasons))


def _there(codec: Codec, away: Away) -> EncoderChosen:
    """Of a farm its machines' chips count, not the driver's, which encodes nothing then."""
    offered = away.chips()
    for encoder in hardware.CHIPS:
        if hardware.name(codec, encoder) in offered:
            return EncoderChosen(codec, encoder)
    return EncoderChosen(codec, Encoder.SOFTWARE, "No worker of the farm has a chip for it.")
