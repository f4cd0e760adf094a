"""What Wagtail's frame takes from us: our look, and a menu of our rooms instead of its own."""

from __future__ import annotations

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse, reverse_lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.admin.search import SearchArea

from lanterne.accounts.permits import DESK_NAMES
from lanterne.accounts.roles import Desk
from lanterne.accounts.staff import standing
from lanterne.studio.access import may_open
from lanterne.studio.desks import ICONS, ROOMS, Room

# Pages, pictures and documents of Wagtail's own come with the newsroom; until then they lead nowhere.
UNUSED = {"explorer", "images", "documents", "reports", "help", "snippets", "settings"}


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


def start() -> MenuItem:
    return MenuItem(
        _("To decide"), reverse_lazy("studio:start"), name="start", icon_name="tasks", order=10
    )


def desks(request: HttpRequest, items: list[MenuItem]) -> None:
    """The desks with the rooms that this reader may open; one of a single room is that room, which saves a click."""
    who = standing(request.user)
    for order, (desk, rooms) in enumerate(ROOMS.items(), start=20):
        shown = [_item(room, order) for room in rooms if may_open(who, room.address)]
        items += shown if len(shown) < 2 else [_desk(desk, shown, order)]


def _item(room: Room, order: int) -> MenuItem:
    address = reverse_lazy(room.address)
    return MenuItem(room.label, address, name=room.name, icon_name=room.icon, order=order)


def _desk(desk: Desk, rooms: list[MenuItem], order: int) -> MenuItem:
    return SubmenuMenuItem(
        DESK_NAMES[desk],
        Menu(items=rooms),
        name=desk.value,
        icon_name=ICONS[desk],
        order=order,
    )


def search() -> SearchArea:
    return SearchArea(_("Titles"), reverse("studio:titles"), name="studio-titles", order=1)


def areas(_request: HttpRequest, found: list[SearchArea]) -> None:
    """The field in the frame looks for titles, and for nothing that we do not keep."""
    found[:] = [area for area in found if area.name == "studio-titles"]


hooks.register("insert_global_admin_css", look)
hooks.register("insert_global_admin_js", theme)
hooks.register("construct_main_menu", rooms)
hooks.register("construct_main_menu", desks)
hooks.register("register_admin_search_area", search)
hooks.register("construct_search", areas)
hooks.register("register_admin_menu_item", start)
