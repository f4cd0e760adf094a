"""A rights holder's statement as the console shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.http import Http404

from lanterne.rights.queries import HeldLicence, grants
from lanterne.statements import queries
from lanterne.statements.queries import Card, HeldTerms
from lanterne.statements.rules import Document
from lanterne.studio import who
from lanterne.studio.licences_page import held_licence


@dataclass(frozen=True, slots=True)
class StatementsPage:
    statements: tuple[Card, ...]
    has_licensors: bool


@dataclass(frozen=True, slots=True)
class StatementPage:
    """``unsaid`` are licences of which somebody has to say what their fee is before it can be issued."""

    card: Card
    last_day: date
    issued_by: str
    licences: tuple[HeldLicence, ...]
    unsaid: tuple[str, ...]

    @property
    def paper(self) -> Document:
        return self.card.document

    @property
    def is_empty(self) -> bool:
        return not (self.paper.watched or self.paper.accounts or self.paper.adjusted)


@dataclass(frozen=True, slots=True)
class TermsPage:
    licence: HeldLicence
    terms: HeldTerms | None


def held_statement(statement_id: int) -> Card:
    """Raises the console's "not found" when there is no such statement."""
    found = queries.statement(statement_id=statement_id)
    if found is None:
        raise Http404
    return found


def statements_page() -> StatementsPage:
    return StatementsPage(queries.statements(), bool(grants.licensors()))


def statement_page(*, statement_id: int) -> StatementPage:
    card = held_statement(statement_id)
    contracts = grants.contracts(licensor_id=card.licensor_id)
    return StatementPage(
        card=card,
        last_day=card.span.ends_on - timedelta(days=1),
        issued_by=who.names([card.issued_by])[card.issued_by] if card.issued_by else "",
        licences=contracts,
        unsaid=queries.unsaid(contracts) if card.is_draft else (),
    )


def terms_page(*, licence_id: int) -> TermsPage:
    return TermsPage(held_licence(licence_id), queries.terms(licence_id=licence_id))
