"""The page of a post house: what it owes, what it sent, a place to send it, and a word with the distributor."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lanterne.assets import tus
from lanterne.core import clock
from lanterne.core.errors import Refused
from lanterne.deliveries import services
from lanterne.deliveries.guards import may_say, with_link
from lanterne.deliveries.guest_page import guest_page
from lanterne.deliveries.queries import Guest


class UploadForm(forms.Form):
    upload = forms.UUIDField()


@require_safe
@with_link
def door(request: HttpRequest, guest: Guest, *, token: str) -> HttpResponse:
    page = guest_page(guest=guest, at=clock.now())
    return render(request, "deliveries/door.html", {"page": page, "token": token})


@require_POST
@with_link
def say(request: HttpRequest, guest: Guest, *, token: str, request_id: int) -> HttpResponse:
    if not may_say(request, guest):
        return render(request, "deliveries/slower.html", status=429)
    try:
        services.say_as_guest(
            request_id=request_id, house=guest.house, text=request.POST.get("text", "")
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("deliveries:door", token)


@tus.protocol
@with_link
def uploads(request: HttpRequest, guest: Guest, *, token: str, request_id: int) -> HttpResponse:
    """Begin a file for one request."""

    def begin(name: str, length: int) -> UUID:
        return services.begin_delivery(
            request_id=request_id, house=guest.house, file_name=name, length=length
        )

    return tus.began(request, begin, lambda one: reverse("deliveries:upload", args=[token, one]))


@tus.protocol
@with_link
def upload(request: HttpRequest, guest: Guest, *, token: str, upload_id: UUID) -> HttpResponse:
    """How far a file is, more of it, or no more of it; another sender's does not exist here."""
    services.check_upload(upload_id=upload_id, house=guest.house)
    return tus.went_on(request, upload_id, guest.house.actor)


@require_POST
@with_link
def drop(request: HttpRequest, guest: Guest, *, token: str, upload_id: UUID) -> HttpResponse:
    """Give up a file that has begun; another sender's does not exist here."""
    try:
        services.drop_upload(upload_id=upload_id, house=guest.house)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("deliveries:door", token)


@require_POST
@with_link
def done(request: HttpRequest, guest: Guest, *, token: str, request_id: int) -> HttpResponse:
    """All of a file has arrived: it is the answer to a request, or the sentence says why it cannot be."""
    form = UploadForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"sentence": _("There is no such upload.")}, status=404)
    try:
        services.deliver(
            request_id=request_id, upload_id=form.cleaned_data["upload"], house=guest.house
        )
    except Refused as refusal:
        return JsonResponse({"reason": refusal.code, "sentence": str(refusal)}, status=409)
    return JsonResponse({"page": reverse("deliveries:door", args=[token])}, status=201)
