"""What staff fill in about markets."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lanterne.facts.drafts import Draft
from lanterne.facts.queries import measures
from lanterne.growth import queries
from lanterne.growth.drafts import ScenarioDraft
from lanterne.studio import choices
from lanterne.studio.choices import Choices
from lanterne.studio.figure_forms import ClaimForm
from lanterne.territories import queries as territories


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


class MarketFigureForm(ClaimForm):
    """A figure of one country: whom it is about and where it holds is said by the page."""

    field_order = ["measure", "amount", "unit", "qualifier", "region", "as_of", "since", "until"]
    region = forms.CharField(
        label=_("Only of a part of the country"),
        max_length=40,
        required=False,
        help_text=_("Such as metropolitan. Left empty, the whole country."),
    )

    def __init__(self, *args: Any, territory: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("subject", "subject_name", "said", "scope"):
            del self.fields[name]
        self.territory = territory
        field: Any = self.fields["measure"]
        field.choices = figures_of_a_market()

    def draft(self) -> Draft:
        said: dict[str, Any] = self.cleaned_data
        is_of_the_place = said["measure"] in OF_THE_PLACE
        service = None if is_of_the_place else queries.ours()
        place = territories.name(code=self.territory, language=choices.reader())
        scope = f"territory={self.territory}"
        said |= {
            "subject": service.key if service else f"market/{self.territory}",
            "subject_name": service.name if service else place,
            "scope": f"{scope};region={said['region']}" if said["region"] else scope,
            "said": "",
        }
        return super().draft()


OF_THE_PLACE = ("households",)
OF_OUR_SERVICE = ("subscribers", "subscribers_target", "price", "revenue")


def figures_of_a_market() -> Choices:
    """What a market's page shows; of a service only once it is said which one is ours."""
    wanted = OF_THE_PLACE + (OF_OUR_SERVICE if queries.ours() else ())
    found = (measures.find(slug) for slug in wanted)
    return [(one.slug, str(one.name)) for one in found if one]


class DropForm(forms.Form):
    name = forms.CharField(max_length=80)
