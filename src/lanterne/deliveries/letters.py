"""Messages to post houses, in their language. One that cannot be sent is the operator's matter, not the editor's."""

from __future__ import annotations

import logging
from functools import partial
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from lanterne.catalogue import queries as catalogue
from lanterne.deliveries import queries, reasons, words
from lanterne.deliveries.models import DeliveryRequest, PostHouse
from lanterne.deliveries.queries.requests import wanted

log = logging.getLogger(__name__)


def address(token: str) -> str:
    """Where a link leads."""
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("deliveries:door", args=[token])


def invite(house: PostHouse, link: str) -> None:
    """What is open, and the way in."""
    with translation.override(house.language):
        open_ones = queries.of_post_house(post_house_id=house.pk)
        names = _names({one.title_id for one in open_ones}, house.language)
        lines = [
            f"– {names[one.title_id]}: {words.of_wanted(one.wanted)} ({one.due_on.isoformat()})"
            for one in open_ones
        ]
        told = [_("This is what we wait for:"), *lines] if lines else [_("Nothing is open now.")]
        _send(house, _("Deliveries"), [*told, "", *_way_in(link)])


def redelivery(row: DeliveryRequest, house: PostHouse, note: str, link: str) -> None:
    """That something is to come again, why, and the way in."""
    with translation.override(house.language):
        name = _names({row.title_id}, house.language)[row.title_id]
        what = words.of_wanted(wanted(row))
        subject = _("To be redelivered: %(what)s, %(title)s") % {"what": what, "title": name}
        told = [subject, "", reasons.sentence(row.reason), *filter(None, [note])]
        _send(house, subject, [*told, "", *_way_in(link)])


def _way_in(link: str) -> list[str]:
    days = {"days": settings.DELIVERY_LINK_DAYS}
    return [
        _("Deliver it here, without an account. The link is good for %(days)d days:") % days,
        link,
        _("Whoever has this link can deliver in your name: pass it on only to those who may."),
    ]


def _names(title_ids: set[int], language: str) -> dict[int, str]:
    cards = catalogue.cards(title_ids=sorted(title_ids), language=language, territory="")
    return {
        card.id: f"{card.parent_name}, {card.name}" if card.parent_name else card.name
        for card in cards
    }


def _send(house: PostHouse, subject: str, lines: list[str]) -> None:
    """After the change is on record, so that no message tells of what did not take place."""
    body = "\n".join(lines) + "\n"
    # A line break in a subject is refused by every mail server, and a title may hold one.
    transaction.on_commit(partial(_post, house.email, " ".join(subject.split()), body))


def _post(email: str, subject: str, body: str) -> None:
    try:
        send_mail(subject, body, None, [email])
    except (OSError, SMTPException):
        log.exception("A message to a post house could not be sent.")
