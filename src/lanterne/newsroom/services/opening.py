"""Opening the newsroom of a market in a language, and the door to it for those who write."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Locale, Page

from lanterne.accounts import sign_in
from lanterne.accounts.roles import Desk, Level, Role, who_may
from lanterne.core import audit
from lanterne.core.errors import Refused
from lanterne.newsroom.models import Newsroom
from lanterne.newsroom.rules import place_of
from lanterne.territories import queries as territories

# What who writes may do, by table.
_WITH_PAGES = ("wagtailcore", "page", ("add", "change", "publish", "lock", "unlock"))
# Wagtail asks for those of its own table, whichever model takes its place.
_WITH_PICTURES = ("wagtailimages", "image", ("add", "change", "choose"))
_WITH_AUTHORS = ("newsroom", "author", ("add", "change", "view"))
_WITH_LANGUAGES = ("simple_translation", "simpletranslation", ("submit_translation",))


class MarketUnknown(Refused):
    pass


class LanguageUnknown(Refused):
    pass


@transaction.atomic
def open_newsroom(*, territory: str, language: str, name: str, intro: str = "", actor: str) -> int:
    """The page's id; one that is open already stays as it is. No territory means the whole world.

    Refuses MarketUnknown and LanguageUnknown.
    """
    if territory and not territories.exists(territory):
        raise MarketUnknown(_("“%(code)s” is not a country code such as FR.") % {"code": territory})
    if language not in dict(settings.LANGUAGES):
        raise LanguageUnknown(_("No page is written in “%(code)s”.") % {"code": language})
    locale, _made = Locale.objects.get_or_create(language_code=language)
    held = Newsroom.objects.filter(territory=territory)
    own = held.filter(locale=locale).first()
    if own is not None and own.live:
        return int(own.pk)
    # The editor's *Translate* leaves one that nobody reads and where nobody may write.
    page = own or _made_page(held.first(), locale, territory, language)
    page.title, page.intro = name, intro
    page.slug = f"{place_of(territory)}-{language}"
    page.live = True
    page.save()
    _let_in(page)
    audit.record(
        actor=actor,
        action="newsroom.open_newsroom",
        subject=f"newsroom:{page.pk}",
        detail={"territory": territory, "language": language},
    )
    return int(page.pk)


def _made_page(kin: Newsroom | None, locale: Locale, territory: str, language: str) -> Newsroom:
    """A translation of the market's newsroom where it has one, so that articles can follow."""
    if kin is not None:
        page: Newsroom = kin.copy_for_translation(locale)
        return page
    page = Newsroom(
        title=place_of(territory),
        slug=f"{place_of(territory)}-{language}",
        locale=locale,
        territory=territory,
    )
    (Page.get_first_root_node() or _root()).add_child(instance=page)
    return page


def _root() -> Page:
    """What all pages stand below; there from the first migration on, but for who emptied the tables since."""
    spoken, _made = Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    root: Page = Page.add_root(title="Root", slug="root", locale=spoken)
    return root


def _collection() -> Collection:
    return Collection.get_first_root_node() or Collection.add_root(name="Root")


def _let_in(page: Newsroom) -> None:
    """The roles that speak may write there, by the table of roles; owners may everything."""
    for role in who_may(Desk.SPEAK, Level.CHANGE):
        if role is Role.OWNER:
            continue
        group = sign_in.group_of(role)
        for permission in _permissions(*_WITH_PAGES):
            GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)
        for permission in _permissions(*_WITH_PICTURES):
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=_collection(), permission=permission
            )
        group.permissions.add(*_permissions(*_WITH_AUTHORS), *_permissions(*_WITH_LANGUAGES))


def _permissions(app: str, model: str, acts: tuple[str, ...]) -> Iterator[Permission]:
    """Made where they are not yet, as the one that opens the console is."""
    kind, _made = ContentType.objects.get_or_create(app_label=app, model=model)
    for act in acts:
        codename = act if "_" in act else f"{act}_{model}"
        permission, _made = Permission.objects.get_or_create(
            content_type=kind, codename=codename, defaults={"name": codename.replace("_", " ")}
        )
        yield permission
