"""Writing into a title's draft with the forms that write to the title itself: the address says ``?draft``."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect

from lanterne.catalogue import services as catalogue
from lanterne.catalogue.queries.changes import latest_change_id
from lanterne.catalogue.services import NoSuchTitle
from lanterne.core.errors import Refused
from lanterne.editorial import services
from lanterne.editorial.services import Trial
from lanterne.studio.access import View
from lanterne.studio.doors import actor
from lanterne.studio.forms import seen

_TRIAL = "lanterne.trial"


def draftable(view: View) -> View:
    """A form of a title that can as well be that of its draft: what it does is tried, taken back and kept apart."""

    @wraps(view)
    def kept(request: HttpRequest, title_id: int, **named: Any) -> HttpResponse:
        if "draft" not in request.GET:
            return view(request, title_id=title_id, **named)
        try:
            with services.trial(title_id=title_id) as tried:
                request.META[_TRIAL] = tried
                response = view(request, title_id=title_id, **named)
            if request.method == "POST" and isinstance(response, HttpResponseRedirect):
                services.save_draft(tried=tried, actor=actor(request))
                return redirect("studio:draft", title_id)
        except NoSuchTitle as missing:
            raise Http404 from missing
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("studio:draft", title_id)
        return response

    return kept


def drawn(request: HttpRequest, title_id: int) -> dict[str, Any]:
    """What a form has to know of where it writes to, and what its editor has seen of that."""
    tried: Trial | None = request.META.get(_TRIAL)
    version = tried.version if tried else latest_change_id(title_id=title_id)
    return {"seen": version, "is_draft": tried is not None}


@contextmanager
def guarded(request: HttpRequest, title_id: int) -> Iterator[None]:
    """Let nobody write over what they have not seen: of the draft, or of the title itself."""
    tried: Trial | None = request.META.get(_TRIAL)
    if tried:
        tried.check_seen(seen(request))
        yield
    else:
        with catalogue.unless_changed(title_id=title_id, since=seen(request)):
            yield
