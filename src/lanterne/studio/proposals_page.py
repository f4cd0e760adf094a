"""What the template would ask for, line by line, before anything is asked."""

from __future__ import annotations

from dataclasses import dataclass

from lanterne.deliveries import queries, words
from lanterne.deliveries.queries import Proposal
from lanterne.deliveries.rules import Role
from lanterne.studio.delivery_forms import TemplateForm


@dataclass(frozen=True, slots=True)
class ProposalLine:
    proposal: Proposal
    what: str


def lines(title_id: int, form: TemplateForm) -> tuple[ProposalLine, ...]:
    """None while no market is chosen."""
    if not form.is_bound or not form.is_valid():
        return ()
    said = form.cleaned_data
    found = queries.proposals(title_id=title_id, markets=said["markets"], way=Role(said["way"]))
    return tuple(ProposalLine(one, words.of_wanted(one.wanted)) for one in found)
