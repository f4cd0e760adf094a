"""What staff fill in. Rules are the services': their refusals come back as the form's errors."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import UTC, datetime, tzinfo
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lanterne.accounts.permits import ROLE_NAMES
from lanterne.accounts.roles import Role
from lanterne.accounts.staff import standing
from lanterne.catalogue.services import Stated
from lanterne.core.errors import Refused
from lanterne.rights.rules import FIRST_YEAR, LAST_YEAR, is_in_years
from lanterne.studio import choices, words


def carried_out(request: HttpRequest, form: forms.Form, change: Callable[[], object]) -> bool:
    """Whether a posted form was sound and the change took place; a refusal becomes the form's error."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        change()
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def posted(request: HttpRequest) -> Any:
    """What a form is bound to: nothing until it is sent."""
    return request.POST if request.method == "POST" else None


def seen(request: HttpRequest) -> int | None:
    """Up to which change of a title its editor had read when the form was drawn; None when it does not say."""
    said = request.POST.get("seen", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 19 else None


def narrowed(form: forms.Form, request: HttpRequest) -> None:
    """Offer only the territories that the reader acts in; the door refuses the others anyway."""
    _offer(form, request, beside=("",))


def narrowed_from_everywhere(form: forms.Form, request: HttpRequest) -> None:
    """The same where no territory means every one, which only those act in who are bound to none."""
    _offer(form, request, beside=())


def _offer(form: forms.Form, request: HttpRequest, *, beside: Collection[str]) -> None:
    field: Any = form.fields["territory"]
    who = standing(request.user)

    def kept(options: Iterable[Any]) -> list[Any]:
        """Groups keep their own, and go with the last of them."""
        found = [(code, kept(told) if isinstance(told, list) else told) for code, told in options]
        return [
            (code, told)
            for code, told in found
            if (told if isinstance(told, list) else code in beside or who.acts_in([code]))
        ]

    field.choices = kept(field.choices)


class ChosenFirst(forms.SelectMultiple):
    """A long list in which what is chosen stands on top, so that it is seen without looking for it."""

    def __init__(self, attrs: Mapping[str, Any] | None = None) -> None:
        super().__init__({"size": 6} | dict(attrs or {}))

    def optgroups(
        self, name: str, value: list[str], attrs: dict[str, Any] | None = None
    ) -> list[Any]:
        groups = super().optgroups(name, value, attrs)
        return sorted(groups, key=lambda group: not group[1][0]["selected"])


class NewTitleForm(forms.Form):
    original_name = forms.CharField(label=_("Original name"), max_length=200)
    original_language = forms.ChoiceField(label=_("Original language"), choices=choices.languages)
    year = forms.IntegerField(label=_("Year"), required=False)


class PartForm(NewTitleForm):
    """A season, an episode, a trailer or an extra."""

    number = forms.IntegerField(label=_("Number"), min_value=0)
    field_order = ["number", "original_name", "original_language", "year"]


class EditionForm(PartForm):
    edition = forms.ChoiceField(label=_("Edition"), choices=list(words.EDITIONS.items()))
    field_order = ["edition", "number", "original_name", "original_language", "year"]


class WordsForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200)
    tagline = forms.CharField(
        label=_("Tagline"), max_length=200, required=False, help_text=_("One line, as on a poster.")
    )
    synopsis_short = forms.CharField(
        label=_("Short synopsis"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For the home page; up to 300 characters."),
    )
    synopsis_medium = forms.CharField(
        label=_("Medium synopsis"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("For programmes and partners; up to 1,000 characters."),
    )
    synopsis = forms.CharField(
        label=_("Long synopsis"),
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("For the title’s own page; up to 10,000 characters."),
    )


class LanguageForm(forms.Form):
    language = forms.ChoiceField(
        label=_("Language"), choices=choices.languages, initial=choices.reader
    )


class FactsForm(forms.Form):
    original_name = forms.CharField(label=_("Original name"), max_length=200)
    original_language = forms.ChoiceField(label=_("Original language"), choices=choices.languages)
    year = forms.IntegerField(label=_("Year"), required=False)
    runtime_minutes = forms.DecimalField(
        label=_("Length in minutes"), required=False, min_value=0, max_digits=7, decimal_places=2
    )
    countries = forms.MultipleChoiceField(
        label=_("Countries of production"),
        choices=choices.countries,
        required=False,
        widget=ChosenFirst,
    )
    genres = forms.MultipleChoiceField(
        label=_("Genres"),
        choices=choices.genre_choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    moods = forms.MultipleChoiceField(
        label=_("Moods"),
        choices=choices.moods,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    keywords = forms.MultipleChoiceField(
        label=_("Keywords"),
        choices=choices.keywords,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Add new ones under Vocabulary."),
    )
    spoken_languages = forms.MultipleChoiceField(
        label=_("Spoken languages"),
        choices=choices.languages,
        required=False,
        widget=ChosenFirst,
    )
    minimum_age = forms.IntegerField(
        label=_("Minimum age"),
        required=False,
        help_text=_("Where no board has rated it. Left empty, children’s profiles do not find it."),
    )

    def __init__(self, *args: Any, held: Iterable[str] = (), **kwargs: Any) -> None:
        """``held`` are languages that the title has, offered or not: saving the form must not lose them."""
        super().__init__(*args, **kwargs)
        for name in ("original_language", "spoken_languages"):
            field: Any = self.fields[name]
            field.choices = choices.languages(held)


class RatedCountryForm(forms.Form):
    territory = forms.ChoiceField(label=_("Country"), choices=choices.countries)


class RatingForm(forms.Form):
    """A label of one of the country's systems, or any other with its age."""

    chosen = forms.ChoiceField(label=_("Label"), required=False)
    other = forms.CharField(
        label=_("Another label"),
        max_length=40,
        required=False,
        help_text=_("As the board writes it, when it is not in the list above."),
    )
    minimum_age = forms.IntegerField(
        label=_("Minimum age"),
        required=False,
        help_text=_("Only for another label, or for one that states no age."),
    )

    def __init__(self, *args: Any, territory: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["chosen"]
        field.choices = choices.labels(territory)

    def stated(self) -> Stated:
        system, _, label = self.cleaned_data["chosen"].partition(choices.PARTED)
        age = self.cleaned_data["minimum_age"]
        return {
            "system": system,
            "label": label or self.cleaned_data["other"],
            "minimum_age": age,
        }


class IdentifierForm(forms.Form):
    scheme = forms.ChoiceField(label=_("Registry"), choices=list(words.REGISTRIES.items()))
    value = forms.CharField(
        label=_("Identifier"),
        max_length=200,
        help_text=_("As the registry writes it, or the address of its page there."),
    )


class CompanyForm(forms.Form):
    company = forms.CharField(label=_("Company"), max_length=200)
    role = forms.ChoiceField(label=_("Role"), choices=list(words.COMPANY_ROLES.items()))


class ProductionForm(forms.Form):
    """A country of production; one that is named already is changed."""

    territory = forms.ChoiceField(label=_("Country"), choices=choices.countries)
    share = forms.DecimalField(
        label=_("Share in per cent"), required=False, max_digits=5, decimal_places=2
    )
    is_lead = forms.BooleanField(label=_("Leads the production"), required=False)


class TermForm(forms.Form):
    vocabulary = forms.ChoiceField(label=_("Vocabulary"), choices=choices.vocabularies)
    code = forms.CharField(
        label=_("Code"),
        max_length=50,
        required=False,
        help_text=_("Of a word that there is, to say it in another language; else left empty."),
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=choices.languages, initial=choices.reader
    )
    name = forms.CharField(label=_("Word"), max_length=60)


class CollectionForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200)
    language = forms.ChoiceField(label=_("Language"), choices=choices.languages)


class CollectionWordsForm(CollectionForm):
    synopsis = forms.CharField(
        label=_("Synopsis"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    field_order = ["language", "name", "synopsis"]


class GatherForm(forms.Form):
    collection = forms.ChoiceField(label=_("Collection"), choices=choices.collections)


class CreditForm(forms.Form):
    person = forms.CharField(label=_("Person"), max_length=200)
    role = forms.ChoiceField(label=_("Role"), choices=list(words.ROLES.items()))
    character = forms.CharField(
        label=_("Character"), max_length=200, required=False, help_text=_("For actors and voices.")
    )


class CaptionForm(forms.Form):
    text = forms.CharField(
        label=_("Caption"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("What is seen, in up to 300 characters. Empty takes it away."),
    )


class BiographyForm(forms.Form):
    text = forms.CharField(
        label=_("Biography"),
        max_length=1500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_("For the press; up to 1,500 characters. Empty takes it away."),
    )


class PictureForm(forms.Form):
    kind = forms.ChoiceField(
        label=pgettext_lazy("of a picture", "Kind"), choices=list(words.PICTURES.items())
    )
    language = forms.ChoiceField(label=_("Lettering"), required=False, choices=choices.letterings)
    content = forms.FileField(
        label=_("Picture"),
        help_text=_("JPEG, PNG or WebP, up to 20 MB."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    source = forms.CharField(
        label=_("Source"), max_length=300, help_text=_("Who made it and who allows it.")
    )


class FileForm(forms.Form):
    content = forms.FileField(
        label=_("File"),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.xml,.xlsx"}),
    )


class SubtitleForm(forms.Form):
    language = forms.ChoiceField(
        label=_("Language"), choices=choices.languages, initial=choices.reader
    )
    name = forms.CharField(
        label=_("Name in the player"),
        max_length=60,
        required=False,
        help_text=_(
            "Only where the language does not say it, for instance a director’s commentary."
        ),
    )
    is_for_the_deaf = forms.BooleanField(
        label=_("For the deaf and hard of hearing"), required=False
    )
    is_forced = forms.BooleanField(
        label=_("Forced: shown to everybody, for signs and foreign speech"), required=False
    )
    content = forms.FileField(
        label=_("Subtitle file"),
        help_text=_("SubRip, WebVTT or TTML, up to 10 MB."),
        widget=forms.FileInput(attrs={"accept": ".srt,.vtt,.ttml,.dfxp,.xml"}),
    )


class AppointmentForm(forms.Form):
    """What somebody who works here may do."""

    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        choices=lambda: [(role.value, ROLE_NAMES[role]) for role in Role],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    markets = forms.MultipleChoiceField(
        label=_("Markets"),
        choices=choices.countries,
        required=False,
        widget=ChosenFirst,
        help_text=_("Where they grant windows and rate titles. None chosen means everywhere."),
    )

    def appointment(self) -> dict[str, Any]:
        """The roles and markets, as the service takes them."""
        said = self.cleaned_data
        return {"roles": [Role(one) for one in said["roles"]], "markets": said["markets"]}


class NewStaffForm(AppointmentForm):
    email = forms.CharField(label=_("E-mail address"), max_length=254)
    password = forms.CharField(
        label=_("First password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("They can change it under their account."),
        strip=False,
    )
    field_order = ["email", "password", "roles", "markets"]


class Moment(forms.DateTimeInput):
    """A day and a time by the clocks of a place, with the browser's own calendar."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")

    def format_value(self, value: Any) -> str | None:
        """With its seconds, where it has some: a window may close at 23:59:59."""
        if isinstance(value, datetime) and value.second:
            return value.strftime("%Y-%m-%dT%H:%M:%S")
        told: str | None = super().format_value(value)
        return told

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """A browser refuses seconds that it is not told of."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        if (context["widget"]["value"] or "").count(":") == 2:
            context["widget"]["attrs"]["step"] = "1"
        return context


class MomentField(forms.DateTimeField):
    """Read as it is written: whose clocks show it, the form knows. Whoever fills it in may live by others."""

    widget = Moment

    def to_python(self, value: Any) -> datetime | None:
        with timezone.override(UTC):
            told = super().to_python(value)
        if told and not is_in_years(told):
            raise ValidationError(
                _("A year lies between %(first)d and %(last)d."),
                params={"first": FIRST_YEAR, "last": LAST_YEAR},
            )
        return told


class PeriodForm(forms.Form):
    """``opens`` and ``closes`` are read by the clocks of the territory: see ``instants``."""

    opens = MomentField(label=_("Opens"))
    closes = MomentField(label=_("Closes"), required=False)
    override = forms.CharField(
        label=_("Why it opens before it is ready"),
        required=False,
        max_length=500,
        help_text=_("Only needed where something is lacking; it is kept."),
    )

    def __init__(self, *args: Any, place: tzinfo | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("opens", "closes"):
            self.fields[name].help_text = str(place or _("By the clocks of the country."))

    def instants(self, clock: tzinfo) -> Mapping[str, datetime | None]:
        """The two moments, as instants."""
        return {
            "opens_at": self.instant("opens", clock),
            "closes_at": self.instant("closes", clock),
        }

    def instant(self, name: str, clock: tzinfo) -> datetime | None:
        """The moment as the place's clocks show it; the very one that was held, where nobody touched it.

        What a form shows is less than what is held: it has no parts of a second, and of an hour that comes twice it
        does not say which.
        """
        said, held = self.cleaned_data[name], self.initial.get(name)
        if said and held and said.replace(tzinfo=None) == held.replace(microsecond=0):
            said = held
        return said.replace(tzinfo=clock) if said else None
