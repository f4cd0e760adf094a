"""How often a program asks: so many times a minute, whichever process answers it."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.db.models import Case, F, Value, When
from django.utils.translation import gettext as _

from lanterne.accounts.scopes import TokenCard
from lanterne.api.models import Pace
from lanterne.api.partners.refusals import TooManyRequests
from lanterne.core import clock

A_MINUTE = 60


def count(held: TokenCard) -> None:
    """Note that a token asks. Refuses TooManyRequests."""
    minute, second = divmod(int(clock.now().timestamp()), A_MINUTE)
    if _times(held.id, minute) > settings.API_REQUESTS_A_MINUTE:
        raise TooManyRequests(
            _("This token has asked %(most)d times within a minute. Wait a little.")
            % {"most": settings.API_REQUESTS_A_MINUTE},
            wait=A_MINUTE - second,
        )


@transaction.atomic
def _times(token_id: int, minute: int) -> int:
    """This time counted in. The database adds one to what is there, so of two that ask at once none is lost."""
    Pace.objects.get_or_create(token_id=token_id, defaults={"minute": minute, "times": 0})
    rows = Pace.objects.filter(token_id=token_id)
    again = Case(When(minute=minute, then=F("times") + 1), default=Value(1))
    rows.update(minute=minute, times=again)
    return rows.values_list("times", flat=True).get()
