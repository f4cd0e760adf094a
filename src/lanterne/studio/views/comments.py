"""The queue of comments, one comment, and the words that are watched."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from lanterne.comments import services
from lanterne.comments.rules.states import Ground, State
from lanterne.comments.rules.words import Act as WatchAct
from lanterne.comments.services import Decision, Done
from lanterne.studio.acting import Act, Page, acted
from lanterne.studio.comment_filters import comments_asked
from lanterne.studio.comment_forms import (
    AnswerForm,
    DecideForm,
    DismissForm,
    RemoveForm,
    UnwatchForm,
    WatchForm,
    state_of,
    wish,
)
from lanterne.studio.comments_page import comment_page, queue_page, watched_words
from lanterne.studio.doors import actor


def comments(request: HttpRequest) -> HttpResponse:
    asked = comments_asked(request)
    shown = queue_page(wanted=asked.wanted, place=asked.place)
    page = {"shown": shown, "asked": asked, "form": DecideForm()}
    return render(request, "studio/comments.html", page)


@require_POST
def decide(request: HttpRequest) -> HttpResponse:
    """One of the list, or all that are chosen; each that cannot be decided says why."""
    asked = wish(request.POST)
    if asked is None or not asked.comment_ids:
        messages.error(request, _("Choose at least one comment."))
    else:
        try:
            done = services.decide_all(
                comment_ids=asked.comment_ids,
                decision=asked.decision,
                seen=asked.seen,
                actor=actor(request),
            )
        except services.GroundMissing as refusal:
            messages.error(request, str(refusal))
        else:
            _tell(request, done)
    # What leads back is a query of ours, whatever it says.
    return redirect(f"{reverse('studio:comments')}?{request.POST.get('back', '')[:1000]}")


def comment(request: HttpRequest, comment_id: int) -> HttpResponse:
    def remove(form: RemoveForm) -> None:
        told = form.cleaned_data
        services.decide(
            comment_id=comment_id,
            decision=Decision(State.REMOVED, Ground(told["ground"]), told["note"]),
            seen=state_of(request.POST.get("seen", "")),
            actor=who,
        )

    def answer(form: AnswerForm) -> None:
        services.answer_as_staff(comment_id=comment_id, **form.cleaned_data, actor=who)

    who, shown = actor(request), comment_page(comment_id=comment_id)
    acts = {
        "remove": Act(RemoveForm, remove, _("It is removed, and its author is told why.")),
        "answer": Act(AnswerForm, answer, _("The answer is published.")),
        "dismiss": Act(
            DismissForm,
            lambda _form: services.dismiss_reports(comment_id=comment_id, actor=who),
            _("The reports are settled: the comment stays."),
        ),
    }
    page = Page("studio/comment.html", "studio:comment", (comment_id,))
    return acted(request, page, acts, shown=shown)


def words(request: HttpRequest) -> HttpResponse:
    who = actor(request)

    def watch(form: WatchForm) -> None:
        told = form.cleaned_data
        services.watch_word(word=told["word"], act=WatchAct(told["act"]), actor=who)

    acts = {
        "watch": Act(WatchForm, watch, _("The word is watched.")),
        "unwatch": Act(
            UnwatchForm,
            lambda form: services.unwatch_word(word_id=form.cleaned_data["word"], actor=who),
            _("The word is watched no more."),
            is_of_a_line=True,
        ),
    }
    page = Page("studio/watched_words.html", "studio:watched_words")
    return acted(request, page, acts, lines=watched_words())


def _tell(request: HttpRequest, done: Done) -> None:
    if done.decided:
        said = ngettext("%(count)d comment decided.", "%(count)d comments decided.", done.decided)
        messages.success(request, said % {"count": done.decided})
    for sentence in dict.fromkeys(sentence for _id, sentence in done.refused):
        messages.error(request, sentence)
