"""Figures of the world on a project's or a complex's page, what became of a project, and what it is held against."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from lanterne.commissioning.models import Comparable, Complex, Figure, Project
from lanterne.commissioning.services import checks
from lanterne.commissioning.services.refusals import NotThere, WrongFacts
from lanterne.commissioning.services.slate import check_claim, note
from lanterne.core import audit
from lanterne.facts import services as facts

OUTCOMES = frozenset({"", "success", "mixed", "failure"})


@transaction.atomic
def cite_figure(*, project_id: int, claim: str, about: str, actor: str) -> None:
    """Show a claim on a project's page; its correction will mark that page."""
    row = checks.held(project_id)
    _check(claim)
    topic = checks.key(about.replace("_", "-"), "").replace("-", "_")
    _made, is_new = Figure.objects.get_or_create(project=row, claim_id=claim, about=topic)
    if is_new:
        _cite_project(row)
        note(actor, "cite_figure", row, claim=claim, about=topic)


@transaction.atomic
def drop_figure(*, project_id: int, claim: str, actor: str) -> None:
    row = checks.held(project_id)
    gone, _by_table = Figure.objects.filter(project=row, claim_id=claim).delete()
    if not gone:
        raise NotThere(_("This claim is not on the project’s page."))
    _cite_project(row)
    note(actor, "drop_figure", row, claim=claim)


@transaction.atomic
def cite_figure_of_complex(*, key: str, claim: str, about: str, actor: str) -> None:
    """Show a claim on the page of a complex: how many stages it has, who bought it."""
    row = Complex.objects.select_for_update().filter(key=key).first()
    if row is None:
        raise NotThere(_("There is no complex “%(key)s”.") % {"key": key[:80]})
    _check(claim)
    topic = checks.key(about.replace("_", "-"), "").replace("-", "_")
    _made, is_new = Figure.objects.get_or_create(complex=row, claim_id=claim, about=topic)
    if is_new:
        keys = list(row.figures.values_list("claim__key", flat=True))
        place = facts.Place(f"complex:{row.key}", row.name, "/studio/facilities/")
        facts.cite(place=place, keys=keys)
        audit.record(
            actor=actor,
            action="commissioning.cite_figure",
            subject=f"complex:{row.key}",
            detail={"claim": claim, "about": topic},
        )


@transaction.atomic
def judge(*, project_id: int, outcome: str, reason: str, actor: str) -> None:
    """Say in a word what became of a released project; the figures that it rests on are cited beside it."""
    row = checks.held(project_id)
    if outcome not in OUTCOMES:
        raise WrongFacts(_("“%(word)s” is no outcome.") % {"word": outcome[:20]})
    why = checks.line(reason, most=500)
    if outcome and not why:
        raise WrongFacts(_("An outcome says why."))
    row.outcome, row.outcome_reason = outcome, why if outcome else ""
    row.save(update_fields=["outcome", "outcome_reason"])
    note(actor, "judge", row, outcome=outcome, reason=why)


@transaction.atomic
def hold_against(
    *, project_id: int, name: str, why: str, actor: str, title_id: int | None = None
) -> None:
    """Choose a comparable; named again, it is held against the project for another reason."""
    row = checks.held(project_id)
    said = checks.name(name)
    Comparable.objects.update_or_create(
        project=row,
        name=said,
        defaults={"why": checks.line(why, most=300), "title_id": title_id},
    )
    note(actor, "hold_against", row, name=said)


def _check(claim: str) -> None:
    if not claim:
        raise WrongFacts(_("A figure is named by the key of its claim."))
    check_claim(claim)


def _cite_project(row: Project) -> None:
    keys = list(row.figures.values_list("claim__key", flat=True))
    place = facts.Place(f"project:{row.key}", row.name, f"/studio/slate/{row.pk}/")
    facts.cite(place=place, keys=keys)
