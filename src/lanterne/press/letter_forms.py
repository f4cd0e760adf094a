"""What readers fill in about letters."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from lanterne.mailing.queries import Wish
from lanterne.mailing.rules import WORLDWIDE
from lanterne.territories import queries as territories
from lanterne.ui import words

Choices = list[tuple[str, str]]


def market_name(code: str) -> str:
    if code == WORLDWIDE:
        return _("Worldwide")
    return territories.name(code=code, language=get_language() or "en")


def markets() -> Choices:
    """The world first, then the open markets by their names."""
    held = ((one.territory, market_name(one.territory)) for one in territories.markets())
    return [(WORLDWIDE, market_name(WORLDWIDE)), *sorted(held, key=lambda one: one[1])]


def languages() -> Choices:
    return [(code, words.own_name(code)) for code, _name in settings.LANGUAGES]


class JoinForm(forms.Form):
    email = forms.CharField(
        label=gettext_lazy("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=languages)
    market = forms.ChoiceField(label=gettext_lazy("News of"), choices=markets)


class ChangeForm(forms.Form):
    """``kept`` are the wishes that stay; a language and a market may be added."""

    kept = forms.TypedMultipleChoiceField(
        label=gettext_lazy("What you get"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)
    market = forms.ChoiceField(label=gettext_lazy("News of"), required=False)

    def __init__(self, *args: Any, wishes: Iterable[Wish], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = list(wishes)
        fields: Any = self.fields
        fields["kept"].choices = [(one.id, wish_name(one)) for one in held]
        fields["kept"].initial = [one.id for one in held]
        fields["language"].choices = [("", "–"), *languages()]
        fields["market"].choices = [("", "–"), *markets()]

    def added(self) -> tuple[str, str] | None:
        """Both, or neither: half a wish is none."""
        language, market = self.cleaned_data["language"], self.cleaned_data["market"]
        return (language, market) if language and market else None

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if bool(said.get("language")) != bool(said.get("market")):
            raise forms.ValidationError(_("Choose a language and a market for what you add."))
        return said


def wish_name(one: Wish) -> str:
    comma = words.comma(get_language() or "en")
    return f"{words.own_name(one.language)}{comma}{market_name(one.market)}"
