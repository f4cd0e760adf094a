"""What readers say below an article: its thread, the notice under the form, and the slips in an author's browser."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from allauth.account.adapter import get_adapter
from allauth.core import ratelimit
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from lanterne.comments import queries, slips
from lanterne.comments.letters import PLACE, contact
from lanterne.comments.queries import ThreadCard
from lanterne.comments.rules import pace
from lanterne.comments.rules.keeping import VOTE_DAYS
from lanterne.comments.rules.threads import EDIT_WINDOW
from lanterne.comments.services import Heard, Sender
from lanterne.core import clock
from lanterne.newsroom import queries as newsroom
from lanterne.newsroom.keys import article_of, key
from lanterne.newsroom.queries import ArticleCard

# Whom people of a country complain to about their data; the European Economic Area and the United Kingdom have such a right.
AUTHORITIES = {
    "FR": "CNIL",
    "BE": "APD/GBA",
    "GB": "ICO",
    "IE": "DPC",
    "ES": "AEPD",
    "IT": "Garante",
    "NL": "AP",
    "CH": "EDÖB/PFPDT",
}
COOKIE, BALLOT = "said", "votes"
MOST_SLIPS = 10


@dataclass(frozen=True, slots=True)
class Notice:
    """What the law wants to be said where somebody gives data: ``authority`` is empty where we know none by name."""

    controller: str
    contact: str
    authority: str
    is_shown_to_akismet: bool


def notice(territory: str) -> Notice:
    return Notice(
        settings.WAGTAIL_SITE_NAME,
        contact(),
        AUTHORITIES.get(territory, ""),
        bool(settings.AKISMET_KEY),
    )


def thread_of(article: ArticleCard) -> ThreadCard | None:
    """The thread that came with its article; None where nobody may say anything and nobody has."""
    return queries.thread(key=key_of(article))


def key_of(article: ArticleCard) -> str:
    return key(article.entry.id)


def is_read(thread: ThreadCard) -> bool:
    """Whether the public may read what a thread speaks of: of what is taken down or held back its comments tell nothing."""
    number = article_of(thread.key)
    return number is None or newsroom.is_public(article_id=number, at=clock.now())


def sender(request: HttpRequest) -> Sender:
    return Sender(
        get_adapter(request).get_client_ip(request),
        request.headers.get("User-Agent", "")[:300],
        request.POST.get("slip", "")[:300],
    )


def fresh_slip(request: HttpRequest, key: str, *, at: datetime) -> str:
    """The one that was sent, while it is good: whoever mends a word does not wait anew."""
    told = request.POST.get("slip", "")[:300]
    shown = slips.shown_at(told, thread=key)
    is_good = shown is not None and shown <= at <= shown + pace.OLDEST
    return told if is_good else slips.form(key, at=at)


def is_from_here(request: HttpRequest) -> bool:
    """Whether a form was sent from a page of ours. Readers have no session, so that there is no token to compare."""
    site = request.headers.get("Sec-Fetch-Site", "none")
    origin = request.headers.get("Origin", "")
    is_ours = not origin or urlsplit(origin).netloc == request.get_host()
    return is_ours and site in {"none", "same-origin"}


def remember(response: HttpResponse, request: HttpRequest, heard: Heard) -> None:
    """Give the author's browser what a comment is changed with, for as long as it can be."""
    held = [heard.slip, *_slips(request)][:MOST_SLIPS]
    response.set_cookie(
        COOKIE,
        "~".join(held),
        max_age=EDIT_WINDOW,
        path=PLACE,
        secure=settings.IS_SECURE,
        httponly=True,
        samesite="Lax",
    )


def slip_of(request: HttpRequest, comment_id: int) -> str:
    """What this browser holds for a comment; empty if nothing."""
    found = (one for one in _slips(request) if slips.comment_of_author(one) == comment_id)
    return next(found, "")


def ballot(request: HttpRequest) -> str:
    """The votes that this browser may take back; nothing where nobody votes."""
    return request.COOKIES.get(BALLOT, "") if settings.COMMENT_VOTES else ""


def keep_ballot(response: HttpResponse, thread: ThreadCard, told: str) -> None:
    """In a cookie of this thread alone: the pages of articles never see it, and no two threads are brought together by it."""
    place = comments_address(thread)
    if not told:
        response.delete_cookie(BALLOT, path=place, samesite="Lax")
        return
    response.set_cookie(
        BALLOT,
        told,
        max_age=timedelta(days=VOTE_DAYS),
        path=place,
        secure=settings.IS_SECURE,
        httponly=True,
        samesite="Lax",
    )


def is_pressed_too_often(request: HttpRequest) -> bool:
    network = slips.network(sender(request).address)
    return not ratelimit.consume(request, action="comment_votes", key=network)


def comments_address(thread: ThreadCard) -> str:
    return f"{thread.address}comments/"


def _slips(request: HttpRequest) -> list[str]:
    return [one for one in request.COOKIES.get(COOKIE, "").split("~") if one][:MOST_SLIPS]
