"""In which forms a sound is published: stereo for every device, and surround where the film has it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lanterne_media.model import Policy, SoundCodec, SoundFacts, Surround

SAMPLE_RATE = 48_000
# Six places of a delivery of one channel a track, in SMPTE's order.
PLACES = ("FL", "FR", "FC", "LFE", "BL", "BR")
# Six channels whose places nobody tells may be anything: only those that are told are taken for surround.
_SURROUND = {"5.1", "5.1(side)", "7.1"}
# The loudness at which no decoder of E-AC-3 turns anything down, in LUFS.
_LEFT_ALONE = -31


@dataclass(frozen=True, slots=True)
class Form:
    """A codec, the places of its channels in ffmpeg's words, and its cost; ``frame`` is the coder's, in samples.

    ``kept`` samples the encoder keeps to itself at the end: they are given to it on top.
    """

    codec: SoundCodec
    layout: str
    channels: int
    bits_per_second: int
    frame: int
    kept: int = 0

    @property
    def is_stereo(self) -> bool:
        return self.channels == 2


def stereo(policy: Policy) -> Form:
    """What every device plays."""
    return Form(SoundCodec.AAC, "stereo", 2, policy.sound_bits_per_second, 1024)


def surround(policy: Policy) -> Form | None:
    """What a home cinema plays, or nothing when the policy wants none."""
    # The three coders call the places behind the listener by different names; the channels are the same.
    forms = {
        Surround.EAC3: Form(SoundCodec.EAC3, "5.1(side)", 6, 0, 1536, kept=256),
        Surround.OPUS: Form(SoundCodec.OPUS, "5.1", 6, 0, 960),
        Surround.AAC: Form(SoundCodec.AAC, "5.1", 6, 0, 1024),
    }
    if policy.surround is Surround.NONE:
        return None
    return replace(forms[policy.surround], bits_per_second=policy.surround_bits_per_second)


def companion(policy: Policy) -> Form | None:
    """Stereo in the codec of surround, or nothing where that is the codec of all stereo.

    A player that has chosen a codec finds every sound of the film in it: a group of HLS has one codec, or Shaka Player
    takes all its members for the first.
    """
    form = surround(policy)
    if form is None or form.codec is SoundCodec.AAC:
        return None
    return replace(form, layout="stereo", channels=2, bits_per_second=policy.sound_bits_per_second)


def has_surround(sound: SoundFacts) -> bool:
    """Whether there is more in a sound than stereo can hold, in places that are known."""
    return len(sound.parts) >= len(PLACES) or (not sound.parts and sound.layout in _SURROUND)


def coding(form: Form) -> list[str]:
    """The words for the encoder."""
    rate = ["-b:a", str(form.bits_per_second)]
    if form.codec is SoundCodec.AAC:
        return ["-c:a", "aac", "-profile:a", "aac_low", *rate]
    if form.codec is SoundCodec.OPUS:
        return ["-c:a", "libopus", *([] if form.is_stereo else ["-mapping_family", "1"]), *rate]
    return ["-c:a", "eac3", *rate, *_told_to_decoders(form)]


def _told_to_decoders(form: Form) -> list[str]:
    """What E-AC-3 says of itself: to be played as it is, and to be mixed down as we mix it down ourselves.

    Our AAC and Opus say nothing of their loudness: told that of E-AC-3, a decoder would play it alone 8 dB quieter.
    """
    # 0.707 for what stands in the middle and behind; that no level is told for the bass leaves it out.
    mix = ["-dmix_mode", "loro", "-loro_cmixlev", "0.707", "-loro_surmixlev", "0.707"]
    return ["-dialnorm", str(_LEFT_ALONE), *([] if form.is_stereo else mix)]
