"""What else somebody may like who looks at a title, each with its reason."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lanterne.catalogue import genres
from lanterne.catalogue import queries as catalogue
from lanterne.catalogue.rules import Kind, TitleCard
from lanterne.discovery import rules, shelves
from lanterne.discovery.headings import heading
from lanterne.discovery.rules import Entry, Likeness, Row
from lanterne.discovery.visible import Audience

MOST = 12
MOST_CANDIDATES = 200


def similar(*, card: TitleCard, language: str, audience: Audience) -> Row | None:
    """A row of what this audience may watch: the same people before the same genres; None without any."""
    head = _head(card)
    people = _people(head)
    found = shelves.read(
        {code: shelves.newest_of_genre(code, 2 * MOST) for code in card.genres}, audience
    )
    shown = shelves.among_heads(people, audience)
    alike = rules.alike({one: of for one, of in people.items() if one in shown}, found, own=head)
    drawn = catalogue.cards(
        title_ids=list(alike)[:MOST], language=language, territory=audience.territory
    )
    with translation.override(language):
        entries = tuple(Entry(one, reason=_reason(alike[one.id])) for one in drawn)
        return Row("similar", *heading("similar"), entries) if entries else None


def _people(title_id: int) -> dict[int, tuple[str, str]]:
    """The weightiest role, and who has it, that each title shares with this one."""
    rows = catalogue.of_same_people(
        title_id=title_id, roles=rules.LIKENESS_ROLES, limit=MOST_CANDIDATES
    )
    weight = {role: number for number, role in enumerate(rules.LIKENESS_ROLES)}
    best: dict[int, tuple[str, str]] = {}
    for one, role, person in sorted(rows, key=lambda row: weight[row[1]]):
        best.setdefault(one, (role, person))
    return best


def _head(card: TitleCard) -> int:
    """Films and series are their own, which saves a question."""
    if card.kind in {Kind.FILM, Kind.SERIES}:
        return card.id
    return catalogue.head_id(title_id=card.id) or card.id


def _reason(likeness: Likeness) -> str:
    person = {"person": likeness.person}
    if likeness.role == "director":
        return _("Also directed by %(person)s") % person
    if likeness.role == "writer":
        return _("Also written by %(person)s") % person
    if likeness.role:
        return _("Also with %(person)s") % person
    names = ", ".join(genres.name(code) for code in likeness.genres)
    told = ngettext("Same genre: %(genres)s", "Same genres: %(genres)s", len(likeness.genres))
    return told % {"genres": names}
