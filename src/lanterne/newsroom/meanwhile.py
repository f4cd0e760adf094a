"""Two editors of one article: whoever saves second is told, and what they wrote stays before them.

Wagtail tells a browser of it that has asked within the last seconds. Whoever saves before that, or without a script, would put
their version over the other's and hear nothing.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name
from wagtail.models import Revision

from lanterne.newsroom.models import Article


def note(request: HttpRequest, page: Any) -> None:
    """Give the page what its form refuses with; drafts that browsers save by themselves are refused by Wagtail."""
    if request.method != "POST" or not isinstance(page, Article):
        return
    latest = page.get_latest_revision()
    # A browser saves drafts by itself: somebody's own, a moment before they press the button, is no news to them.
    if latest is None or latest.user_id == request.user.pk:
        return
    if _is_older(request, latest):
        page.saved_meanwhile = _sentence(latest)


def _is_older(request: HttpRequest, latest: Revision) -> bool:
    """Whether the form was opened upon another version than the latest, or upon an earlier state of it."""
    sent = request.POST
    if own := sent.get("overwrite_revision_id"):
        return own != str(latest.pk)
    opened = (sent.get("loaded_revision_id"), sent.get("loaded_revision_created_at"))
    return bool(opened[0]) and opened != (str(latest.pk), latest.created_at.isoformat())


def _sentence(latest: Revision) -> str:
    name = get_user_display_name(latest.user) if latest.user else _("Somebody")
    return _(
        "%(name)s saved this article while you were writing. Your words are still here, and not saved. "
        "Theirs are in its history: look there, then save again to keep yours."
    ) % {"name": name}
