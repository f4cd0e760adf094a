"""What staff fill in about offices."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from lanterne.commissioning import queries as slate
from lanterne.facts import written
from lanterne.facts.rules import Day as Told
from lanterne.growth import queries, words
from lanterne.growth.drafts import EventDraft, HeadsDraft, OfficeDraft, PostDraft
from lanterne.growth.queries import OfficeCard, PostCard
from lanterne.growth.rules.offices import Happening
from lanterne.growth.services import MOST_HEADS
from lanterne.studio import choices
from lanterne.studio.choices import Choices
from lanterne.studio.delivery_forms import Day
from lanterne.studio.forms import ChosenFirst
from lanterne.studio.slate_forms import named


def services() -> Choices:
    return [(one.key, one.name) for one in queries.services()]


def projects() -> Choices:
    return [(one.key, one.name) for one in slate.projects(slate.Wanted())]


def claims(card: OfficeCard) -> Choices:
    """What sources say of a day of the office."""
    reader = choices.reader()
    told = [one for one in card.told if isinstance(one.claim.value, Told)]
    named = [
        (one.key, f"{one.measure.name}: {written.value(one.claim.value, language=reader)}")
        for one in told
    ]
    return choices.either(gettext("None"), named)


class OfficeForm(forms.Form):
    service = forms.ChoiceField(
        label=_("Service"),
        choices=services,
        help_text=_("Services are put on record under Competitors, ours as well."),
    )
    name = forms.CharField(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(
        label=pgettext_lazy("office", "Kind"), choices=lambda: named(words.OFFICES)
    )
    territory = forms.ChoiceField(label=_("Country"), choices=choices.countries)
    city = forms.CharField(label=_("City"), max_length=120)

    def draft(self, key: str = "") -> OfficeDraft:
        return OfficeDraft(key=key, **self.cleaned_data)


class OpeningForm(forms.Form):
    """``kind`` is what became of the office; its day may be said by a claim instead."""

    kind = Happening.OPENED
    on = forms.CharField(
        label=_("Day"),
        max_length=10,
        required=False,
        help_text=_("As precisely as it is known: 2015, 2015-09 or 2015-09-28."),
    )
    claim = forms.ChoiceField(
        label=_("Or as a source says it"),
        required=False,
        help_text=_("Then the figure that pages show is the day, also when it is corrected."),
    )

    def __init__(self, *args: Any, office: OfficeCard, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.office = office
        field: Any = self.fields["claim"]
        field.choices = claims(office)

    def draft(self) -> EventDraft:
        return EventDraft(self.office.key, self.kind.value, **self.cleaned_data)


class ClosingForm(OpeningForm):
    kind = Happening.CLOSED
    reason = forms.CharField(
        label=_("Why"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )


class LeavingForm(ClosingForm):
    kind = Happening.MOVED
    to = forms.ChoiceField(label=_("To which office"))
    field_order = ["to"]

    def __init__(self, *args: Any, others: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["to"]
        field.choices = others


class HeadsForm(forms.Form):
    as_of = forms.DateField(label=_("As of"), widget=Day)
    count = forms.IntegerField(label=_("How many people"), min_value=0, max_value=MOST_HEADS)
    function = forms.CharField(
        label=_("Function"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"list": "functions"}),
        help_text=_("Left empty, everybody who works there."),
    )

    def draft(self, office: str) -> HeadsDraft:
        return HeadsDraft(office=office, **self.cleaned_data)


class PostForm(forms.Form):
    function = forms.CharField(
        label=_("Function"),
        max_length=80,
        widget=forms.TextInput(attrs={"list": "functions"}),
    )
    name = forms.CharField(label=_("Name of the post"), max_length=200)
    since = forms.DateField(label=_("From"), widget=Day)
    until = forms.DateField(
        label=_("Until"),
        widget=Day,
        required=False,
        help_text=_("The first day on which it is there no more."),
    )
    projects = forms.MultipleChoiceField(
        label=_("Works on"), choices=projects, required=False, widget=ChosenFirst
    )

    def draft(self, office: str, key: str = "") -> PostDraft:
        return PostDraft(key=key, office=office, **self.cleaned_data)


def office_as_it_is(card: OfficeCard) -> dict[str, object]:
    """What the form of an office that is on record begins with."""
    return {
        "service": card.service.key,
        "name": card.name,
        "kind": card.kind.value,
        "territory": card.territory,
        "city": card.city,
    }


def post_as_it_is(post: PostCard) -> dict[str, object]:
    return {
        "function": post.function,
        "name": post.name,
        "since": post.since,
        "until": post.until,
        "projects": [one.key for one in post.projects],
    }
