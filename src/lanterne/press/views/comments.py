"""Comments below an article: reading, saying, changing, reporting, and stopping letters about answers.

Pages are drawn anew each time, apart from the article's own, which are kept.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from lanterne.comments import queries, services, slips, words
from lanterne.comments.queries import CommentCard, ThreadCard
from lanterne.comments.rules.keeping import VOTE_DAYS
from lanterne.comments.rules.states import Ground
from lanterne.comments.services import Words
from lanterne.core import clock
from lanterne.core.errors import Refused
from lanterne.newsroom import queries as newsroom
from lanterne.press import talking
from lanterne.press.guarding import personal
from lanterne.press.places import place

View = Any


def _drawn(view: View) -> View:
    """Never kept; a form from another site is turned away."""

    @csrf_exempt
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def guarded(request: HttpRequest, **named: Any) -> HttpResponse:
        if request.method == "POST" and not talking.is_from_here(request):
            return HttpResponse(_("This form was not sent from here."), status=403)
        response: HttpResponse = view(request, **named)
        add_never_cache_headers(response)
        return response

    return guarded


@_drawn
def comments(request: HttpRequest, market: str, language: str, slug: str) -> HttpResponse:
    thread = _thread(market, language, slug)
    with translation.override(language):
        return _say(request, thread) if request.method == "POST" else _page(request, thread)


@_drawn
def vote(request: HttpRequest, market: str, language: str, slug: str) -> HttpResponse:
    """A vote, or one that is taken back: a form with one button for each."""
    if not settings.COMMENT_VOTES or request.method != "POST":
        raise Http404
    thread = _thread(market, language, slug)
    with translation.override(language):
        if talking.is_pressed_too_often(request):
            sentence = _("That was a lot in a short time. Come back a little later.")
            return _page(request, thread, refused_vote=sentence, status=429)
        try:
            held = _voted(request, thread)
        except Refused as refusal:
            return _page(request, thread, refused_vote=str(refusal), status=422)
        response = _back(thread, _asked_again(request))
        talking.keep_ballot(response, thread, held)
        return response


def _voted(request: HttpRequest, thread: ThreadCard) -> str:
    said, ballot = request.POST, talking.ballot(request)
    if "take_back" in said:
        return services.take_back(comment_id=_number(said["take_back"]) or 0, ballot=ballot)
    return services.vote(
        key=thread.key,
        comment_id=_number(said.get("vote", "")) or 0,
        sender=talking.sender(request),
        ballot=ballot,
    )


def _asked_again(request: HttpRequest) -> str:
    """The part of the thread that the button stood in, and the comment in it."""
    said = request.POST
    comment_id = _number(said.get("take_back", said.get("vote", "")))
    asked = {name: said[name][:64] for name in ("after", "part") if name in said}
    query = f"?{urlencode(asked)}" if asked else ""
    return f"{query}#comment-{comment_id}"


def _thread(market: str, language: str, slug: str) -> ThreadCard:
    where = place(market, language)
    found = newsroom.article(
        territory=where.territory, language=where.language, slug=slug, at=clock.now()
    )
    thread = talking.thread_of(found) if found else None
    if thread is None:
        raise Http404
    return thread


def _say(request: HttpRequest, thread: ThreadCard) -> HttpResponse:
    said = request.POST
    told = Words(
        name=said.get("name", ""),
        email=said.get("email", ""),
        text=said.get("text", ""),
        parent_id=_number(said.get("to", "")),
        wants_answers="wants_answers" in said,
        honeypot=said.get("website", ""),
    )
    try:
        heard = services.say(key=thread.key, words=told, sender=talking.sender(request))
    except Refused as refusal:
        return _page(request, thread, refusal=str(refusal), status=422)
    became = "published" if heard.is_published else "waiting"
    response = HttpResponseRedirect(f"{request.path}?said={became}&mine={heard.comment_id}#said")
    response.status_code = 303
    talking.remember(response, request, heard)
    return response


def _page(
    request: HttpRequest,
    thread: ThreadCard,
    *,
    refusal: str = "",
    refused_vote: str = "",
    status: int = 200,
) -> HttpResponse:
    at = clock.now()
    after = request.POST.get("after", "") or request.GET.get("after", "")
    page = queries.thread_page(key=thread.key, after=after)
    to = _number(request.POST.get("to", "") or request.GET.get("to", ""))
    # Only so much of what was refused is shown again as could be said.
    typed = {name: value[:6000] for name, value in request.POST.items()}
    shown = {
        "thread": thread,
        "page": page,
        "is_open": thread.is_open(at),
        "answered": _answered(thread, to),
        "slip": talking.fresh_slip(request, thread.key, at=at),
        "notice": talking.notice(thread.territory),
        "refusal": refusal,
        "refused_vote": refused_vote,
        "typed": typed,
        "said": request.GET.get("said", ""),
        "mine": _number(request.GET.get("mine", "")),
        "here": talking.comments_address(thread),
        "after": after[:64],
        "takes_votes": settings.COMMENT_VOTES,
        "vote_days": VOTE_DAYS,
        "voted": slips.votes_of(talking.ballot(request)),
        "home": {"name": settings.WAGTAIL_SITE_NAME},
        "count": queries.published_count(key=thread.key),
    }
    is_part = "part" in request.GET or "part" in request.POST
    template = "press/comments_part.html" if is_part else "press/comments.html"
    return render(request, template, shown, status=status)


@_drawn
def edit(request: HttpRequest, comment_id: int) -> HttpResponse:
    slip = talking.slip_of(request, comment_id)
    held = queries.own_comment(slip=slip, at=clock.now())
    if held is None or not talking.is_read(held.thread):
        raise Http404
    refusal = ""
    with translation.override(words.spoken(held.thread.language)):
        if request.method == "POST":
            try:
                heard = services.edit(
                    slip=slip, text=request.POST.get("text", ""), sender=talking.sender(request)
                )
            except Refused as refused:
                refusal = str(refused)
            else:
                became = "published" if heard.is_published else "waiting"
                return _back(held.thread, f"?said={became}&mine={comment_id}#said")
        text = request.POST.get("text", held.text)[:6000]
        shown = {"text": text, "refusal": refusal, "thread": held.thread, **_frame()}
        return render(request, "press/comment_edit.html", shown, status=422 if refusal else 200)


@_drawn
def report(request: HttpRequest, comment_id: int) -> HttpResponse:
    card = queries.comment(comment_id=comment_id)
    thread = queries.thread(key=card.thread_key) if card and not card.is_gone else None
    if card is None or thread is None or not talking.is_read(thread):
        raise Http404
    language = words.spoken(thread.language)
    with translation.override(language):
        refusal = _reported(request, card, language) if request.method == "POST" else None
        if refusal == "":
            return _back(thread, "?said=reported#said")
        shown = {
            "card": card,
            "thread": thread,
            "grounds": [(one.value, name) for one, name in words.GROUNDS.items()],
            "slip": talking.fresh_slip(request, thread.key, at=clock.now()),
            "typed": {name: value[:1000] for name, value in request.POST.items()},
            "refusal": refusal,
            **_frame(),
        }
        return render(request, "press/comment_report.html", shown, status=422 if refusal else 200)


def _reported(request: HttpRequest, card: CommentCard, language: str) -> str:
    """The sentence of a refusal, or nothing."""
    said = request.POST
    notice = services.Notice(
        ground=next((one for one in Ground if one.value == said.get("ground")), None),
        text=said.get("text", ""),
        name=said.get("name", ""),
        email=said.get("email", ""),
        language=language,
    )
    try:
        services.report(comment_id=card.id, notice=notice, sender=talking.sender(request))
    except Refused as refusal:
        return str(refusal)
    return ""


@_drawn
@personal
def confirm(request: HttpRequest, slip: str) -> HttpResponse:
    """A link that is only opened confirms nothing: scanners of mail open links too."""
    return _by_link(request, "press/comment_confirm.html", services.confirm_address, slip)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, slip: str) -> HttpResponse:
    """One click of a letter, or one button of a mail program, which comes from nowhere and holds no token (RFC 8058)."""
    response = _by_link(request, "press/comment_stop.html", services.stop_letters, slip)
    response.headers["Referrer-Policy"] = "no-referrer"
    add_never_cache_headers(response)
    return response


def _by_link(
    request: HttpRequest, template: str, act: Callable[..., None], slip: str
) -> HttpResponse:
    """A page with one button, which does what the link of a letter is for."""
    is_pressed, refusal = request.method == "POST", ""
    if is_pressed:
        try:
            act(slip=slip)
        except Refused as refused:
            refusal = str(refused)
    shown = {"is_done": is_pressed and not refusal, "refusal": refusal, **_frame()}
    return render(request, template, shown, status=404 if refusal else 200)


def _answered(thread: ThreadCard, comment_id: int | None) -> CommentCard | None:
    card = queries.comment(comment_id=comment_id) if comment_id else None
    return card if card and card.thread_key == thread.key and not card.is_gone else None


def _back(thread: ThreadCard, query: str) -> HttpResponse:
    response = HttpResponseRedirect(f"{talking.comments_address(thread)}{query}")
    response.status_code = 303
    return response


def _frame() -> dict[str, object]:
    return {"home": {"name": settings.WAGTAIL_SITE_NAME}}


def _number(told: str) -> int | None:
    return int(told) if told.isascii() and told.isdigit() and len(told) < 19 else None
