"""Which territories an act is bound to, told from its address and its form."""

from __future__ import annotations

from collections.abc import Collection

from django.http import Http404, HttpRequest
from django.urls import Resolver404, resolve

from lanterne.catalogue.queries.changes import change
from lanterne.commissioning.queries import territory_of_complex
from lanterne.newsroom import queries as newsroom
from lanterne.rights.queries import changes as terms
from lanterne.rights.queries import grants
from lanterne.statements import queries as statements
from lanterne.studio.bulk import act_of
from lanterne.studio.bulk_page import held
from lanterne.studio.comment_forms import chosen
from lanterne.studio.comments_page import held_comment, territories_of_comments
from lanterne.studio.draft_page import territories_of_draft
from lanterne.studio.duplicates_page import territories_of_pair
from lanterne.studio.edits import territories_of
from lanterne.studio.facilities_page import held_booking
from lanterne.studio.offices_page import held_office
from lanterne.studio.project_page import held as held_project
from lanterne.studio.windows_page import held_holdback, held_window


def in_the_form(request: HttpRequest, **_named: object) -> Collection[str]:
    """What the form says, as often as it says it; one that says nothing is refused by its own rules."""
    return request.POST.getlist("territory")


def in_the_address(_request: HttpRequest, *, territory: str, **_named: object) -> Collection[str]:
    return [territory]


def of_the_window(
    _request: HttpRequest, *, title_id: int, window_id: int, **_named: object
) -> Collection[str]:
    """Raises the console's "not found" for a window of another title."""
    return [held_window(title_id=title_id, window_id=window_id).window.territory]


def held_back(request: HttpRequest, **_named: object) -> Collection[str]:
    """A form that names no country is for every one, and nobody who is bound to some acts in the one without a name."""
    return request.POST.getlist("territory") or ([""] if request.method == "POST" else [])


def of_the_holdback(
    _request: HttpRequest, *, title_id: int, holdback_id: int, **_named: object
) -> Collection[str]:
    """Raises the console's "not found" for a holdback of another title."""
    return [held_holdback(title_id=title_id, holdback_id=holdback_id).holdback.territory]


def of_the_edit(_request: HttpRequest, *, edit_id: int, **_named: object) -> Collection[str]:
    return act_of(held(edit_id)).territories


def of_the_change(
    _request: HttpRequest, *, title_id: int, change_id: int, **_named: object
) -> Collection[str]:
    """Raises the console's "not found" for a change of another title."""
    found = change(title_id=title_id, change_id=change_id)
    if found is None:
        raise Http404
    return territories_of(edit.field for edit in found.edits)


def of_the_terms(
    _request: HttpRequest, *, title_id: int, change_id: int, **_named: object
) -> Collection[str]:
    """Raises the console's "not found" for a change of another title's windows."""
    found = terms.of_title(title_id=title_id, change_id=change_id)
    if found is None:
        raise Http404
    return found.territories


def of_the_licensor(request: HttpRequest, **_named: object) -> Collection[str]:
    """Wherever the licensor that a form names has granted something."""
    told = request.POST.get("licensor", "")
    is_number = told.isascii() and told.isdigit() and len(told) < 10
    return grants.territories(licensor_id=int(told)) if is_number else ()


def of_the_statement(
    _request: HttpRequest, *, statement_id: int, **_named: object
) -> Collection[str]:
    return statements.territories_of(statement_id=statement_id)


def of_the_licence(_request: HttpRequest, *, licence_id: int, **_named: object) -> Collection[str]:
    return grants.territories_of_licence(licence_id=licence_id)


def of_the_pair(_request: HttpRequest, *, other_id: int, **_named: object) -> Collection[str]:
    return territories_of_pair(other_id=other_id)


def of_the_draft(_request: HttpRequest, *, title_id: int, **_named: object) -> Collection[str]:
    return territories_of_draft(title_id=title_id)


def of_the_project(_request: HttpRequest, *, project_id: int, **_named: object) -> Collection[str]:
    return [held_project(project_id).territory]


def of_the_changed(request: HttpRequest, *, project_id: int, **named: object) -> Collection[str]:
    """Where a project is commissioned, and where the form would have it."""
    held_there = of_the_project(request, project_id=project_id, **named)
    return [*held_there, *in_the_form(request)]


def of_the_office(_request: HttpRequest, *, office_id: int, **_named: object) -> Collection[str]:
    return [held_office(office_id).territory]


def of_the_office_said_anew(
    request: HttpRequest, *, office_id: int, **named: object
) -> Collection[str]:
    """Where an office is, and where the form would have it."""
    return [*of_the_office(request, office_id=office_id, **named), *in_the_form(request)]


def of_the_booking(_request: HttpRequest, *, booking_id: int, **_named: object) -> Collection[str]:
    return [held_booking(booking_id).territory]


def of_the_complex(request: HttpRequest, **_named: object) -> Collection[str]:
    """Where a new complex is to be, or where the one is whose room is added; the form refuses one that is none."""
    told = request.POST.get("complex_id", "")
    held = (
        territory_of_complex(complex_id=int(told)) if told.isdecimal() and len(told) < 19 else None
    )
    return [*in_the_form(request), *([held] if held else [])]


def of_the_booked(request: HttpRequest, **_named: object) -> Collection[str]:
    """The country of the project that the form names; the form itself refuses one that is none."""
    told = request.POST.get("project", "")
    return [held_project(int(told)).territory] if told.isdecimal() and len(told) < 19 else ()


def of_the_comment(_request: HttpRequest, *, comment_id: int, **_named: object) -> Collection[str]:
    """Of its page; one of no market is nobody's who is bound to some. Raises the console's "not found"."""
    return [held_comment(comment_id).thread.territory]


def of_the_comments(request: HttpRequest, **_named: object) -> Collection[str]:
    """Of each page that the chosen comments stand below."""
    return territories_of_comments(chosen(request))


def of_the_article(_request: HttpRequest, *, article_id: int, **_named: object) -> Collection[str]:
    return _market(article_id)


# How Wagtail's addresses call the pages that an act is about.
_PAGES = ("page_id", "parent_page_id", "page_to_move_id", "destination_id")


def of_the_page(request: HttpRequest, *, room: str, **_named: object) -> Collection[str]:
    """Of the newsrooms that the pages of an act stand in; what is about no page is bound to no market."""
    try:
        named = resolve(f"/{room}", "wagtail.admin.urls").kwargs
    except Resolver404:
        return ()
    told = {named.get(name) for name in _PAGES}
    # Pages are compared under this name, and copied to where the form says.
    told |= {named.get("pk") if room.startswith("pages/") else None}
    told |= {request.POST.get("new_parent_page") or None}
    numbers = [int(one) for one in map(str, told - {None}) if one.isdecimal() and len(one) < 19]
    return [market for number in numbers for market in _market(number)]


def _market(page_id: int) -> Collection[str]:
    """A newsroom for the whole world is nobody's who is bound to some markets."""
    territory = newsroom.market_of_page(page_id)
    return () if territory is None else [territory]
