"""What an editor picks for an article: figures, films and people that are on record.

The tables of other rooms are named, not imported, and an article keeps what rows are called instead of their numbers, so that
it can be taken to another installation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.db.models import Model, Q, QuerySet
from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import chooser
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.widgets.chooser import BaseChooser
from wagtail.blocks import FieldBlock

from lanterne.facts import queries as facts
from lanterne.facts import written


class KeyChooser(BaseChooser):
    """A chooser whose value is what a row is called, in ``column``."""

    column = ""

    def get_instance(self, value: Any) -> Model | None:
        if value is None or isinstance(value, self.model_class):
            return value
        found: Model | None = self.model_class.objects.filter(**{self.column: value}).first()
        return found

    def get_value_data_from_instance(self, instance: Model) -> dict[str, Any]:
        return {"id": getattr(instance, self.column), "edit_url": None, "title": str(instance)}


class _Chosen(chooser.ChosenView):
    column = ""

    def get_object(self, pk: str) -> Model:
        if not pk.isdecimal():
            raise Http404
        found: Model = super().get_object(pk)
        return found

    def get_object_id(self, instance: Model) -> str:
        called: str = getattr(instance, self.column)
        return called

    def get_edit_item_url(self, instance: Model) -> None:
        return None


def _filter(searched: Iterable[str]) -> type[forms.Form]:
    """Looked for by what stands in these columns: the tables are in no index of Wagtail's."""

    class Filter(BaseFilterForm):
        q = forms.CharField(label=_("Search"), required=False)

        def filter(self, objects: QuerySet[Any]) -> QuerySet[Any]:
            for word in self.cleaned_data["q"].split():
                found = Q()
                for column in searched:
                    found |= Q(**{f"{column}__icontains": word})
                objects = objects.filter(found)
            return objects

    return Filter


def _views(
    column: str, searched: Iterable[str], more: tuple[Column, ...], rows: Callable[..., Any] | None
) -> dict[str, Any]:
    class Seen(chooser.BaseChooseView):
        filter_form_class = _filter(searched)
        ordering = ["-pk"]

        @property
        def columns(self) -> list[Column]:
            return [*super().columns, *more]

        def get_object_list(self) -> QuerySet[Any]:
            held: QuerySet[Any] = super().get_object_list()
            return rows(held) if rows else held

    return {
        "choose_view_class": type("Choose", (Seen, chooser.ChooseView), {}),
        "choose_results_view_class": type("ChooseResults", (Seen, chooser.ChooseResultsView), {}),
        "chosen_view_class": type("Chosen", (_Chosen,), {"column": column}),
        "base_widget_class": type("Keyed", (KeyChooser,), {"column": column}),
        "register_widget": False,
    }


def _said(claim: Any) -> str:
    card = facts.claim(claim.key)
    return written.value(card.claim.value, language=get_language() or "en") if card else ""


claims = ChooserViewSet(
    "newsroom_claims",
    url_prefix="newsroom/choose/figures",
    model="facts.Claim",
    icon="table",
    choose_one_text=_("Choose a figure"),
    choose_another_text=_("Choose another figure"),
    **_views(
        "key",
        ("key", "subject__name", "measure", "source__name"),
        (
            Column("subject", label=_("Of"), accessor=lambda row: row.subject.name),
            Column("said", label=_("Figure"), accessor=_said),
            Column("source", label=_("Source"), accessor=lambda row: row.source.name),
        ),
        lambda rows: rows.select_related("subject", "source"),
    ),
)
subjects = ChooserViewSet(
    "newsroom_subjects",
    url_prefix="newsroom/choose/subjects",
    model="facts.Subject",
    icon="globe",
    choose_one_text=_("Choose what the box is about"),
    choose_another_text=_("Choose something else"),
    **_views("key", ("key", "name"), (Column("name", label=_("Name")),), None),
)
titles = ChooserViewSet(
    "newsroom_titles",
    url_prefix="newsroom/choose/titles",
    model="catalogue.Title",
    icon="media",
    choose_one_text=_("Choose a title"),
    choose_another_text=_("Choose another title"),
    **_views("slug", ("slug", "original_name"), (), None),
)
people = ChooserViewSet(
    "newsroom_people",
    url_prefix="newsroom/choose/people",
    model="catalogue.Person",
    icon="user",
    choose_one_text=_("Choose a person"),
    choose_another_text=_("Choose somebody else"),
    **_views("name", ("name",), (), None),
)
EVERY = (claims, subjects, titles, people)


class _KeyBlock(FieldBlock):
    viewset: ChooserViewSet

    def __init__(self, *, required: bool = True, help_text: Any = None, **more: Any) -> None:
        self._asked = {"required": required, "help_text": help_text}
        super().__init__(**more)

    @cached_property
    def field(self) -> forms.CharField:
        return forms.CharField(widget=self.viewset.widget_class(), **self._asked)

    def get_form_state(self, value: Any) -> Any:
        return self.field.widget.get_value_data(value or None)


class ClaimBlock(_KeyBlock):
    viewset = claims


class SubjectBlock(_KeyBlock):
    viewset = subjects


class TitleBlock(_KeyBlock):
    viewset = titles


class PersonBlock(_KeyBlock):
    viewset = people
