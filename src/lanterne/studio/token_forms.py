"""The form of a new token."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lanterne.accounts.roles import Role, Standing
from lanterne.accounts.scopes import Scope, reaches
from lanterne.accounts.tokens import LONGEST_NAME
from lanterne.studio import choices
from lanterne.studio.forms import ChosenFirst
from lanterne.studio.words import SCOPES

LASTS = (
    ("30", _("30 days")),
    ("90", _("90 days")),
    ("365", _("A year")),
    ("", _("Until it is revoked")),
)


class TokenForm(forms.Form):
    """Offers what whoever makes it may do, and where."""

    name = forms.CharField(
        label=_("Name"), max_length=LONGEST_NAME, help_text=_("Whose program it is for.")
    )
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"), widget=forms.CheckboxSelectMultiple, required=False
    )
    markets = forms.MultipleChoiceField(
        label=_("Markets"),
        required=False,
        widget=ChosenFirst,
        help_text=_("It neither sees nor changes what is about another. None chosen means yours."),
    )
    lasts = forms.ChoiceField(label=_("Until when"), choices=LASTS, required=False, initial="90")

    def __init__(self, data: Any, *, who: Standing) -> None:
        super().__init__(data)
        self._choose("scopes", [(one.value, SCOPES[one]) for one in Scope if reaches(who, one)])
        is_bound = who.territories and Role.OWNER not in who.roles
        every = choices.countries()
        self._choose("markets", [one for one in every if not is_bound or one[0] in who.territories])

    def terms(self, at: datetime) -> dict[str, Any]:
        """What the service takes."""
        said = self.cleaned_data
        return {
            "name": said["name"],
            "scopes": [Scope(one) for one in said["scopes"]],
            "markets": said["markets"],
            "expires_at": at + timedelta(days=int(said["lasts"])) if said["lasts"] else None,
        }

    def _choose(self, name: str, offered: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = offered
