"""What the bar below the list of titles is filled in with."""

from __future__ import annotations

from datetime import UTC
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lanterne.accounts.roles import Desk
from lanterne.studio import choices
from lanterne.studio.acts import KINDS, Act, Kind
from lanterne.studio.forms import MomentField, PeriodForm
from lanterne.territories import queries as territories


class BulkForm(PeriodForm):
    """Every field is some act's; which ones have to be there the act says."""

    genre = forms.ChoiceField(
        label=_("Genre"),
        choices=lambda: choices.either("–", choices.genre_choices()),
        required=False,
    )
    age = forms.IntegerField(label=_("Minimum age"), min_value=0, max_value=21, required=False)
    territory = forms.ChoiceField(
        label=_("Country"),
        choices=lambda: choices.either("–", choices.countries_with_clocks()),
        required=False,
    )
    opens = MomentField(label=_("Opens"), required=False)

    def act(self, desk: Desk) -> Act | None:
        """What the button asked for with what the fields say; nothing where that does not go together."""
        kind = self.data.get("act", "")
        if kind not in KINDS[desk] or not self.is_valid():
            return None
        return self._acts(Kind(kind))

    def _acts(self, kind: Kind) -> Act | None:
        said = self.cleaned_data
        match kind:
            case Kind.ADD_GENRE | Kind.REMOVE_GENRE if said["genre"]:
                return Act(kind, {"genre": said["genre"]})
            case Kind.SET_AGE:
                return Act(kind, {"age": said["age"]})
            case Kind.GRANT if said["territory"] and said["opens"]:
                return Act(
                    kind, {"territory": said["territory"], **self._period()}, said["override"]
                )
            case Kind.WITHDRAW if said["territory"]:
                return Act(kind, {"territory": said["territory"]})
        return None

    def _period(self) -> dict[str, Any]:
        told = self.instants(territories.clock(territory=self.cleaned_data["territory"]))
        # In the form in which windows are read back, which is UTC.
        return {
            name.removesuffix("_at"): moment.astimezone(UTC).isoformat() if moment else None
            for name, moment in told.items()
        }

    @property
    def trouble(self) -> str:
        """Why there is no act, in one sentence."""
        faults = [str(fault) for faults in self.errors.values() for fault in faults]
        return " ".join(faults) or gettext("Fill in what the button asks for.")


def chosen(request: HttpRequest) -> list[int]:
    """The titles that are ticked."""
    told = request.POST.getlist("title")
    return [int(one) for one in told if one.isascii() and one.isdigit() and len(one) < 18]
