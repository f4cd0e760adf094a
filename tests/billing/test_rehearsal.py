import pytest

from lanterne.billing.ports import Declined, PaymentProvider
from lanterne.core.money import Money
from lanterne.integrations.rehearsal.provider import RehearsalProvider

PRICE = Money(1299, "EUR")


def ask(token, key="key"):
    provider: PaymentProvider = RehearsalProvider()
    return provider.charge(token=token, money=PRICE, idempotency_key=key)


def test_the_good_card_pays_and_the_same_key_is_the_same_payment():
    assert ask("card-ok") == ask("card-ok")
    assert ask("card-ok", "key") != ask("card-ok", "other")
    assert ask("card-ok").ref.startswith("rehearsal-")


@pytest.mark.parametrize(
    ("token", "reason"),
    [
        ("card-insufficient-funds", "insufficient_funds"),
        ("card-expired", "expired"),
        ("card-needs-confirmation", "needs_confirmation"),
        ("4242424242424242", "unknown_card"),
        ("", "unknown_card"),
    ],
)
def test_every_other_card_declines_for_its_reason(token, reason):
    with pytest.raises(Declined) as caught:
        ask(token)
    assert caught.value.reason == reason
