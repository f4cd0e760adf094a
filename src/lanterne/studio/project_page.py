"""What each tab of a project shows, and the forms by which its pages change something."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from lanterne.commissioning import queries
from lanterne.commissioning.queries import ProjectCard
from lanterne.commissioning.rules.stages import WAY, Stage
from lanterne.studio.forms import carried_out


@dataclass(frozen=True, slots=True)
class Mark:
    """A stage of the way, and where the project is of it."""

    stage: Stage
    mark: str
    on: object
    planned: object


@dataclass(frozen=True, slots=True)
class Act:
    """A form of a page, what it does, and what is said when it is done."""

    form: Callable[..., forms.Form]
    do: Callable[[Any], object]
    done: str
    # One of a line in a list has no place for what is wrong: that is said above the page.
    is_of_a_line: bool = False


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
    """A tab with its forms; the one that was sent is carried out, or shown again with what is wrong."""
    sent = request.POST.get("do", "") if request.method == "POST" else ""
    bound = {
        do: act.form(
            request.POST if do == sent else None,
            request.FILES if do == sent else None,
            auto_id=f"{do}_%s",
        )
        for do, act in acts.items()
    }
    if sent in acts and carried_out(request, bound[sent], lambda: acts[sent].do(bound[sent])):
        messages.success(request, acts[sent].done)
        return redirect(f"studio:{name}", card.id)
    if sent in acts and acts[sent].is_of_a_line:
        refused = [str(said) for told in bound[sent].errors.values() for said in told]
        messages.error(request, " ".join(refused))
        return redirect(f"studio:{name}", card.id)
    page = {"card": card, "forms": bound, "sent": sent, **shown}
    return render(request, f"studio/{name}.html", page)
