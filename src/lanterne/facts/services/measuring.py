"""Adding a measure that the house does not ship."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from lanterne.core import audit
from lanterne.facts.measures import Measure
from lanterne.facts.models import OwnMeasure
from lanterne.facts.queries import measures
from lanterne.facts.services.checks import check_key, checked_line
from lanterne.facts.services.refusals import WrongMeasure


@transaction.atomic
def add_measure(*, measure: Measure, actor: str) -> None:
    """Let claims be made in a measure of our own; what it counts cannot be changed afterwards, only said better."""
    for word in (measure.slug, measure.family, measure.unit):
        check_key(word)
    name = checked_line(str(measure.name), most=120)
    definition = checked_line(str(measure.definition), most=500)
    if not name or not definition:
        raise WrongMeasure(_("A measure has a name, and says what it counts."))
    known = measures.find(measure.slug)
    if known is not None and not _is_our_own(known, measure):
        raise WrongMeasure(_("There is a measure “%(slug)s” already.") % {"slug": measure.slug})
    OwnMeasure.objects.update_or_create(
        slug=measure.slug,
        defaults={"name": name, "definition": definition},
        create_defaults={
            "family": measure.family,
            "kind": measure.kind,
            "unit": measure.unit,
            "name": name,
            "definition": definition,
        },
    )
    audit.record(
        actor=actor, action="facts.add_measure", subject=f"measure:{measure.slug}", detail={}
    )


def _is_our_own(known: Measure, wanted: Measure) -> bool:
    counts = (wanted.family, wanted.kind, wanted.unit)
    own = OwnMeasure.objects.filter(slug=wanted.slug).exists()
    return own and counts == (known.family, known.kind, known.unit)
