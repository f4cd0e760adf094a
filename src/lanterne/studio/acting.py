"""Pages with several forms: the one that was sent is carried out, or shown again with what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from lanterne.studio.forms import carried_out


@dataclass(frozen=True, slots=True)
class Act:
    """A form of a page, what it does, and what is said when it is done."""

    form: Callable[..., forms.Form]
    do: Callable[[Any], object]
    done: str
    # One of a line in a list has no place for what is wrong: that is said above the page.
    is_of_a_line: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """Its template, and the address that it stands at, which one is led to when something is done."""

    template: str
    name: str
    place: tuple[object, ...] = ()


def acted(
    request: HttpRequest, page: Page, acts: Mapping[str, Act], **shown: object
) -> HttpResponse:
    """The form says in ``do`` which act it is of."""
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
        return redirect(page.name, *page.place)
    if sent in acts and acts[sent].is_of_a_line:
        refused = [str(said) for told in bound[sent].errors.values() for said in told]
        messages.error(request, " ".join(refused))
        return redirect(page.name, *page.place)
    return render(request, page.template, {"forms": bound, "sent": sent, **shown})
