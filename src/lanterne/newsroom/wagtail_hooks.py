"""What Wagtail's editor takes from us: things on record to choose from, authors, and links that tell of nothing too early."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.rich_text.editors.draftail.features import EntityFeature
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.rich_text.pages import PageLinkHandler
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from lanterne.core import clock
from lanterne.core.errors import Refused
from lanterne.newsroom import choosers, events, meanwhile
from lanterne.newsroom.models import Article, Author

EDITING = "wagtailadmin_pages:edit"


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


def figures(features: FeatureRegistry) -> None:
    """A button that writes a figure of record into a sentence, as text: what is kept is what one would have typed."""
    shown = {
        "type": "FIGURE",
        "icon": "table",
        "description": gettext_lazy("Figure on record"),
        "chooserUrls": {"figure": reverse_lazy("newsroom_claims:choose")},
    }
    scripts = ["wagtailadmin/js/chooser-modal.js", "newsroom/figure.js"]
    features.register_editor_plugin("draftail", "figure", EntityFeature(shown, js=scripts))


def gone(request: HttpRequest, page: Any) -> None:
    """Wagtail's buttons take a page down and delete it without asking the page itself."""
    events.taken_down.tell(page.pk, f"user:{request.user.pk}")


def edited(request: HttpRequest, page: Any) -> None:
    """The page on which one writes publishes without asking the article itself; every other way asks it."""
    is_here = request.resolver_match and request.resolver_match.view_name == EDITING
    if not (is_here and isinstance(page, Article)):
        return
    try:
        events.went_out.tell(page.pk, f"user:{request.user.pk}")
    except Refused as refusal:
        messages.error(request, str(refusal))


def copied(request: HttpRequest, _page: Any, made: Any) -> None:
    """A copy that is live at once goes out as any article does."""
    if isinstance(made.specific, Article) and made.live:
        events.went_out.tell(made.pk, f"user:{request.user.pk}")


def kept_bylines(request: HttpRequest, instances: Iterable[Any]) -> HttpResponse | None:
    """Nobody is deleted whose name stands above an article."""
    named = [one for one in instances if isinstance(one, Author) and one.articles.exists()]
    if not named:
        return None
    said = _("“%(name)s” stands above articles and is kept.") % {"name": named[0].name}
    messages.error(request, said)
    return redirect("wagtailsnippets_newsroom_author:list")


hooks.register("before_edit_page", meanwhile.note)
hooks.register("after_copy_page", copied)
hooks.register("after_publish_page", edited)
hooks.register("before_delete_snippet", kept_bylines)
hooks.register("after_unpublish_page", gone)
hooks.register("after_delete_page", gone)
hooks.register("register_rich_text_features", links, order=100)
hooks.register("register_rich_text_features", figures)
for one in choosers.EVERY:
    hooks.register("register_admin_viewset", lambda one=one: one)
register_snippet(Authors)
