"""Windows and holdbacks, and the market and version of a title that are asked about."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from lanterne.rights.rules.periods import Period
from lanterne.rights.rules.terms import Offer, Status, Terms, Tongue, Use, ranges


@dataclass(frozen=True, slots=True)
class Market:
    """Where a title is asked for, and by whom: ``is_staff`` knows what is still secret."""

    territory: str
    offer: Offer = Offer.SUBSCRIPTION
    is_staff: bool = False


@dataclass(frozen=True, slots=True)
class Version:
    """The title in a language; without one, in whatever language there is."""

    language: str = ""
    use: Use = Use.ANY


@dataclass(frozen=True, slots=True)
class Opening:
    """What a window opens, when and in which languages."""

    territory: str
    offer: Offer
    opens_at: datetime
    tongues: tuple[Tongue, ...]


@dataclass(frozen=True, slots=True)
class Identity:
    """An opening with its status: confirmed or called off it is the same opening, and yet another row."""

    opening: Opening
    status: Status


@dataclass(frozen=True, slots=True)
class Window:
    """A period in which a title may be shown in a territory, on terms."""

    territory: str
    opens_at: datetime
    closes_at: datetime | None = None
    terms: Terms = field(default_factory=Terms)

    @property
    def period(self) -> Period:
        return Period(self.opens_at, self.closes_at)

    @property
    def is_empty(self) -> bool:
        return self.period.is_empty

    def is_open(self, at: datetime) -> bool:
        """By its dates alone."""
        return self.period.is_open(at)

    def is_for(self, market: Market) -> bool:
        return self.territory == market.territory and self.terms.offer is market.offer

    def is_secret(self, market: Market, at: datetime) -> bool:
        """Whether this market's people may not know of it yet."""
        public_from = self.terms.public_from
        return public_from is not None and at < public_from and not market.is_staff

    @property
    def is_approved(self) -> bool:
        return self.terms.status is Status.APPROVED

    def counts(self, version: Version) -> bool:
        """Whether the version is open while the window is."""
        return (
            self.is_approved
            and not self.terms.awaits
            and self.terms.licenses(version.language, version.use)
        )

    def is_again(self, other: Window) -> bool:
        """Whether no title holds both, whatever else they agree: what tells windows apart is the same."""
        return self.identity == other.identity

    @property
    def identity(self) -> Identity:
        """What tells it apart from the other windows of its title, as the unique key of their table has it."""
        terms = self.terms
        opening = Opening(self.territory, terms.offer, self.opens_at, terms.tongues)
        return Identity(opening, terms.status)

    def overlaps(self, other: Window) -> bool:
        """Whether both would open the same version to the same viewer at one instant."""
        return (
            self.territory == other.territory
            and self.terms.shares_a_version(other.terms)
            and self.period.meets(other.period)
        )


@dataclass(frozen=True, slots=True)
class Holdback:
    """A period in which a title, and all that is below it, stays closed whatever its windows say.

    An empty territory means every one, no offer every offer, an empty language all of them.
    """

    period: Period
    territory: str = ""
    offer: Offer | None = None
    language: str = ""

    def is_for(self, market: Market, version: Version) -> bool:
        return (
            self.territory in ("", market.territory)
            and self.offer in (None, market.offer)
            and (not self.language or self.language in ranges(version.language))
        )
