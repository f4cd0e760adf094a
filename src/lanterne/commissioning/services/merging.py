"""Leading projects and comparables from one title to another that it turned out to be."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from lanterne.commissioning.models import Comparable, Project
from lanterne.core.errors import Refused


class BothCommissioned(Refused):
    """A title comes from one project."""


@transaction.atomic
def move_projects(*, from_id: int, to_id: int) -> dict[str, list[int]]:
    """Refuses two titles that come from two projects."""
    projects = Project.objects.select_for_update().filter(title_id=from_id)
    moved = list(projects.values_list("pk", flat=True))
    if moved and Project.objects.filter(title_id=to_id).exists():
        raise BothCommissioned(_("These titles come from two projects of the slate."))
    projects.update(title_id=to_id)
    comparables = Comparable.objects.filter(title_id=from_id)
    likened = list(comparables.values_list("pk", flat=True))
    comparables.update(title_id=to_id)
    return {"projects": moved, "comparables": likened}
