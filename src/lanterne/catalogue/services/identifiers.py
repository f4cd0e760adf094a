"""Saying by which names registries know a title."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from lanterne.catalogue.fields import Family
from lanterne.catalogue.identifiers import Fault, Scheme, WrongCheck, read
from lanterne.catalogue.models import Identifier, Title
from lanterne.catalogue.rules import IdentifierLine, Kind
from lanterne.catalogue.services.changes import before, note
from lanterne.catalogue.services.refusals import IdentifierTaken, WrongIdentifier
from lanterne.catalogue.services.titles import hold_title

_NAMES = {
    Scheme.EIDR: "EIDR",
    Scheme.ISAN: "ISAN",
    Scheme.IMDB: "IMDb",
    Scheme.TMDB: "TMDB",
    Scheme.WIKIDATA: "Wikidata",
}
_EXAMPLES = {
    Scheme.EIDR: "10.5240/7791-8534-2C23-9030-8610-5",
    Scheme.ISAN: "0000-0001-8CFA-0000-I-0000-0000-K",
    Scheme.IMDB: "tt0000417",
    Scheme.TMDB: "movie/775, tv/1399",
    Scheme.WIKIDATA: "Q190067",
}


@transaction.atomic
def identify(*, title_id: int, scheme: str, value: str, actor: str) -> str:
    """Keep the identifier as its registry writes it, and give it back; saying it twice changes nothing."""
    hold_title(title_id=title_id)
    kind = Title.objects.values_list("kind", flat=True).get(pk=title_id)
    line = checked_identifier(IdentifierLine(scheme, value), Kind(kind))
    chosen, said = line.scheme, line.value
    was = before(title_id, Family.IDENTIFIER)
    held, is_new = Identifier.objects.get_or_create(
        scheme=chosen, value=said, defaults={"title_id": title_id}
    )
    if held.title_id != title_id:
        raise IdentifierTaken(taken_sentence(line, held.title.original_name))
    if is_new:
        note(was, actor, "identify", scheme=chosen, value=said)
    return said


def checked_identifier(line: IdentifierLine, kind: Kind) -> IdentifierLine:
    """The identifier as its registry writes it; refuses what no registry would."""
    chosen = _scheme(line.scheme)
    said = read(chosen, line.value, kind)
    if not isinstance(said, str):
        raise WrongIdentifier(_sentence(chosen, line.value, said))
    return IdentifierLine(chosen.value, said)


def taken_sentence(line: IdentifierLine, name: str) -> str:
    """That a registry has one name for one title."""
    return _("%(scheme)s %(value)s is “%(name)s” already.") % {
        "scheme": _NAMES[Scheme(line.scheme)],
        "value": line.value,
        "name": name,
    }


def _scheme(scheme: str) -> Scheme:
    try:
        return Scheme(scheme)
    except ValueError as error:
        known = ", ".join(_NAMES.values())
        raise WrongIdentifier(
            _("“%(scheme)s” is no registry that we know: %(known)s.")
            % {"scheme": scheme, "known": known}
        ) from error


def _sentence(scheme: Scheme, value: str, fault: Fault) -> str:
    said = {"scheme": _NAMES[scheme], "value": value[:100], "example": _EXAMPLES[scheme]}
    if isinstance(fault, WrongCheck):
        return _(
            "“%(value)s” has a slip in it: its check character is %(found)s and would have to be %(expected)s."
        ) % {**said, "found": fault.found, "expected": fault.expected}
    return _("“%(value)s” is not an identifier of %(scheme)s such as %(example)s.") % said
