import pytest

from tests.billing import bank


@pytest.fixture(autouse=True)
def _bank(settings):
    settings.PAYMENT_PROVIDER = "tests.billing.bank.Bank"
    for memory in (bank.ASKED, bank.TAKEN, bank.MOODS):
        memory.clear()
