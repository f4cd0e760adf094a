"""How the statements of one licensor follow one another."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from lanterne.statements.rules.accounts import Account, Before
from lanterne.statements.rules.document import Adjusted, Document, Total
from lanterne.statements.rules.periods import Span


@dataclass(frozen=True, slots=True)
class Issued:
    """A statement that was issued, and the one that it corrects."""

    id: int
    number: str
    corrects: int | None
    document: Document

    @property
    def span(self) -> Span:
        return Span(self.document.begins_on, self.document.ends_on)


def effective(issued: Collection[Issued], *, besides: int | None = None) -> list[Issued]:
    """Those in force, by period: what was corrected is not, nor is what is being corrected now."""
    replaced = {one.corrects for one in issued} | {besides}
    return sorted(
        (one for one in issued if one.id not in replaced), key=lambda one: one.span.begins_on
    )


def in_the_way(span: Span, issued: Collection[Issued]) -> Issued | None:
    """The statement in force that a new one of this period meets or leaves a gap to; None when it follows on."""
    in_force = effective(issued)
    if not in_force or in_force[-1].span.ends_on == span.begins_on:
        return None
    return next((one for one in in_force if one.span.meets(span)), in_force[-1])


def before(in_force: Iterable[Issued], *, licence_id: int, currency: str, span: Span) -> Before:
    """Of the earnings only what earlier periods brought, of the fee what any statement said."""
    found = [
        (one.span, account)
        for one in in_force
        for account in one.document.accounts
        if (account.agreed.licence_id, account.agreed.currency) == (licence_id, currency)
    ]
    earlier = [account for held, account in found if held.ends_on <= span.begins_on]
    return Before(
        fee=sum(account.fee_due for _, account in found),
        earned=sum(account.earned for account in earlier),
        payable=sum(account.payable for account in earlier),
    )


def totals(
    accounts: Sequence[Account],
    adjusted: Sequence[Adjusted],
    *,
    in_force: Collection[Issued],
    issued: Collection[Issued],
) -> tuple[Total, ...]:
    """By currency: what this one makes due, and the balance of all before it, paid as they said."""
    own: dict[str, int] = {}
    for one in accounts:
        own[one.agreed.currency] = own.get(one.agreed.currency, 0) + one.due
    for said in adjusted:
        own[said.amount.currency] = own.get(said.amount.currency, 0) + said.amount.minor
    balance: dict[str, int] = {}
    for past in issued:
        for total in past.document.totals:
            balance[total.currency] = balance.get(total.currency, 0) - total.to_pay
    for past in in_force:
        for total in past.document.totals:
            balance[total.currency] += total.own
    currencies = sorted({*own, *(one for one, minor in balance.items() if minor)})
    return tuple(Total(one, own.get(one, 0), balance.get(one, 0)) for one in currencies)
