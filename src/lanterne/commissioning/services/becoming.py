"""Which title a project became, where the title was there before the slate."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from lanterne.catalogue import queries as catalogue
from lanterne.catalogue import rules as catalogue_rules
from lanterne.commissioning.models import Project
from lanterne.commissioning.rules.stages import Kind
from lanterne.commissioning.services import checks
from lanterne.commissioning.services.refusals import WrongFacts
from lanterne.commissioning.services.slate import note

TITLES = {Kind.SERIES: catalogue_rules.Kind.SERIES, Kind.SEASON: catalogue_rules.Kind.SEASON}
"""What a project becomes that does not become a film."""


@transaction.atomic
def name_title(*, project_id: int, slug: str, actor: str) -> bool:
    """Say by its address which title a project became; whether that was new.

    A greenlight makes a title of its own. Whoever brings a slate and a catalogue from elsewhere has both.
    """
    row = checks.held(project_id)
    title_id = catalogue.title_id(slug=slug)
    if title_id is None:
        raise WrongFacts(_("The catalogue has no title “%(slug)s”.") % {"slug": slug[:80]})
    if row.title_id == title_id:
        return False
    if row.title_id is not None or Project.objects.filter(title_id=title_id).exists():
        raise WrongFacts(_("A project becomes one title, and no title is that of two projects."))
    [kind] = (one.kind for one in catalogue.families(title_ids=[title_id]) if one.id == title_id)
    if kind != TITLES.get(Kind(row.kind), catalogue_rules.Kind.FILM):
        raise WrongFacts(_("This title is of another kind than the project."))
    row.title_id = title_id
    row.save(update_fields=["title"])
    note(actor, "name_title", row, title=title_id)
    return True
