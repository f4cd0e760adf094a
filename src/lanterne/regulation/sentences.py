"""Answers in words: whether a rule applies, what it asks, where we stand, and what would change it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from lanterne.core import days
from lanterne.regulation import figures, labels
from lanterne.regulation.rules import (
    Amount,
    Answer,
    Applies,
    Briefing,
    Check,
    Family,
    Kind,
    Part,
    Rule,
    Verdict,
    is_exempt,
)


@dataclass(frozen=True, slots=True)
class Lines:
    """One answer, said in four sentences; those that have nothing to say are empty."""

    applies: str
    asks: str
    stands: str
    change: str


def not_advice() -> str:
    return _(
        "This is not legal advice: figures and dates were read where the sources say, and the law is what the law says."
    )


def lines(answer: Answer, *, of: Briefing, language: str) -> Lines:
    return Lines(
        applies(answer, of=of, language=language),
        asks(answer, language=language),
        stands(answer, language=language),
        change(answer, of=of, language=language),
    )


def small(told: Applies, *, language: str) -> str:
    """A set of thresholds with our numbers: exempt, not exempt, or not to be told."""
    numbers = _joined(check(one, language=language) for one in told.checks)
    where = labels.country(told.checks[0].threshold.country, language=language)
    said = {"numbers": numbers, "where": where}
    exempt = is_exempt(told.checks)
    if exempt:
        return _("Exempt as a small service (%(where)s): %(numbers)s.") % said
    if exempt is None:
        return _("Not known whether exempt (%(where)s): %(numbers)s.") % said
    return _("Not exempt as a small service (%(where)s): %(numbers)s.") % said


def check(one: Check, *, language: str) -> str:
    """ "turnover of 2025: €300,000, below €5,000,000"."""
    limit = figures.value(one.threshold, language=language)
    said = {"what": _measure(one.threshold), "year": one.year, "limit": limit}
    if one.number is None:
        return _("%(what)s of %(year)s: not stated, exempt below %(limit)s") % said
    said["number"] = figures.amount_of(one.threshold, one.number, language=language)
    if one.is_below:
        return _("%(what)s of %(year)s: %(number)s, below %(limit)s") % said
    return _("%(what)s of %(year)s: %(number)s, not below %(limit)s") % said


def applies(answer: Answer, *, of: Briefing, language: str) -> str:
    told = answer.applies
    if answer.rule.kind.family is Family.NOTE:
        return ""
    home = labels.country(of.established, language=language) if of.established else _("not stated")
    there = labels.country(answer.rule.country, language=language)
    return {
        Verdict.APPLIES: _("It applies to this service."),
        Verdict.DOUBTFUL: _("It applies unless we are exempt, which cannot be told yet."),
        Verdict.EXEMPT: _("It does not apply: this service is exempt as a small one."),
        Verdict.ELSEWHERE: _(
            "It does not apply: it binds those who are established there (%(there)s); we are: %(home)s."
        )
        % {"there": there, "home": home},
        Verdict.NOT_TARGETED: _("It does not apply: this service does not target the country."),
        Verdict.NOT_YET: _("It does not apply yet: it is not in force."),
        Verdict.STAYED: _("It is not to be paid for now: a court has stayed it."),
        Verdict.REPEALED: _("It does not apply any more."),
    }[told.verdict]


def asks(answer: Answer, *, language: str) -> str:
    rule = answer.rule
    if answer.window is not None:
        count = answer.window.months
        return ngettext(
            "Films may be shown %(count)d month after their release in cinemas; the rule on the day of release governs.",
            "Films may be shown %(count)d months after their release in cinemas; the rule on the day of release governs.",
            count,
        ) % {"count": count}
    if rule.kind is Kind.SHARE:
        return _("%(share)s of the titles: %(works)s.") % {
            "share": figures.value(rule, language=language),
            "works": labels.conditions(rule.works, language=language),
        }
    if rule.kind.is_paid:
        return _money_asked(answer, language)
    value = figures.value(rule, language=language)
    return f"{value}." if value else ""


def stands(answer: Answer, *, language: str) -> str:
    if answer.count is not None:
        return _count(answer, language)
    part = answer.part
    if part is None or answer.rule.kind in (Kind.LEVY, Kind.SURCHARGE):
        return ""
    said = {
        "spent": _money(part.spent, answer, language),
        "asked": _money(part.asked, answer, language),
    }
    if part.carried:
        said["carried"] = _money(part.carried, answer, language)
        return _("%(spent)s spent and %(carried)s carried over, of %(asked)s.") % said
    return _("%(spent)s spent, of %(asked)s.") % said


def change(answer: Answer, *, of: Briefing, language: str) -> str:
    """What would change it: titles or money that are missing, an agreement, a turnover, a seat."""
    verdict = answer.applies.verdict
    if verdict is Verdict.EXEMPT:
        return _("It would apply from the thresholds on: %(numbers)s.") % {
            "numbers": _joined(
                figures.value(one.threshold, language=language) for one in answer.applies.checks
            )
        }
    if verdict is Verdict.ELSEWHERE:
        there = labels.country(answer.rule.country, language=language)
        return _("It would apply if we were established there (%(there)s).") % {"there": there}
    if answer.window is not None:
        return _other_windows(answer, language)
    if not verdict.binds:
        return ""
    if answer.count is not None and answer.rule.value is not None:
        return _titles_missing(answer, answer.count.missing(answer.rule.value), language)
    return _money_missing(answer, of, language) if answer.part else ""


def part_line(part: Part, *, currency: str, language: str) -> str:
    """ "at least 20 % cinema: €10 M asked, €4 M spent"."""
    said = {
        "share": figures.value(part.rule, language=language),
        "works": labels.conditions(part.rule.works, language=language),
        "asked": figures.money(Amount(part.asked, currency), language=language),
        "spent": figures.money(Amount(part.spent, currency), language=language),
    }
    return _("at least %(share)s %(works)s: %(asked)s asked, %(spent)s spent") % said


def missing(part: Part, *, currency: str, language: str) -> str:
    if not part.missing:
        return ""
    return _("%(amount)s missing") % {
        "amount": figures.money(Amount(part.missing, currency), language=language)
    }


def provenance(rule: Rule, *, language: str) -> str:
    """Which rule said so, its status, its dates, and how sure we are."""
    said = {
        "rule": rule.id,
        "status": labels.STATUSES[rule.status],
        "confidence": labels.CONFIDENCES[rule.confidence],
        "dates": dates(rule, language=language),
    }
    return pgettext("a rule", "%(rule)s, %(status)s %(dates)s, %(confidence)s") % said


def dates(rule: Rule, *, language: str) -> str:
    begins = days.written(rule.valid_from, language=language) if rule.valid_from else ""
    ends = days.written(rule.valid_to, language=language) if rule.valid_to else ""
    said = {"from": begins, "to": ends}
    if begins and ends:
        return _("from %(from)s to %(to)s") % said
    if begins:
        return _("since %(from)s") % said
    return _("to %(to)s") % said if ends else _("since an unknown day")


def _joined(parts: Iterable[str]) -> str:
    """What stands between them is written otherwise in other languages."""
    return pgettext("between the parts of a sentence", "; ").join(parts)


def _measure(rule: Rule) -> str:
    return {
        Kind.TURNOVER_THRESHOLD: _("turnover"),
        Kind.AUDIENCE_THRESHOLD: _("share of the audience"),
        Kind.WORKS_THRESHOLD: _("works"),
        Kind.SUBSCRIBERS_THRESHOLD: _("subscribers"),
        Kind.USERS_THRESHOLD: _("users"),
        Kind.EMPLOYEES_THRESHOLD: _("people employed"),
    }[rule.kind]


def _money_asked(answer: Answer, language: str) -> str:
    rule, base, part = answer.rule, answer.base, answer.part
    if not rule.brackets and not rule.value:
        return _("Nothing is asked.") if rule.value is not None else ""
    rate = figures.rate(rule, language=language)
    if base is None:
        return _("%(rate)s; the turnover that it is reckoned of is not stated.") % {"rate": rate}
    if part is None:
        return _("%(rate)s; what it is reckoned of is not the turnover, and is not known here.") % {
            "rate": rate
        }
    said = {
        "rate": rate,
        "base": figures.money(Amount(base.amount, base.currency), language=language),
        "year": base.year,
        "asked": _money(part.asked, answer, language),
    }
    if base.is_assumed:
        return (
            _(
                "%(rate)s of %(base)s (turnover of %(year)s; the source names no year, the year before is assumed): %(asked)s."
            )
            % said
        )
    return _("%(rate)s of %(base)s (turnover of %(year)s): %(asked)s.") % said


def _count(answer: Answer, language: str) -> str:
    count = answer.count
    if count is None or not count.total:
        return _("No film and no season is open there.")
    said = {
        "share": figures.percent(count.share, language=language),
        "met": count.met,
        "total": count.total,
    }
    told = (
        ngettext(
            "%(share)s: %(met)d of %(total)d title, a film or a season each.",
            "%(share)s: %(met)d of %(total)d titles, a film or a season each.",
            count.total,
        )
        % said
    )
    if not count.unknown:
        return told
    unknown = ngettext(
        "Of %(count)d title nobody has said enough; it is counted as not meeting it (at most %(most)s).",
        "Of %(count)d titles nobody has said enough; they are counted as not meeting it (at most %(most)s).",
        count.unknown,
    ) % {"count": count.unknown, "most": figures.percent(count.most, language=language)}
    return f"{told} {unknown}"


def _titles_missing(answer: Answer, count: int, language: str) -> str:
    works = labels.conditions(answer.rule.works, language=language)
    if not count:
        return _("Nothing is missing.")
    return ngettext(
        "%(count)d title more would reach it (%(works)s).",
        "%(count)d titles more would reach it (%(works)s).",
        count,
    ) % {"count": count, "works": works}


def _money_missing(answer: Answer, of: Briefing, language: str) -> str:
    part = answer.part
    if part is None or answer.rule.kind is Kind.LEVY:
        return ""
    if answer.rule.kind is Kind.SURCHARGE:
        return (
            _surcharge(answer, language) if part.asked else _("It falls away: enough is invested.")
        )
    day = days.written(of.year_end, language=language)
    if part.missing:
        return _("%(amount)s more by %(day)s.") % {
            "amount": _money(part.missing, answer, language),
            "day": day,
        }
    short = [one for one in answer.parts if one.missing]
    if not short:
        return _("Nothing is missing.")
    return _("Reached as a whole; of its parts, %(parts)s by %(day)s.") % {
        "parts": ", ".join(
            f"{_money(one.missing, answer, language)} {labels.conditions(one.rule.works, language=language)}"
            for one in short
        ),
        "day": day,
    }


def _surcharge(answer: Answer, language: str) -> str:
    rule, base = answer.rule, answer.base
    if rule.unless is None or base is None:
        return ""
    wanted = base.amount * rule.unless / 100
    return _("It would fall away with %(amount)s invested.") % {
        "amount": _money(wanted, answer, language)
    }


def _other_windows(answer: Answer, language: str) -> str:
    others = answer.window.others if answer.window else ()
    said = ", ".join(_other(one) for one in others)
    return _("Otherwise: %(others)s.") % {"others": said} if said else ""


def _other(rule: Rule) -> str:
    count = int(rule.value or 0)
    months = ngettext("%(count)d month", "%(count)d months", count) % {"count": count}
    who = rule.agreement or _("without an agreement")
    return f"{months} ({who})"


def _money(amount: Decimal, answer: Answer, language: str) -> str:
    currency = answer.base.currency if answer.base else answer.rule.unit
    return figures.money(Amount(amount, currency), language=language)


def mean_line(share: Fraction, days_counted: int, *, language: str) -> str:
    return ngettext(
        "%(share)s on average, over the first day of %(count)d month.",
        "%(share)s on average, over the first days of %(count)d months.",
        days_counted,
    ) % {"share": figures.percent(share, language=language), "count": days_counted}
