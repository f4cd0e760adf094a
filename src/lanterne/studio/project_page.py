"""What each tab of a project shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse

from lanterne.commissioning import queries
from lanterne.commissioning.queries import ProjectCard
from lanterne.commissioning.rules.stages import WAY, Stage
from lanterne.studio.acting import Act, Page, acted


@dataclass(frozen=True, slots=True)
class Mark:
    """A stage of the way, and where the project is of it."""

    stage: Stage
    mark: str
    on: object
    planned: object


def held(project_id: int) -> ProjectCard:
    """The project, or the console's "not found"."""
    found = queries.project(project_id=project_id)
    if found is None:
        raise Http404
    return found


def way(card: ProjectCard) -> tuple[Mark, ...]:
    """The stages in their order with the days on which they were reached or are planned."""
    reached = {move.stage: move.on for move in card.moves}
    at = WAY.index(card.stage) if card.stage in WAY else -1
    return tuple(
        Mark(
            stage,
            "now" if stage is card.stage else "over" if number < at else "ahead",
            reached.get(stage) if number <= at else None,
            card.plans.get(stage),
        )
        for number, stage in enumerate(WAY)
        if number <= at or stage not in {Stage.RENEWED, Stage.ENDED, Stage.CANCELLED}
    )


def tab(
    request: HttpRequest, card: ProjectCard, name: str, acts: Mapping[str, Act], **shown: object
) -> HttpResponse:
    page = Page(f"studio/{name}.html", f"studio:{name}", (card.id,))
    return acted(request, page, acts, card=card, **shown)
