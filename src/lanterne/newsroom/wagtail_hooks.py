"""What Wagtail's editor takes from us: things on record to choose from, authors, and links that tell of nothing too early."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.html import escape
from wagtail import hooks
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.rich_text.pages import PageLinkHandler
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from lanterne.core import clock
from lanterne.newsroom import choosers, events
from lanterne.newsroom.models import Author


class ArticleLink(PageLinkHandler):
    """A link between articles. To one that is not public it is no link: its address alone would tell."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        at = clock.now()
        pages = cls.get_many(attrs_list)
        return [
            f'<a href="{escape(page.url)}">' if page and _is_public(page, at) else "<a>"
            for page in pages
        ]


def _is_public(page: Any, at: Any) -> bool:
    return not hasattr(page, "is_public") or bool(page.is_public(at))


class Authors(SnippetViewSet):
    model = Author
    icon = "user"
    list_display = ["name", "slug"]
    search_fields = ["name", "slug"]


def links(features: FeatureRegistry) -> None:
    features.register_link_type(ArticleLink)


def gone(request: HttpRequest, page: Any) -> None:
    """Wagtail's buttons take a page down and delete it without asking the page itself."""
    events.taken_down.tell(page.pk, f"user:{request.user.pk}")


hooks.register("after_unpublish_page", gone)
hooks.register("after_delete_page", gone)
hooks.register("register_rich_text_features", links, order=100)
for one in choosers.EVERY:
    hooks.register("register_admin_viewset", lambda one=one: one)
register_snippet(Authors)
