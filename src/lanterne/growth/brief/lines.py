"""The parts of a briefing: sections of lines, each line a figure or a sentence with where it is from and as of when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from lanterne.core import days
from lanterne.facts import sentences as facts
from lanterne.facts.queries import Card
from lanterne.facts.rules import Claim, Derived, Quantity
from lanterne.growth import sentences


@dataclass(frozen=True, slots=True)
class Origin:
    """Who says so, as of when, and how sure that is; ``claim`` is the key of the claim, where it is one."""

    name: str
    as_of: str
    confidence: str
    claim: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """``details`` stand beneath it; ``amount`` and ``unit`` are the figure again, for programs."""

    name: str
    said: str
    origins: tuple[Origin, ...]
    details: tuple[str, ...] = ()
    amount: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """``note`` says what is to be known of all of it, or why there is nothing."""

    code: str
    title: str
    lines: tuple[Line, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """The country, the day and the language of a briefing."""

    territory: str
    on: date
    language: str

    def day(self, on: date) -> str:
        return days.written(on, language=self.language)

    def knows(self, card: Card) -> bool:
        return card.is_known(self.on)

    def claimed(self, name: str, card: Card | None) -> tuple[Line, ...]:
        """A figure as its claim has it; none where nobody has said it."""
        if card is None:
            return ()
        value = card.claim.value
        line = Line(
            name,
            sentences.claimed(card, language=self.language),
            (self.origin(card),),
            amount=f"{value.amount:f}" if isinstance(value, Quantity) else "",
            unit=value.unit if isinstance(value, Quantity) else "",
        )
        return (line,)

    def named(self, card: Card) -> str:
        """ "Sound stages: 8 stages"."""
        said = sentences.claimed(card, language=self.language)
        return _("%(name)s: %(said)s") % {"name": card.measure.name, "said": said}

    def worked(
        self, name: str, found: Derived | None, made_of: Mapping[str, Origin]
    ) -> tuple[Line, ...]:
        """A figure that was worked out, with the origins of what it was worked out of."""
        if found is None:
            return ()
        line = Line(
            name,
            sentences.derived(found, language=self.language),
            tuple(made_of[one.key] for one in found.made_of),
            details=(_("worked out of what these sources say"),),
            amount=f"{found.quantity.amount:.6f}",
            unit=found.quantity.unit,
        )
        return (line,)

    def origins(self, cards: Iterable[Card]) -> tuple[Origin, ...]:
        """Each once, in their order."""
        return tuple(dict.fromkeys(map(self.origin, cards)))

    def origin(self, card: Card) -> Origin:
        source = card.source
        return Origin(
            name=" · ".join(filter(None, (source.publisher, source.name))),
            as_of=self._moment(card.claim) or self._published(card),
            confidence=facts.confidence(card.claim.confidence),
            claim=card.key,
            address=source.address,
        )

    def our_own(self, on: date) -> Origin:
        """What this house has on record itself."""
        return Origin(_("Our own records"), self.day(on), _("counted by ourselves"))

    def _moment(self, claim: Claim) -> str:
        moment = claim.moment
        if moment.since and moment.until:
            return f"{self.day(moment.since)} – {self.day(moment.until)}"
        return self.day(moment.as_of) if moment.as_of else ""

    def _published(self, card: Card) -> str:
        """What is so once for all is as of when it was said; where no day is known, it is said when we took it in."""
        if card.source.published_on:
            return self.day(card.source.published_on)
        return _("on record since %(day)s") % {"day": self.day(card.made_at.date())}
