"""A statement as one table for spreadsheets: every figure that the paper has, one thing a line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from lanterne.core.money import Money
from lanterne.statements.rules import Account, Document, Pool, Sum, Watched

COLUMNS = (
    "kind", "licence", "title", "series", "territory", "month", "clock", "window", "opens", "closes", "plays",
    "milliseconds", "viewers", "all_milliseconds", "pool", "pool_currency", "share_percent", "rate", "rate_source",
    "amount", "currency", "note",
)  # fmt: skip
# What a spreadsheet would take for a formula.
_FORMULAS = ("=", "+", "-", "@", "\t", "\r")

Row = dict[str, object]


def sheet(document: Document) -> str:
    """Comma-separated, in the order of the paper; amounts in whole units of their currency, with a point."""
    file = io.StringIO()
    writer = csv.DictWriter(file, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(_rows(document))
    return file.getvalue()


def _rows(document: Document) -> Iterator[Row]:
    for line in document.watched:
        yield from _watched(line, document.few)
    yield from (_pool(one) for one in document.pools)
    for account in document.accounts:
        yield from _account(account)
    for said in document.adjusted:
        yield {"kind": "adjustment", "note": _text(said.reason), **_amount(said.amount)}
    for total in document.totals:
        for kind, minor in (
            ("this statement", total.own),
            ("balance", total.balance),
            ("to pay", total.to_pay),
            ("carried", total.carried),
        ):
            yield {"kind": kind, **_amount(Sum(minor, total.currency))}
    for lost in document.unplaced:
        yield {
            "kind": "outside every window",
            "title": _text(lost.title),
            "territory": lost.territory,
            "milliseconds": lost.milliseconds,
        }


def _watched(line: Watched, few: int) -> Iterator[Row]:
    """One line for each currency of its part of the share, and one where it has none."""
    for part in line.share or (None,):
        yield {
            "kind": "watched",
            "licence": _text(line.reference),
            "title": _text(line.title),
            "series": _text(line.within),
            "territory": line.territory,
            "clock": line.clock,
            "window": line.window_id,
            "opens": line.opens_at.isoformat(),
            "closes": line.closes_at.isoformat() if line.closes_at else "",
            "plays": line.plays,
            "milliseconds": line.milliseconds,
            "viewers": f"<{few}" if line.viewers is None else line.viewers,
            **(_amount(part) if part else {}),
        }


def _pool(one: Pool) -> Row:
    return {
        "kind": "pool",
        "licence": _text(one.reference),
        "territory": one.territory,
        "month": f"{one.month:%Y-%m}",
        "milliseconds": one.milliseconds,
        "all_milliseconds": one.all_milliseconds,
        "pool": _written(one.takings),
        "pool_currency": one.takings.currency,
        "share_percent": f"{one.share / 100:g}",
        "rate": one.rate or "",
        "rate_source": _text(one.source),
        **(_amount(one.amount) if one.amount else {}),
    }


def _account(one: Account) -> Iterator[Row]:
    terms = one.agreed
    for kind, minor in (
        ("fee", terms.fee),
        ("fee due", one.fee_due),
        ("revenue share", one.share),
        ("price of plays", one.views),
        ("earned before", one.earned_before),
        ("recouped", one.recouped),
        ("not recouped yet", one.unrecouped),
        ("earnings due", one.payable),
    ):
        row = {"kind": kind, "licence": _text(terms.reference), "note": terms.kind.value}
        yield {**row, **_amount(Sum(minor, terms.currency))}


def _amount(one: Sum) -> Row:
    return {"amount": _written(one), "currency": one.currency}


def _written(one: Sum) -> str:
    return str(Money(one.minor, one.currency).amount)


def _text(said: str) -> str:
    return f"'{said}" if said.startswith(_FORMULAS) else said
