"""What the account page tells a household about its membership."""

from __future__ import annotations

from dataclasses import dataclass

from lanterne.accounts import queries as accounts
from lanterne.accounts.rules import DeviceCard, HouseholdCard, ProfileCard
from lanterne.billing import queries as billing
from lanterne.billing.rules import ChargeCard, Standing, SubscriptionCard
from lanterne.territories import queries as territories


@dataclass(frozen=True, slots=True)
class AccountShown:
    household: HouseholdCard
    country: str
    subscription: SubscriptionCard | None
    charges: tuple[ChargeCard, ...]
    profiles: tuple[ProfileCard, ...]
    devices: tuple[DeviceCard, ...]

    @property
    def is_member(self) -> bool:
        return self._stands({Standing.ACTIVE, Standing.GRACE})

    @property
    def is_in_grace(self) -> bool:
        return self._stands({Standing.GRACE})

    @property
    def has_lapsed(self) -> bool:
        return self._stands({Standing.LAPSED})

    def _stands(self, among: set[Standing]) -> bool:
        return self.subscription is not None and self.subscription.standing in among


def account_page(*, household: HouseholdCard, language: str) -> AccountShown:
    return AccountShown(
        household,
        territories.name(code=household.territory, language=language),
        billing.subscription(household_id=household.id),
        billing.charges(household_id=household.id),
        accounts.profiles(household_id=household.id),
        accounts.devices(household_id=household.id),
    )
