"""What Wagtail's frame takes from us: our look, and a menu of our rooms instead of its own."""

from __future__ import annotations

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.search import SearchArea

# Pages, pictures and documents of Wagtail's own come with the newsroom; until then they lead nowhere.
UNUSED = {"explorer", "images", "documents", "reports", "help", "snippets"}
UNUSED_SETTINGS = {"sites", "collections", "workflows", "workflow-tasks"}


def look() -> SafeString:
    return format_html(
        '<link rel="stylesheet" href="{}"><link rel="stylesheet" href="{}">'
        '<link rel="stylesheet" href="{}">',
        static("ui/tokens.css"),
        static("studio/frame.css"),
        static("studio/studio.css"),
    )


def theme() -> SafeString:
    return format_html('<script src="{}"></script>', static("studio/theme.js"))


def rooms(_request: HttpRequest, items: list[MenuItem]) -> None:
    items[:] = [item for item in items if item.name not in UNUSED]


def settings(_request: HttpRequest, items: list[MenuItem]) -> None:
    """Staff and their groups stay; sites and workflows are for the pages that we do not have."""
    items[:] = [item for item in items if item.name not in UNUSED_SETTINGS]


def start() -> MenuItem:
    return MenuItem(
        _("To decide"), reverse_lazy("studio:start"), name="start", icon_name="tasks", order=10
    )


def titles() -> MenuItem:
    return MenuItem(
        _("Titles"), reverse_lazy("studio:titles"), name="titles", icon_name="media", order=20
    )


def jobs() -> MenuItem:
    return MenuItem(_("Jobs"), reverse_lazy("studio:jobs"), name="jobs", icon_name="cogs", order=30)


def renewals() -> MenuItem:
    return MenuItem(
        _("Renew"), reverse_lazy("studio:renewals"), name="renewals", icon_name="rotate", order=35
    )


def deliveries() -> MenuItem:
    return MenuItem(
        _("Deliveries"),
        reverse_lazy("studio:deliveries"),
        name="deliveries",
        icon_name="download",
        order=25,
    )


def vocabulary() -> MenuItem:
    return MenuItem(
        _("Vocabulary"),
        reverse_lazy("studio:vocabulary"),
        name="vocabulary",
        icon_name="tag",
        order=25,
    )


def collections() -> MenuItem:
    return MenuItem(
        _("Collections"),
        reverse_lazy("studio:collections"),
        name="gathered",
        icon_name="list-ul",
        order=22,
    )


def audit() -> MenuItem:
    return MenuItem(
        _("Audit"), reverse_lazy("studio:audit"), name="audit", icon_name="history", order=40
    )


def search() -> SearchArea:
    return SearchArea(_("Titles"), reverse_lazy("studio:titles"), name="studio-titles", order=1)


def areas(_request: HttpRequest, found: list[SearchArea]) -> None:
    """The field in the frame looks for titles, and for nothing that we do not keep."""
    found[:] = [area for area in found if area.name == "studio-titles"]


hooks.register("insert_global_admin_css", look)
hooks.register("insert_global_admin_js", theme)
hooks.register("construct_main_menu", rooms)
hooks.register("construct_settings_menu", settings)
hooks.register("register_admin_search_area", search)
hooks.register("construct_search", areas)
for item in (start, titles, collections, vocabulary, deliveries, jobs, renewals, audit):
    hooks.register("register_admin_menu_item", item)
