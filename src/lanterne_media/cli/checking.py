"""Quality control by itself: what a publish does before the long work, without doing any of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lanterne_media import captions, probe, qc, sound
from lanterne_media.model import CaptionRendition, FilmJudged, Loudness, Mezzanine, Sidecar
from lanterne_media.qc import facts, rulesets
from lanterne_media.store import room
from lanterne_media.tools import Runner


@dataclass(frozen=True, slots=True)
class Wanted:
    """A film, the rule sets it is held to, and the subtitle files beside it."""

    film: Path
    rules: tuple[str, ...]
    sidecars: tuple[Sidecar, ...]


def judge(wanted: Wanted, pictures: Path | None, *, run: Runner) -> tuple[Mezzanine, FilmJudged]:
    """Findings and verdicts; pictures of findings go into the folder, if one is given."""
    rules = [rulesets.load(name) for name in wanted.rules]
    mezzanine = probe.probe(wanted.film, run=run)
    with room() as folder:
        texts = list(_texts(wanted, mezzanine, folder, run))
        found = qc.words([text for text in texts if text.cues], mezzanine.video.duration)
    findings = qc.in_order([*qc.inspect(mezzanine, run=run), *found])
    if pictures is not None:
        pictures.mkdir(parents=True, exist_ok=True)
        findings = qc.pictures.take(mezzanine, findings, pictures, run=run)
    heard = _loudness(mezzanine, run) if any(map(_asks_loudness, rules)) else ()
    verdicts = tuple(rulesets.judge(one, mezzanine, findings, heard) for one in rules)
    return mezzanine, FilmJudged(findings, verdicts, str(pictures or ""))


def _texts(
    wanted: Wanted, mezzanine: Mezzanine, folder: Path, run: Runner
) -> Iterator[CaptionRendition]:
    for number, track in enumerate(one for one in mezzanine.captions if one.is_text):
        yield captions.from_mezzanine(mezzanine, track, folder / f"inside{number}.vtt", run=run)
    for number, beside in enumerate(wanted.sidecars):
        output = folder / f"beside{number}.vtt"
        yield captions.from_sidecar(Path(beside.path), beside.language, output)


def _asks_loudness(rules: rulesets.RuleSet) -> bool:
    return any(rule.fact in facts.LOUDNESS for rule in rules.rule)


def _loudness(mezzanine: Mezzanine, run: Runner) -> tuple[Loudness | None, ...]:
    return tuple(sound.measure(mezzanine, one, run=run) for one in mezzanine.sounds)
