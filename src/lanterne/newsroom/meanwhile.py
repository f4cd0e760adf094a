"""Two editors of one article: whoever saves second is told, and what they wrote stays before them.

Wagtail tells a browser of it that has asked within the last seconds. Whoever saves before that, or without a script, would put
their version over the other's and hear nothing.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name
from wagtail.models import Revision

from lanterne.newsroom.models import Article


def note(request: HttpRequest, page: Any) -> None:
    """Give the page what its form refuses with; drafts that browsers save by themselves are refused by Wagtail."""
    if request.method != "POST" or not isinstance(page, Article):
        return
    since = _opened_at(request, page)
    # Somebody's own version, which their browser saved a moment before they pressed the button, is no news to them.
    others = page.revisions.exclude(user_id=request.user.pk)
    latest = since and others.filter(created_at__gt=since).order_by("-created_at").first()
    if latest:
        page.saved_meanwhile = _sentence(latest)


def _opened_at(request: HttpRequest, page: Article) -> datetime | None:
    """When the version was saved upon which the form was opened, or which it has saved by itself since."""
    own = request.POST.get("overwrite_revision_id", "")
    if own.isascii() and own.isdecimal():
        saved: datetime | None = (
            page.revisions.filter(pk=own).values_list("created_at", flat=True).first()
        )
        return saved
    return parse_datetime(request.POST.get("loaded_revision_created_at", ""))


def _sentence(latest: Revision) -> str:
    name = get_user_display_name(latest.user) if latest.user else _("Somebody")
    return _(
        "%(name)s saved this article while you were writing. Your words are still here, and not saved. "
        "Theirs are in its history: look there, then save again to keep yours."
    ) % {"name": name}
