"""What there is to watch, for the profile that is watching."""

from __future__ import annotations

from typing import Annotated

from django.http import Http404, HttpRequest
from ninja import Query, Router

from lanterne.api import callers, schemas, titles
from lanterne.discovery import queries as discovery
from lanterne.discovery.queries.gathered import Gathered
from lanterne.discovery.rules import Home

router = Router(tags=["browsing"])
_NO = {403: schemas.Refusal}


@router.get("/home", response={200: schemas.Home, **_NO}, url_name="home")
def home(request: HttpRequest) -> Home:
    """The home page: a hero and rows, each with why it is there."""
    viewer = callers.member(request)
    return discovery.home(
        household_id=viewer.household.id,
        profile=viewer.profile,
        territory=viewer.territory,
        at=viewer.at,
    )


@router.get("/search", response={200: schemas.Found, **_NO}, url_name="search")
def search(
    request: HttpRequest,
    q: Annotated[str, Query(min_length=1, max_length=100, examples=["bunny"])],
) -> dict[str, object]:
    """Titles by name in any language, by person and by genre; accents and case do not matter."""
    viewer = callers.member(request)
    return {
        "results": discovery.search(
            profile=viewer.profile,
            territory=viewer.territory,
            at=viewer.at,
            text=q,
            language=viewer.profile.language,
        )
    }


@router.get(
    "/titles/{slug}",
    response={200: schemas.TitlePage, 404: schemas.Refusal, **_NO},
    url_name="title",
)
def title(request: HttpRequest, slug: str) -> titles.Shown:
    """One title with its seasons and when it may be watched here."""
    found = titles.found(viewer=callers.member(request), slug=slug)
    if found is None:
        raise Http404
    return found


@router.get(
    "/collections/{slug}",
    response={200: schemas.Gathered, 404: schemas.Refusal, **_NO},
    url_name="collection",
)
def collection(request: HttpRequest, slug: str) -> Gathered:
    """A collection, with those of its titles that may be watched here, in its order."""
    viewer = callers.member(request)
    found = discovery.collection(
        profile=viewer.profile, territory=viewer.household.territory, at=viewer.at, slug=slug
    )
    if found is None:
        raise Http404
    return found
