"""What people fill in; the services decide, forms only carry."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from lanterne.accounts.rules import LANTERNS, ProfileCard
from lanterne.accounts.services import Face
from lanterne.billing.rules import Offer
from lanterne.territories import queries as territories
from lanterne.ui.words import own_name

# Languages a profile may choose for titles; pages answer in the nearest one they are written in.
SPOKEN = ("en", "fr", "fr-CA", "de", "es", "it", "nl", "pt", "ar")
CEILINGS = (0, 6, 10, 12, 16)
LANTERN_NAMES = {
    "amber": _("Amber"),
    "rose": _("Rose"),
    "jade": _("Jade"),
    "azure": _("Azure"),
    "violet": _("Violet"),
    "ivory": _("Ivory"),
}
# What the rehearsal provider does with each card, so that every answer of a bank can be tried.
REHEARSAL_CARDS = [
    ("card-ok", _("Card that pays")),
    ("card-insufficient-funds", _("Card without enough money")),
    ("card-expired", _("Card that has expired")),
    ("card-needs-confirmation", _("Card that asks for a confirmation")),
]


class JoinForm(forms.Form):
    """The first step: who you are and where."""

    name = forms.CharField(label=_("First name"), max_length=40)
    email = forms.EmailField(label=_("E-mail"))
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least eight characters, and not a word everyone uses."),
    )
    territory = forms.ChoiceField(
        label=_("Country"), help_text=_("Prices and films depend on where you live.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["autocomplete"] = "given-name"
        self.fields["email"].widget.attrs["autocomplete"] = "email"
        language = get_language() or "en"
        named = {
            market.territory: territories.name(code=market.territory, language=language)
            for market in territories.markets()
        }
        self.fields["territory"].choices = sorted(named.items(), key=lambda pair: pair[1])  # type: ignore[attr-defined]  # fields are not typed by name


class PlanForm(forms.Form):
    """The second step: one of the plans sold in the household's country."""

    price_id = forms.TypedChoiceField(coerce=int, widget=forms.RadioSelect)

    def __init__(self, *args: Any, offers: tuple[Offer, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(offer.price_id, offer.plan_name) for offer in offers]
        self.fields["price_id"].choices = choices  # type: ignore[attr-defined]  # as above


class PaymentForm(forms.Form):
    """The third step. The key makes pressing the button twice the same as pressing it once."""

    card = forms.ChoiceField(choices=REHEARSAL_CARDS, widget=forms.RadioSelect, initial="card-ok")
    idempotency_key = forms.UUIDField(widget=forms.HiddenInput)


class PinField(forms.CharField):
    """Four digits from a number pad; neither shown nor remembered by the browser."""

    def __init__(self, **about: Any) -> None:
        pad = {"inputmode": "numeric", "autocomplete": "off", "pattern": "[0-9]{4}", "dir": "ltr"}
        super().__init__(max_length=4, widget=forms.PasswordInput(attrs=pad), **about)


class PinForm(forms.Form):
    """What an adult profile asks for."""

    pin = PinField(label=_("PIN"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pin"].widget.attrs["autofocus"] = True


class PasswordForm(forms.Form):
    """The account's password, where who is signed in is not enough."""

    password = forms.CharField(
        label=_("Password of the account"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class NewPinForm(PasswordForm):
    pin = PinField(label=_("New PIN"))
    field_order = ["pin", "password"]


class ProfileForm(forms.Form):
    """A person at the screen; a child's profile has an age up to which titles are shown."""

    name = forms.CharField(label=_("Name"), max_length=40)
    language = forms.ChoiceField(label=_("Language"))
    lantern = forms.ChoiceField(
        label=_("Lantern"),
        choices=[(colour, LANTERN_NAMES[colour]) for colour in LANTERNS],
        widget=forms.RadioSelect,
        initial=LANTERNS[0],
    )
    is_child = forms.BooleanField(
        label=_("This profile is for a child"),
        required=False,
        help_text=_("Brighter pages, fewer words, and only titles up to the age you set."),
    )
    ceiling = forms.TypedChoiceField(
        label=_("Show titles up to"), coerce=int, empty_value=None, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        # In its own words: whoever looks for theirs may read nothing else on the page.
        fields["language"].choices = [(code, own_name(code)) for code in SPOKEN]
        fields["ceiling"].choices = [
            ("", _("Everything")),
            *(
                (age, _("Up to %(age)d years") % {"age": age} if age else _("All ages"))
                for age in CEILINGS
            ),
        ]

    @classmethod
    def shown(cls, card: ProfileCard) -> dict[str, object]:
        """What the form says about a profile before anyone changes it."""
        return {
            "name": card.name,
            "language": card.language,
            "lantern": card.lantern,
            "is_child": card.is_child,
            "ceiling": card.ceiling,
        }

    def face(self) -> Face:
        cleaned = self.cleaned_data
        return Face(
            name=cleaned["name"],
            language=cleaned["language"],
            lantern=cleaned["lantern"],
            is_child=cleaned["is_child"],
            ceiling=cleaned["ceiling"],
        )
