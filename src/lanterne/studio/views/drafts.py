"""A title's draft: seen, published at once or at an instant, kept, given up."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lanterne.editorial import services
from lanterne.studio import choices
from lanterne.studio.answers import answered
from lanterne.studio.doors import actor
from lanterne.studio.draft_forms import PreviewForm, ScheduleForm
from lanterne.studio.draft_page import draft_page


@require_safe
def draft(request: HttpRequest, title_id: int) -> HttpResponse:
    preview = PreviewForm(request.GET or None)
    language, territory = preview.asked(choices.reader())
    shown = draft_page(title_id=title_id, language=language, territory=territory)
    page = {"shown": shown, "head": shown.head, "form": ScheduleForm(), "preview": preview}
    return render(request, "studio/draft.html", page)


@require_POST
def publish(request: HttpRequest, title_id: int) -> HttpResponse:
    def act() -> None:
        services.publish_draft(title_id=title_id, actor=actor(request))

    done = _("The draft is published. Its change can be taken back here.")
    return answered(request, act, done, "studio:history", title_id)


@require_POST
def schedule(request: HttpRequest, title_id: int) -> HttpResponse:
    form = ScheduleForm(request.POST)

    def act() -> None:
        services.schedule_draft(title_id=title_id, actor=actor(request), **form.told())

    done = _("The draft takes its place at that moment, without anybody’s hand.")
    return answered(request, act, done, "studio:draft", title_id)


@require_POST
def unschedule(request: HttpRequest, title_id: int) -> HttpResponse:
    def act() -> None:
        services.unschedule_draft(title_id=title_id, actor=actor(request))

    return answered(
        request, act, _("The draft waits for somebody again."), "studio:draft", title_id
    )


@require_POST
def keep(request: HttpRequest, title_id: int) -> HttpResponse:
    def act() -> None:
        services.keep_draft(title_id=title_id, actor=actor(request))

    return answered(request, act, _("The draft stands as it is."), "studio:draft", title_id)


@require_POST
def discard(request: HttpRequest, title_id: int) -> HttpResponse:
    def act() -> None:
        services.discard_draft(title_id=title_id, actor=actor(request))

    return answered(request, act, _("The draft is given up."), "studio:draft", title_id)
