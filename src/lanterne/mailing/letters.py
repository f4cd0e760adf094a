"""Letters and the messages around them, drawn for one reader in their language."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from lanterne.core import posting
from lanterne.mailing import addresses, tokens
from lanterne.mailing.ports import Words
from lanterne.mailing.rules import WORLDWIDE
from lanterne.territories import queries as territories
from lanterne.ui.words import comma


@dataclass(frozen=True, slots=True)
class To:
    """A reader, by what they asked for."""

    email: str
    holder: tokens.Holder
    language: str
    market: str


def letter(words: Words, to: To, *, dispatch_id: int) -> posting.Message:
    """What was announced, with the way off the list (RFC 2369, RFC 8058)."""
    with translation.override(to.language):
        mine = tokens.of_holder(to.holder)
        feet = _feet(to, mine)
        address = addresses.whole(words.address)
        read_on = _("Read on: %(address)s") % {"address": address}
        said = [words.headline, words.lead, *words.paragraphs, read_on]
        shown = {
            "words": words,
            "address": address,
            "why": feet[0],
            "leave": addresses.leave(mine),
            "mine": addresses.mine(mine),
        }
        return posting.Message(
            to=to.email,
            subject=words.headline,
            text="\n\n".join([*filter(None, said), "-- \n" + "\n".join(feet)]) + "\n",
            html=render_to_string("mailing/letter.html", shown),
            returns_to=addresses.returns(tokens.of_dispatch(dispatch_id)),
            headers=_headers(mine, dispatch_id),
        )


def note(to: To) -> posting.Message:
    """Asks whoever reads the mailbox whether they want letters."""
    with translation.override(to.language):
        link = addresses.confirm(tokens.to_confirm(tokens.Asked(to.holder, to.language, to.market)))
        days = {"days": settings.MAILING_ASKED_DAYS}
        lines = [
            _("Somebody, you we hope, asked for our letters: %(what)s.") % {"what": what(to)},
            _("To get them, follow this link and confirm it. It is good for %(days)d days:") % days,
            link,
            _("If it was not you, do nothing: you will hear no more, and the address is deleted."),
        ]
        return posting.Message(
            to=to.email,
            subject=_("Confirm that you want our letters"),
            text="\n\n".join(lines) + "\n",
        )


def what(to: To) -> str:
    """A language and a market, in words of the language."""
    spoken = dict(settings.LANGUAGES)[to.language]
    return f"{spoken}{comma(to.language)}{market_name(to.market, language=to.language)}"


def market_name(market: str, *, language: str) -> str:
    if market == WORLDWIDE:
        return _("worldwide")
    return territories.name(code=market, language=language)


def _feet(to: To, mine: str) -> list[str]:
    return [
        _("You get this because you asked for our letters: %(what)s.") % {"what": what(to)},
        _("Leave the list: %(address)s") % {"address": addresses.leave(mine)},
        _("Change what you get: %(address)s") % {"address": addresses.mine(mine)},
    ]


def _headers(mine: str, dispatch_id: int) -> dict[str, str]:
    host = addresses.host()
    return {
        "Message-ID": f"<{tokens.of_dispatch(dispatch_id)}@{host}>",
        "List-Id": f"<letters.{host}>",
        "List-Unsubscribe": f"<{addresses.leave(mine)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Precedence": "bulk",
    }
