"""What was found in a film, with its pictures, and what the policy's rule sets say of it."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

from lanterne_media import qc
from lanterne_media.model import Event, FilmJudged, Finding, Plan, Stage
from lanterne_media.pipeline.finish import Goods
from lanterne_media.pipeline.units import Unit, carry_out, tool_versions
from lanterne_media.store import key_of


def reach(
    goods: Goods, plan: Plan, findings: tuple[Finding, ...]
) -> Generator[Event, None, FilmJudged]:
    """Take the pictures and judge by the rules."""
    film, run = plan.mezzanine, goods.desk.site.run

    def pictures(folder: Path) -> tuple[Finding, ...]:
        return qc.pictures.take(film, findings, folder, run=run)

    key = key_of(film.identity, "pictures of findings", findings, tool_versions())
    unit = Unit(Stage.QC, "pictures of findings", key, tuple[Finding, ...], pictures)
    [kept] = yield from carry_out(goods.desk.site, [unit])
    heard_as = qc.delivered_loudness(goods.film, goods.sounds)
    verdicts = qc.verdicts(plan.policy.rules, film, kept.value, heard_as)
    return FilmJudged(kept.value, verdicts, str(kept.folder))
