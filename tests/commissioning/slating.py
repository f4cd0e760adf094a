"""Projects, papers and budgets for the tests of the slate."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from lanterne.commissioning import queries, services
from lanterne.commissioning.drafts import (
    ApprovalDraft,
    BudgetDraft,
    CostDraft,
    LinkDraft,
    OptionDraft,
    ProjectDraft,
    SourceDraft,
    WorkDraft,
)
from lanterne.core.money import Money

ACTOR = "user:1"
OWNER = {"owner"}


def a_project(name: str = "Le Voyage", **more: object) -> int:
    said = {"kind": "film", "original_language": "fr", "territory": "FR"} | more
    begun = {word: said.pop(word) for word in ("stage", "on", "claim") if word in said}
    return services.add_project(draft=ProjectDraft(name=name, **said), actor=ACTOR, **begun)


def a_work(key: str = "de-la-terre", **more: object) -> str:
    said = {"kind": "novel", "name": "De la Terre à la Lune", "authors": ["Jules Verne"]} | more
    services.add_work(draft=WorkDraft(key=key, **said), actor=ACTOR)
    return key


def card(project_id: int, at: date | None = None) -> queries.ProjectCard:
    found = queries.project(project_id=project_id, at=at)
    assert found is not None
    return found


def turn(project_id: int) -> int:
    return card(project_id).turn


def move(project_id: int, stage: str, reason: str = "") -> None:
    services.move(
        project_id=project_id, stage=stage, turn=turn(project_id), actor=ACTOR, reason=reason
    )


def approve(project_id: int, stage: str, role: str, roles: set[str] = OWNER) -> None:
    draft = ApprovalDraft(stage, role, turn(project_id))
    services.approve(project_id=project_id, draft=draft, roles=roles, actor=ACTOR)


def file(project_id: int, *codes: str) -> None:
    for code in codes:
        services.file_document(
            project_id=project_id, code=code, name=code.title(), place="", actor=ACTOR
        )


def hold_paper(project_id: int, paper: str, giver: str = "", taker: str = "") -> None:
    draft = LinkDraft(paper, "held", giver, taker, date(2026, 1, 5))
    services.add_link(project_id=project_id, draft=draft, actor=ACTOR)


def an_option(project_id: int, begins_on: date, ends_on: date) -> int:
    draft = OptionDraft("Hetzel", begins_on, ends_on, 1_500_000, 15_000_000, "EUR")
    return services.take_option(project_id=project_id, draft=draft, actor=ACTOR)


def a_budget(project_id: int, on: date, **by_account: int) -> None:
    """Amounts in euros by account, named a1100 and so on."""
    lines = [CostDraft(code[1:], euros * 100, "EUR") for code, euros in by_account.items()]
    draft = BudgetDraft("EUR", on, lines)
    services.draw_budget(project_id=project_id, draft=draft, actor=ACTOR)


def money_for(project_id: int, euros: int, name: str = "The service") -> None:
    draft = SourceDraft("licence_fee", name, Money(euros * 100, "EUR"), is_signed=True)
    services.finance(project_id=project_id, draft=draft, actor=ACTOR)


def a_packaged(on: date, delivered: date, name: str = "Le Voyage", **more: object) -> int:
    """A project with all that its greenlight asks but the approval."""
    project_id = a_project(name, stage="packaged", on=on, **more)
    if card(project_id).work is None:
        work = a_work(f"script-{project_id}", kind="original", name=name, authors=["Georges"])
        services.base_on(project_id=project_id, work=work, actor=ACTOR)
        hold_paper(project_id, "writer_agreement")
    file(project_id, "budget", "production_agreement")
    a_budget(project_id, on, a1100=50_000, a3300=950_000, a8000=100_000)
    money_for(project_id, 1_100_000)
    services.plan(project_id=project_id, stage="delivered", on=delivered, actor=ACTOR)
    return project_id


def share(text: str) -> Decimal:
    return Decimal(text)
