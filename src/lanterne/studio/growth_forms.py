"""What staff fill in about markets."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from lanterne.growth.drafts import ScenarioDraft


class ScenarioForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=80)
    ceiling = forms.DecimalField(
        label=_("Ceiling, in per cent of the households"),
        required=False,
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=2,
        help_text=_("Left empty, the counts say how high it can be."),
    )
    innovation = forms.DecimalField(
        label=_("Innovation (p)"),
        required=False,
        min_value=0,
        max_value=1,
        max_digits=7,
        decimal_places=6,
        help_text=_("Who subscribes by themselves, a year: 0.03 is usual."),
    )
    imitation = forms.DecimalField(
        label=_("Imitation (q)"),
        required=False,
        min_value=0,
        max_value=5,
        max_digits=7,
        decimal_places=6,
        help_text=_("Who subscribes because others have, a year: 0.4 is usual."),
    )
    reason = forms.CharField(label=_("Why"), required=False, max_length=500)

    def draft(self, territory: str) -> ScenarioDraft:
        return ScenarioDraft(territory=territory, **self.cleaned_data)


class DropForm(forms.Form):
    name = forms.CharField(max_length=80)
