"""What is asked for a newsroom."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from lanterne.territories import queries as territories


class NewsroomForm(forms.Form):
    territory = forms.ChoiceField(label=_("Country"), required=False)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    name = forms.CharField(label=_("Name"), max_length=120)
    intro = forms.CharField(label=_("Introduction"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = territories.countries(get_language() or "en")
        field: Any = self.fields["territory"]
        field.choices = [("", _("The whole world")), *((one.code, one.name) for one in named)]

    def said(self) -> dict[str, str]:
        return dict(self.cleaned_data)
