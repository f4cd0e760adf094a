"""What moderators fill in, and what the buttons of the queue say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from lanterne.comments import words
from lanterne.comments.rules.states import Ground, State
from lanterne.comments.services import Decision

VERBS = {
    "publish": State.PUBLISHED,
    "hold": State.HELD,
    "spam": State.SPAM,
    "remove": State.REMOVED,
}
# A page shows thirty; whoever sends more did not send our form.
MOST_AT_ONCE = 100
GROUNDS = [(one.value, name) for one, name in words.GROUNDS.items()]


class DecideForm(forms.Form):
    ground = forms.ChoiceField(
        label=_("Ground"), choices=[("", _("none")), *GROUNDS], required=False
    )
    note = forms.CharField(label=_("Note, which its author reads"), max_length=4000, required=False)


class RemoveForm(forms.Form):
    ground = forms.ChoiceField(label=_("Ground"), choices=GROUNDS)
    note = forms.CharField(
        label=_("Note"),
        max_length=4000,
        required=False,
        help_text=_("Its author is told the ground and this, by letter."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AnswerForm(forms.Form):
    name = forms.CharField(label=_("Name that everybody sees"), max_length=60)
    text = forms.CharField(label=_("Answer"), widget=forms.Textarea(attrs={"rows": 4}))


class DismissForm(forms.Form):
    pass


class WatchForm(forms.Form):
    word = forms.CharField(
        label=_("Word or words"),
        max_length=200,
        help_text=_("Case, accents and hidden signs do not matter; a star at the end stands for any ending."),
    )  # fmt: skip
    act = forms.ChoiceField(
        label=_("A comment with it"),
        choices=[(one.value, name) for one, name in words.ACTS.items()],
    )


class UnwatchForm(forms.Form):
    word = forms.IntegerField(min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a button of the queue asks for: of one line, or of all that are chosen."""

    decision: Decision
    comment_ids: tuple[int, ...]
    seen: Mapping[int, State]


def wish(said: QueryDict) -> Wish | None:
    """``do`` is a verb, or a verb and the number of a line: "publish", "spam:12"; None where it makes no sense."""
    verb, _colon, number = said.get("do", "").partition(":")
    state = VERBS.get(verb)
    if state is None:
        return None
    ids = numbers([number] if number else said.getlist("comment"))
    ground, note = said.get("ground", ""), said.get("note", "")
    is_removal = state is State.REMOVED
    decision = Decision(
        state,
        Ground(ground) if is_removal and ground in {one.value for one in Ground} else None,
        note if is_removal else "",
    )
    return Wish(decision, ids, seen_states(said, ids))


def chosen(request: HttpRequest) -> tuple[int, ...]:
    """The comments that a form of the queue is about."""
    found = wish(request.POST)
    return found.comment_ids if found else ()


def seen_states(said: QueryDict, ids: tuple[int, ...]) -> dict[int, State]:
    told = {one: said.get(f"seen-{one}", "") for one in ids}
    return {one: state for one, word in told.items() if (state := state_of(word))}


def state_of(word: str) -> State | None:
    """What a form had seen; none where it does not say so in words of ours."""
    return next((one for one in State if one.value == word), None)


def numbers(said: list[str]) -> tuple[int, ...]:
    sound = (
        one for one in said[:MOST_AT_ONCE] if one.isascii() and one.isdigit() and len(one) < 19
    )
    return tuple(dict.fromkeys(int(one) for one in sound))
