"""What a licence window and a holdback are filled in by: the ordinary in front, everything else folded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, tzinfo
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from lanterne.rights.queries import HeldWindow
from lanterne.rights.rules import Holdback, Offer, Period, Status, Terms, Tongue, Use, Window
from lanterne.studio import choices, words
from lanterne.studio.forms import MomentField, PeriodForm
from lanterne.territories import queries as territories

TAGS = _("Tags such as fr or es-419, separated by spaces.")
ORDINARY = Terms()
USES = {"either": Use.ANY, "dubbed": Use.DUB, "subtitled": Use.SUB}


class TermsForm(PeriodForm):
    """When a window opens and closes, and under which terms. ``FRONT`` stays in sight."""

    FRONT = ("territory", "opens", "closes", "offer", "override")

    offer = forms.ChoiceField(
        label=_("Offer"), choices=lambda: list(words.OFFERS.items()), required=False
    )
    licence = forms.TypedChoiceField(
        label=_("Licence"),
        choices=choices.licences,
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("The contract that it hangs on."),
    )
    status = forms.ChoiceField(
        label=_("Status"),
        choices=lambda: list(words.STATUSES.items()),
        required=False,
        help_text=_("Only an approved window opens anything."),
    )
    either = forms.CharField(
        label=_("Languages"),
        required=False,
        max_length=400,
        help_text=_("Dubbed or subtitled. Tags such as fr or es-419; all three empty: every one."),
    )
    dubbed = forms.CharField(label=_("Dubbed only"), required=False, max_length=400, help_text=TAGS)
    subtitled = forms.CharField(
        label=_("Subtitled only"), required=False, max_length=400, help_text=TAGS
    )
    held_back = forms.CharField(
        label=_("Languages held back"), required=False, max_length=400, help_text=TAGS
    )
    awaits = forms.CharField(
        label=_("Waits for"),
        required=False,
        help_text=_("It stays closed until somebody says that this has happened."),
    )
    public_from = MomentField(
        label=_("Announced from"),
        required=False,
        help_text=_("Until then nobody outside the house sees that it is coming."),
    )
    is_premiere = forms.BooleanField(label=_("Premiere"), required=False)

    @property
    def front(self) -> Iterator[BoundField]:
        return (self[name] for name in self.fields if name in self.FRONT)

    @property
    def folded(self) -> Iterator[BoundField]:
        return (self[name] for name in self.fields if name not in self.FRONT)

    @property
    def is_unfolded(self) -> bool:
        """Whether something folded is out of the ordinary, or wrong."""
        return any(field.errors or field.value() not in _QUIET for field in self.folded)

    def window(self, territory: str, clock: tzinfo) -> Window:
        """What was filled in, its moments told by the clocks of the territory."""
        told: Any = self.instants(clock)
        return Window(territory, **told, terms=self._terms(clock))

    def _terms(self, clock: tzinfo) -> Terms:
        said = self.cleaned_data
        return Terms(
            offer=Offer(said["offer"] or ORDINARY.offer),
            tongues=tuple(
                Tongue(tag, use) for name, use in USES.items() for tag in tags(said[name])
            ),
            held_back=tuple(tags(said["held_back"])),
            status=Status(said["status"] or ORDINARY.status),
            awaits=said["awaits"],
            public_from=self.instant("public_from", clock),
            is_premiere=said["is_premiere"],
        )


_QUIET = (None, "", False, ORDINARY.status, ORDINARY.status.value)


class Countries(forms.CheckboxSelectMultiple):
    """Our markets in sight, every other country folded."""

    template_name = "studio/widgets/countries.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Unfolded where one of the others is ticked."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        _markets, *others = context["widget"]["optgroups"] or [None]
        ticked = (one["selected"] for _group, options, _index in others for one in options)
        context["widget"]["is_unfolded"] = any(ticked)
        return context


class WindowForm(TermsForm):
    """A window of its own in each of the countries, on the same terms."""

    territory = forms.MultipleChoiceField(
        label=_("Countries"), choices=choices.countries_by_market, widget=Countries
    )
    field_order = ["territory", "opens", "closes", "offer", "override"]

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        """``at`` is when it opens if no opening is said."""
        super().__init__(*args, **kwargs)
        self.at = at
        self.fields["opens"].required = False
        self.fields["opens"].help_text = _("By the clocks of each country. Left empty: at once.")
        self.fields["closes"].help_text = _("Left empty: never.")

    def instants(self, clock: tzinfo) -> Mapping[str, datetime | None]:
        told = super().instants(clock)
        return {**told, "opens_at": told["opens_at"] or self.at}

    def windows(self) -> list[Window]:
        return [
            self.window(code, territories.clock(territory=code))
            for code in self.cleaned_data["territory"]
        ]


class HoldbackForm(forms.Form):
    """``begins`` and ``ends`` are read by the clocks of the country, or in UTC for every country."""

    territory = forms.ChoiceField(label=_("Country"), choices=choices.everywhere, required=False)
    offer = forms.ChoiceField(label=_("Offer"), choices=choices.every_offer, required=False)
    language = forms.CharField(
        label=_("Language"),
        required=False,
        max_length=35,
        help_text=_("A tag such as fr or es-419. Left empty: every language."),
    )
    begins = MomentField(label=_("Begins"))
    ends = MomentField(label=_("Ends"), required=False, help_text=_("Left empty: never."))
    reason = forms.CharField(label=_("Reason"), required=False, max_length=200)

    def holdback(self, clock: tzinfo) -> Holdback:
        said = self.cleaned_data
        begins, ends = said["begins"], said["ends"]
        period = Period(begins.replace(tzinfo=clock), ends.replace(tzinfo=clock) if ends else None)
        offer = Offer(said["offer"]) if said["offer"] else None
        return Holdback(period, said["territory"], offer, said["language"])


def tags(told: str) -> list[str]:
    """The words of a line, whatever stands between them."""
    return told.replace(",", " ").replace(";", " ").split()


def first(held: HeldWindow, clock: tzinfo) -> dict[str, object]:
    """What the form of a held window begins with."""
    window, terms = held.window, held.window.terms
    spoken = {
        name: " ".join(one.language for one in terms.tongues if one.use is use)
        for name, use in USES.items()
    }
    return {
        "opens": _at(window.opens_at, clock),
        "closes": _at(window.closes_at, clock),
        "public_from": _at(terms.public_from, clock),
        "licence": held.licence_id,
        "offer": terms.offer.value,
        "status": terms.status.value,
        "held_back": " ".join(terms.held_back),
        "awaits": terms.awaits,
        "is_premiere": terms.is_premiere,
        **spoken,
    }


def _at(instant: datetime | None, clock: tzinfo) -> datetime | None:
    """Without a zone, so that the form shows the place's time and not the server's."""
    return instant.astimezone(clock).replace(tzinfo=None) if instant else None
