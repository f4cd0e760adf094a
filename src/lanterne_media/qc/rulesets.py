"""Delivery rule sets: what a distributor takes, as data in TOML (docs/rules.md), and what they say of a film."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from lanterne_media.model import (
    Finding,
    Ground,
    Loudness,
    MediaRefused,
    Mezzanine,
    Outcome,
    Severity,
    Verdict,
)
from lanterne_media.qc import facts
from lanterne_media.qc.judgement import CODES

KEPT = Path(__file__).with_name("rules")
NAMES = tuple(sorted(path.stem for path in KEPT.glob("*.toml")))
LARGEST_BYTES = 2**20
_GRAVITY = tuple(Outcome)
_SEVERITIES = tuple(Severity)


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What is not taken as it is: findings, or a fact of the film, beyond a limit."""

    verdict: Outcome
    reason: dict[str, str]
    source: str
    findings: tuple[str, ...] = ()
    fact: str = ""
    # Of findings: those from this severity on; those with this value, held to the limits; those without this one.
    severity: Severity | None = None
    measure: str = ""
    lacks: str = ""
    over: float | None = None
    under: float | None = None
    other_than: tuple[str | float, ...] = ()

    @property
    def has_limit(self) -> bool:
        return self.over is not None or self.under is not None or bool(self.other_than)

    def is_broken_by(self, value: str | float) -> bool:
        """Whether a value lies beyond the limits; words are compared, not measured."""
        if self.other_than and value not in self.other_than:
            return True
        if isinstance(value, str):
            return False
        is_over = self.over is not None and value > self.over
        return is_over or (self.under is not None and value < self.under)


class RuleSet(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The rules of one distributor."""

    name: str
    title: dict[str, str]
    rule: tuple[Rule, ...]


def load(name: str) -> RuleSet:
    """A rule set of ours by its name, or anybody's from a TOML file; refused with the sentence that says why."""
    path = KEPT / f"{name}.toml" if name in NAMES else Path(name)
    if not path.is_file():
        raise MediaRefused(
            f"There is no rule set {name!r}: give {', '.join(NAMES)}, or a TOML file."
        )
    if path.stat().st_size > LARGEST_BYTES:
        raise MediaRefused(f"{path} is larger than a rule set may be.")
    return read(path.read_bytes())


def read(content: bytes) -> RuleSet:
    """A rule set from its text."""
    try:
        rules = msgspec.toml.decode(content, type=RuleSet)
    except (msgspec.ValidationError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise MediaRefused(f"This is not a rule set: {error}.") from error
    for number, rule in enumerate(rules.rule, 1):
        if fault := _fault(rule):
            raise MediaRefused(f"Rule {number} of {rules.name!r}: {fault}")
    if "en" not in rules.title:
        raise MediaRefused(f"The rule set {rules.name!r} has no title in English (en).")
    return rules


def _fault(rule: Rule) -> str:
    """What is wrong with a rule that reads well."""
    strange = [code for code in rule.findings if code not in CODES]
    asks = {
        "it names findings or a fact, and not both.": bool(rule.findings) == bool(rule.fact),
        f"there is no finding {' or '.join(strange)}.": bool(strange),
        f"there is no fact {rule.fact}.": bool(rule.fact) and rule.fact not in facts.FACTS,
        "a fact needs a limit: over, under or other_than.": bool(rule.fact) and not rule.has_limit,
        "a limit for findings needs a measure, and a measure a limit.": bool(rule.findings)
        and bool(rule.measure) != rule.has_limit,
        "accepted is no verdict of a rule: leave the rule out.": rule.verdict is Outcome.ACCEPTED,
        "its reason is not said in English (en).": "en" not in rule.reason,
    }
    return next((said for said, is_so in asks.items() if is_so), "")


def judge(
    rules: RuleSet,
    mezzanine: Mezzanine,
    findings: Sequence[Finding],
    loudness: Sequence[Loudness | None] = (),
) -> Verdict:
    """What the rules say; of several that one finding breaks, the gravest counts."""
    grounds = [
        *_of_findings(rules, findings),
        *(ground for rule in rules.rule for ground in _of_facts(rule, mezzanine, loudness)),
    ]
    grounds.sort(key=lambda ground: -_GRAVITY.index(ground.outcome))
    outcome = grounds[0].outcome if grounds else Outcome.ACCEPTED
    return Verdict(rules.name, rules.title, outcome, tuple(grounds))


def _of_findings(rules: RuleSet, findings: Sequence[Finding]) -> Iterator[Ground]:
    for place, finding in enumerate(findings):
        broken = [rule for rule in rules.rule if _is_against(rule, finding)]
        if broken:
            worst = max(broken, key=lambda rule: _GRAVITY.index(rule.verdict))
            value = finding.values.get(worst.measure)
            yield Ground(worst.verdict, worst.source, worst.reason, finding=place, value=value)


def _is_against(rule: Rule, finding: Finding) -> bool:
    if finding.code not in rule.findings or (rule.lacks and rule.lacks in finding.values):
        return False
    least = rule.severity or Severity.NOTE
    if _SEVERITIES.index(finding.severity) < _SEVERITIES.index(least):
        return False
    if not rule.measure:
        return True
    value = finding.values.get(rule.measure)
    return value is not None and rule.is_broken_by(value)


def _of_facts(
    rule: Rule, mezzanine: Mezzanine, loudness: Sequence[Loudness | None]
) -> Iterator[Ground]:
    for fact in facts.of(rule.fact, mezzanine, loudness):
        if rule.is_broken_by(fact.value):
            yield Ground(
                rule.verdict,
                rule.source,
                rule.reason,
                fact=rule.fact,
                value=fact.value,
                track=fact.track,
            )
