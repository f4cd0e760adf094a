"""Post houses and the links that let them in."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lanterne.core import clock
from lanterne.deliveries import queries
from lanterne.deliveries import services as deliveries
from lanterne.deliveries.queries import PostHouseCard
from lanterne.studio.answers import answered
from lanterne.studio.delivery_forms import PostHouseForm
from lanterne.studio.doors import actor
from lanterne.studio.forms import carried_out, posted
from lanterne.studio.post_house_page import post_house_page


def post_houses(request: HttpRequest) -> HttpResponse:
    form = PostHouseForm(posted(request))
    made: list[int] = []

    def add() -> None:
        made.append(deliveries.add_post_house(actor=actor(request), **form.cleaned_data))

    if carried_out(request, form, add):
        return redirect("studio:post_house", made[0])
    houses = queries.post_houses()
    return render(request, "studio/post_houses.html", {"houses": houses, "form": form})


def post_house(request: HttpRequest, post_house_id: int) -> HttpResponse:
    house = _house(post_house_id)
    first = {"name": house.name, "email": house.email, "language": house.language}
    form = PostHouseForm(posted(request), initial=first)

    def change() -> None:
        deliveries.change_post_house(
            post_house_id=post_house_id, actor=actor(request), **form.cleaned_data
        )

    if carried_out(request, form, change):
        messages.success(request, _("The post house is saved."))
        return redirect("studio:post_house", post_house_id)
    return _shown(request, house, form)


@require_POST
def make_link(request: HttpRequest, post_house_id: int) -> HttpResponse:
    """Show a new link, this once."""
    house = _house(post_house_id)
    link = deliveries.make_link(post_house_id=post_house_id, actor=actor(request))
    return _shown(request, house, PostHouseForm(), link)


@require_POST
def send_link(request: HttpRequest, post_house_id: int) -> HttpResponse:
    house = _house(post_house_id)

    def send() -> None:
        deliveries.send_link(post_house_id=post_house_id, actor=actor(request))

    done = _("A message with a new link is on its way to %s.") % house.email
    return answered(request, send, done, "studio:post_house", post_house_id)


@require_POST
def revoke_link(request: HttpRequest, post_house_id: int, link_id: int) -> HttpResponse:
    def revoke() -> None:
        deliveries.revoke_link(link_id=link_id, post_house_id=post_house_id, actor=actor(request))

    _house(post_house_id)
    done = _("The link is revoked: it lets nobody in any more.")
    return answered(request, revoke, done, "studio:post_house", post_house_id)


def _house(post_house_id: int) -> PostHouseCard:
    house = queries.post_house(post_house_id=post_house_id)
    if house is None:
        raise Http404
    return house


def _shown(
    request: HttpRequest, house: PostHouseCard, form: PostHouseForm, link: str = ""
) -> HttpResponse:
    page = post_house_page(house=house, at=clock.now())
    if not form.is_bound:
        form.initial = {"name": house.name, "email": house.email, "language": house.language}
    return render(request, "studio/post_house.html", {"page": page, "form": form, "link": link})
