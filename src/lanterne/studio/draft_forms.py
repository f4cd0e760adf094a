"""When a draft is published, and as whom it is looked at."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypedDict

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lanterne.editorial.services import WrongTime
from lanterne.studio import choices
from lanterne.studio.forms import Moment, MomentField
from lanterne.territories import queries as territories


class Told(TypedDict):
    local: datetime
    zone: str


class Second(Moment):
    """A moment to the second."""

    def __init__(self) -> None:
        super().__init__()
        self.format = "%Y-%m-%dT%H:%M:%S"
        self.attrs["step"] = "1"


class ScheduleForm(forms.Form):
    local = MomentField(label=_("Day and time"), widget=Second)
    zone = forms.ChoiceField(
        label=_("By the clocks of"),
        choices=lambda: [(zone, zone) for zone in zones()],
    )

    def told(self) -> Told:
        """Refuses WrongTime."""
        if not self.is_valid():
            raise WrongTime(gettext("Choose a day, a time, and whose clocks tell it."))
        return {
            "local": self.cleaned_data["local"].replace(tzinfo=None),
            "zone": self.cleaned_data["zone"],
        }


class PreviewForm(forms.Form):
    language = forms.ChoiceField(label=_("Language"), choices=choices.languages, required=False)
    territory = forms.ChoiceField(label=_("Country"), choices=choices.countries, required=False)

    def asked(self, reader: str) -> tuple[str, str]:
        """The language and the country, or the reader's and the first market's: the form shows which."""
        said: dict[str, Any] = self.cleaned_data if self.is_valid() else {}
        first = next((market.territory for market in territories.markets()), "FR")
        language, territory = said.get("language") or reader, said.get("territory") or first
        self.initial = {"language": language, "territory": territory}
        return language, territory


def zones() -> list[str]:
    """Those of the markets, each once, and the one that keeps no summer time."""
    held = [str(territories.clock(territory=one.territory)) for one in territories.markets()]
    return [*dict.fromkeys(held), "UTC"]
