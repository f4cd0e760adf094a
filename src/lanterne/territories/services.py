"""Opening and closing markets."""

from __future__ import annotations

from babel.numbers import is_currency
from django.db import transaction
from django.utils.translation import gettext as _

from lanterne.core import audit, clock
from lanterne.core.errors import Refused
from lanterne.territories import queries, rules
from lanterne.territories.models import Market


class TerritoryUnknown(Refused):
    pass


class CurrencyUnknown(Refused):
    pass


class LanguageUnknown(Refused):
    pass


class MarketUnknown(Refused):
    pass


@transaction.atomic
def open_market(*, territory: str, currency: str, default_language: str, actor: str) -> None:
    """Sell in a country, or change how it is sold; refused where its VAT is not known."""
    _check(territory, currency, default_language)
    queries.vat_rate(territory=territory, at=clock.now())
    chosen = {"currency": currency, "default_language": default_language, "is_open": True}
    Market.objects.update_or_create(territory=territory, defaults=chosen)
    audit.record(
        actor=actor, action="territories.open_market", subject=f"market:{territory}", detail=chosen
    )


@transaction.atomic
def close_market(*, territory: str, actor: str) -> None:
    """Sell to nobody new there; members stay members."""
    if not Market.objects.filter(territory=territory).update(is_open=False):
        raise MarketUnknown(_("There is no market in %(code)s.") % {"code": territory})
    audit.record(actor=actor, action="territories.close_market", subject=f"market:{territory}")


def _check(territory: str, currency: str, language: str) -> None:
    if not queries.exists(territory):
        raise TerritoryUnknown(_("%(code)s is not a country code.") % {"code": territory})
    if not is_currency(currency):
        raise CurrencyUnknown(_("%(code)s is not a currency code.") % {"code": currency})
    if not rules.is_language_tag(language):
        raise LanguageUnknown(_("%(code)s is not a language code.") % {"code": language})
