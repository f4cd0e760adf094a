"""Figures of the world: an invented service's own, a paper that says otherwise, and one that was corrected after it was cited."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from lanterne.cli.programme.crew import Crew
from lanterne.commissioning import queries as slate
from lanterne.commissioning import services as commissioning
from lanterne.core.errors import Refused
from lanterne.facts import services
from lanterne.facts.drafts import Draft, SourceCard
from lanterne.facts.rules import Confidence, Moment, Quantity

TABLE = Path(__file__).parent / "data" / "figures.csv"
CITED = ("lanterne-fr-own", "lanterne-staff", "phare-pipeline")


class FiguresRefused(Refused):
    pass


def bring_in(crew: Crew) -> None:
    report = services.import_claims(text=TABLE.read_text(encoding="utf-8"), actor=crew.programmer)
    if report.is_refused:
        raise FiguresRefused(
            "; ".join(f"{one.line}: {one.why}" for one in report.arrivals if one.why)
        )
    _cite(crew)
    _correct(crew)


def _cite(crew: Crew) -> None:
    project = slate.project_by_key(key="la-digue")
    if project is None:
        return
    for key in CITED:
        commissioning.cite_figure(
            project_id=project.id, claim=key, about="audience", actor=crew.programmer
        )
    commissioning.cite_figure_of_complex(
        key="halles", claim="halles-stages", about="stages", actor=crew.programmer
    )


def _correct(crew: Crew) -> None:
    """The page that cites it is marked until somebody has looked."""
    right = Draft(
        subject="lanterne/lorient",
        measure="headcount",
        value=Quantity(Decimal(14), "people"),
        source=SourceCard(
            "demo-erratum", "Erratum to the quarterly paper (invented)", "Comptoir des Lanternes"
        ),
        confidence=Confidence.OWN,
        scope="territory=FR",
        moment=Moment(as_of=date(2026, 9, 30)),
        key="lanterne-staff-corrected",
    )
    services.correct_claim(
        key="lanterne-staff",
        draft=right,
        reason="Three people on fixed terms had been left out.",
        actor=crew.programmer,
    )
