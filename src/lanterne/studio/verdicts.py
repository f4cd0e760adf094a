"""What delivery rule sets say of a film, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from lanterne.studio import findings
from lanterne_media.model import Finding, Ground, Outcome, Verdict

OUTCOMES = {
    Outcome.ACCEPTED: pgettext_lazy("verdict", "Accepted"),
    Outcome.NOTED: pgettext_lazy("verdict", "Accepted with notes"),
    Outcome.REDELIVERY: pgettext_lazy("verdict", "Redelivery"),
}
# Of one ground among several.
WEIGHTS = {
    Outcome.NOTED: pgettext_lazy("verdict", "Note"),
    Outcome.REDELIVERY: pgettext_lazy("verdict", "Redelivery"),
}
# What our own rule sets call a limit that is in no standard.
HOUSE_RULE = "House rule"
FACTS = {
    "picture.width": gettext_lazy("Width, pixels: %(value)s"),
    "picture.height": gettext_lazy("Height, pixels: %(value)s"),
    "picture.rate": gettext_lazy("Frames a second: %(value)s"),
    "picture.codec": gettext_lazy("Codec: %(value)s"),
    "picture.bit_depth": gettext_lazy("Bits a sample: %(value)s"),
    "picture.dynamics": gettext_lazy("Dynamic range: %(value)s"),
    "picture.field_order": gettext_lazy("Scan: %(value)s"),
    "sound.channels": gettext_lazy("Channels: %(value)s"),
    "sound.sample_rate": gettext_lazy("Samples a second: %(value)s"),
    "sound.codec": gettext_lazy("Codec: %(value)s"),
    "sound.language": gettext_lazy("Language: %(value)s"),
    "sound.loudness": gettext_lazy("Loudness, LUFS: %(value)s"),
    "sound.true_peak": gettext_lazy("True peak, dBTP: %(value)s"),
    "sound.loudness_range": gettext_lazy("Loudness range, LU: %(value)s"),
}


@dataclass(frozen=True, slots=True)
class GroundShown:
    """Why: the rule's reason, what is so of the film, and where the limit comes from."""

    outcome: Outcome
    said: str | Promise
    reason: str
    so: str
    source: str


@dataclass(frozen=True, slots=True)
class VerdictShown:
    title: str
    outcome: Outcome
    said: str | Promise
    grounds: tuple[GroundShown, ...]


def shown(reached: Sequence[Verdict], found: Sequence[Finding]) -> tuple[VerdictShown, ...]:
    """Each rule set's verdict; ``found`` are the findings that grounds point to by their place."""
    return tuple(
        VerdictShown(
            _told(verdict.title),
            verdict.outcome,
            OUTCOMES[verdict.outcome],
            tuple(_ground(ground, found) for ground in verdict.grounds),
        )
        for verdict in reached
    )


def _ground(ground: Ground, found: Sequence[Finding]) -> GroundShown:
    if ground.finding is None:
        so = _fact(ground)
    else:
        finding = found[ground.finding]
        so = findings.sentence(finding) or finding.sentence
    source = ground.source.replace(HOUSE_RULE, _("House rule"))
    return GroundShown(ground.outcome, WEIGHTS[ground.outcome], _told(ground.reason), so, source)


def _fact(ground: Ground) -> str:
    value = findings.named("fact", ground.value if ground.value is not None else "")
    so = str(FACTS.get(ground.fact, f"{ground.fact}: %(value)s")) % {"value": value}
    if ground.track is None:
        return so
    return _("Sound track %(number)d") % {"number": ground.track} + f" – {so}"


def _told(by_language: Mapping[str, str]) -> str:
    """In the page's language where the rule's author wrote it, else in English."""
    return by_language.get((get_language() or "en")[:2]) or by_language["en"]
