"""The desks of the console, each with the rooms that it has so far: the menu is made from here."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lanterne.accounts.roles import Desk


@dataclass(frozen=True, slots=True)
class Room:
    """A page of the menu: the name of its address, and how it is called and drawn."""

    name: str
    label: str | Promise
    icon: str

    @property
    def address(self) -> str:
        return f"studio:{self.name}"


ROOMS: dict[Desk, tuple[Room, ...]] = {
    Desk.PUBLISH: (
        Room("titles", _("Titles"), "media"),
        Room("collections", _("Collections"), "list-ul"),
        Room("vocabulary", _("Vocabulary"), "tag"),
        Room("files", _("Import"), "upload"),
        Room("duplicates", _("Duplicates"), "copy"),
    ),
    Desk.RIGHTS: (
        Room("rights", _("Rights"), "calendar"),
        Room("licences", _("Licences"), "doc-full"),
    ),
    Desk.DELIVERIES: (
        Room("deliveries", _("Deliveries"), "download"),
        Room("jobs", _("Jobs"), "cogs"),
        Room("renewals", _("Renew"), "rotate"),
    ),
    Desk.COMMISSION: (
        Room("slate", _("Slate"), "edit"),
        Room("forecasts", _("Forecasts"), "history"),
        Room("results", _("Results"), "tasks"),
        Room("facilities", _("Facilities"), "home"),
    ),
    Desk.GROW: (
        Room("markets", _("Markets"), "globe"),
        Room("offices", _("Offices"), "group"),
        Room("competitors", _("Competitors"), "view"),
        Room("figures", _("Figures"), "table"),
        Room("law", _("Law"), "clipboard-list"),
    ),
    Desk.SPEAK: (
        Room("articles", _("Articles"), "doc-full"),
        Room("comments", _("Comments"), "comment"),
        Room("mailing", _("Mailing list"), "mail"),
        Room("press", _("Press"), "user"),
    ),
    Desk.STATEMENTS: (Room("statements", _("Statements"), "doc-full-inverse"),),
    Desk.OPERATE: (
        Room("staff", _("Staff"), "group"),
        Room("tokens", _("Tokens"), "key"),
        Room("audit", _("Audit"), "history"),
    ),
}
ICONS: dict[Desk, str] = {
    Desk.PUBLISH: "media",
    Desk.RIGHTS: "calendar",
    Desk.DELIVERIES: "download",
    Desk.COMMISSION: "edit",
    Desk.GROW: "globe",
    Desk.SPEAK: "comment",
    Desk.STATEMENTS: "doc-full-inverse",
    Desk.OPERATE: "cog",
}
