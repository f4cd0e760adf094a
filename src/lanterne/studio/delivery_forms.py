"""What staff fill in at the deliveries desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lanterne.deliveries import queries, reasons, words
from lanterne.deliveries.rules import Asset, Role, Wanted
from lanterne.studio import choices
from lanterne.studio.choices import Choices
from lanterne.territories import queries as territories


def markets() -> Choices:
    """The open ones by their names."""
    return [
        (one.territory, territories.name(code=one.territory, language=choices.reader()))
        for one in territories.markets()
    ]


def post_houses() -> Choices:
    named = [(str(one.id), one.name) for one in queries.post_houses()]
    return choices.either(gettext("Nobody outside"), named)


def roles() -> Choices:
    named = [*words.ROLES.items(), *words.PICTURES.items()]
    return none_or([(str(code), str(name)) for code, name in named])


def none_or(named: Choices) -> Choices:
    return choices.either(gettext("None"), named)


class Day(forms.DateInput):
    """A day, with the browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class FromWhom(forms.Form):
    """By when, and from whom."""

    due_on = forms.DateField(label=_("Due"), widget=Day)
    post_house = forms.TypedChoiceField(
        label=_("Post house"), choices=post_houses, coerce=int, empty_value=None, required=False
    )

    @property
    def terms(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {"due_on": said["due_on"], "post_house_id": said["post_house"]}


class TemplateForm(FromWhom):
    """All that a title needs for some markets."""

    markets = forms.MultipleChoiceField(
        label=_("Markets"), choices=markets, widget=forms.CheckboxSelectMultiple
    )
    way = forms.ChoiceField(
        label=_("Where another language is read"),
        choices=[(Role.FULL.value, _("Subtitles")), (Role.DUB.value, _("A dub"))],
        widget=forms.RadioSelect,
    )
    field_order = ["markets", "way", "due_on", "post_house"]


class AskForm(FromWhom):
    """One asset."""

    asset = forms.ChoiceField(
        label=_("What"), choices=[(code.value, name) for code, name in words.ASSETS.items()]
    )
    role = forms.ChoiceField(label=_("Which kind"), choices=roles, required=False)
    language = forms.ChoiceField(
        label=_("Language"),
        choices=lambda: none_or(choices.languages()),
        required=False,
    )
    territory = forms.ChoiceField(
        label=_("Country"),
        choices=lambda: none_or(choices.countries()),
        required=False,
    )
    field_order = ["asset", "role", "language", "territory", "due_on", "post_house"]

    @property
    def wanted(self) -> Wanted:
        said = self.cleaned_data
        return Wanted(Asset(said["asset"]), said["language"], said["role"], said["territory"])


class TurnForm(forms.Form):
    """Which standing of a request the page showed."""

    turn = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class AgainForm(TurnForm):
    reason = forms.ChoiceField(label=_("Reason"))
    note = forms.CharField(
        label=_("Note to the post house"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, asset: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reason: Any = self.fields["reason"]
        reason.choices = [(one.code, str(one)) for one in reasons.of(asset)]


class PostHouseForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail address"))
    language = forms.ChoiceField(
        label=_("Language of its page and messages"), choices=settings.STAFF_LANGUAGES
    )
