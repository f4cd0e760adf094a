"""Answers as plain documents: the same for programs that ask over HTTP and for those that read the terminal."""

from __future__ import annotations

from lanterne.regulation import labels, sentences
from lanterne.regulation.queries import Told
from lanterne.regulation.rules import Answer, Applies, Briefing, Part, Rule

Document = dict[str, object]


def briefing(told: Told, *, language: str) -> Document:
    held, vat = told.briefing, told.vat
    return {
        "territory": held.territory,
        "on": held.on.isoformat(),
        "established": held.established,
        "is_targeted": held.is_targeted,
        "agreements": sorted(held.agreements),
        "exemptions": [_small(one, language) for one in held.small],
        "answers": [answer(one, of=held, language=language) for one in held.answers],
        "vat": {
            "rate": f"{vat.rate:f}",
            "since": vat.valid_from.isoformat(),
            "source": vat.source,
            "confidence": vat.confidence.value,
        }
        if vat
        else None,
        "notice": sentences.not_advice(),
    }


def answer(one: Answer, *, of: Briefing, language: str) -> Document:
    said = sentences.lines(one, of=of, language=language)
    return {
        **rule(one.rule),
        "name": str(labels.KINDS[one.rule.kind]),
        "verdict": one.applies.verdict.value,
        "is_met": one.is_met,
        "applies": said.applies,
        "asks": said.asks,
        "stands": said.stands,
        "change": said.change,
        "months": one.window.months if one.window else None,
        "catalogue": _count(one),
        "money": _money(one),
    }


def rule(one: Rule) -> Document:
    return {
        "rule": one.id,
        "country": one.country,
        "kind": one.kind.value,
        "value": None if one.value is None else f"{one.value.normalize():f}",
        "unit": one.unit,
        "status": one.status.value,
        "valid_from": one.valid_from.isoformat() if one.valid_from else None,
        "valid_to": one.valid_to.isoformat() if one.valid_to else None,
        "text": one.text,
        "source": one.source,
        "confidence": one.confidence.value,
        "is_own": one.is_own,
    }


def _small(one: Applies, language: str) -> Document:
    return {
        "verdict": one.verdict.value,
        "sentence": sentences.small(one, language=language),
        "checks": [
            {
                "rule": check.threshold.id,
                "year": check.year,
                "number": None if check.number is None else f"{check.number.normalize():f}",
                "is_below": check.is_below,
            }
            for check in one.checks
        ],
    }


def _count(one: Answer) -> Document | None:
    held = one.count
    if held is None:
        return None
    missing = held.missing(one.rule.value) if one.rule.value is not None else 0
    return {
        "share": round(float(held.share), 2),
        "met": held.met,
        "total": held.total,
        "unknown": held.unknown,
        "missing": missing,
    }


def _money(one: Answer) -> Document | None:
    if one.base is None or one.part is None:
        return None
    return {
        "currency": one.base.currency,
        "base": f"{one.base.amount:.2f}",
        "base_year": one.base.year,
        **_part(one.part),
        "parts": [{**rule(part.rule), **_part(part)} for part in one.parts],
    }


def _part(one: Part) -> dict[str, object]:
    return {
        "asked": f"{one.asked:.2f}",
        "spent": f"{one.spent:.2f}",
        "carried": f"{one.carried:.2f}",
        "missing": f"{one.missing:.2f}",
        "surplus": f"{one.surplus:.2f}",
    }
