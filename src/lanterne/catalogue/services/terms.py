"""The staff's own vocabulary, and which of it a title is filed under."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from lanterne.catalogue.fields import Family
from lanterne.catalogue.models import Term, TermName, TitleTerm
from lanterne.catalogue.records import TermRecord
from lanterne.catalogue.rules import fold
from lanterne.catalogue.services.changes import before, note
from lanterne.catalogue.services.checks import check_language, checked_line
from lanterne.catalogue.services.refusals import NameMissing, UnknownTerm
from lanterne.catalogue.services.titles import hold_title
from lanterne.catalogue.vocabulary import NAMES, Vocabulary
from lanterne.core import audit

LONGEST_TERM = 60
LONGEST_CODE = 50
CODE = re.compile(r"[-a-zA-Z0-9_]{1,50}")


@transaction.atomic
def name_term(*, vocabulary: str, language: str, name: str, actor: str, code: str = "") -> str:
    """Add a mood or a keyword, or say one that there is in another language; gives its code.

    A new one takes its code from its name.
    """
    check_language(language)
    name = checked_line(name, most=LONGEST_TERM)
    made = code or slugify(fold(name))[:LONGEST_CODE]
    if not name or not made:
        raise NameMissing(_("A word of the vocabulary needs letters that an address can have."))
    kind = _kind(vocabulary)
    hold_vocabulary(vocabulary=vocabulary)
    if code and not _is_known(kind, code):
        raise unknown_term(code)
    term, _made = Term.objects.get_or_create(vocabulary=kind, code=made)
    TermName.objects.update_or_create(term=term, language=language, defaults={"name": name})
    audit.record(
        actor=actor,
        action="catalogue.name_term",
        subject=f"term:{kind}-{made}",
        detail={"language": language, "name": name},
    )
    return made


@transaction.atomic
def take_in_term(*, term: TermRecord, actor: str) -> None:
    """Keep a word of another house under its own code; names in languages that are not said stay."""
    if not CODE.fullmatch(term.code) or not term.names:
        raise NameMissing(
            _("A word of the vocabulary needs a code such as moon-landing, and a name.")
        )
    Term.objects.get_or_create(vocabulary=term.vocabulary, code=term.code)
    for language, name in term.names.items():
        name_term(
            vocabulary=term.vocabulary, language=language, name=name, actor=actor, code=term.code
        )


@transaction.atomic
def file_under(*, title_id: int, vocabulary: str, codes: Sequence[str], actor: str) -> None:
    """Say which moods or which keywords a title has, the most telling first."""
    hold_title(title_id=title_id)
    kind, codes = _kind(vocabulary), tuple(dict.fromkeys(codes))
    for code in codes:
        if not _is_known(kind, code):
            raise unknown_term(code)
    was = before(title_id, Family.TERMS)
    terms = [Term.objects.get_or_create(vocabulary=kind, code=code)[0] for code in codes]
    TitleTerm.objects.filter(title_id=title_id, term__vocabulary=kind).delete()
    TitleTerm.objects.bulk_create(TitleTerm(title_id=title_id, term=one) for one in terms)
    note(was, actor, "file_under", vocabulary=kind, codes=list(codes))


def hold_vocabulary(*, vocabulary: str) -> None:
    """Keep other editors from the words that there are until the transaction ends."""
    held = Term.objects.select_for_update().filter(vocabulary=_kind(vocabulary))
    list(held.order_by("pk").values_list("pk", flat=True))


def _kind(vocabulary: str) -> Vocabulary:
    try:
        return Vocabulary(vocabulary)
    except ValueError as error:
        raise unknown_term(vocabulary) from error


def _is_known(kind: Vocabulary, code: str) -> bool:
    return code in NAMES[kind] or Term.objects.filter(vocabulary=kind, code=code).exists()


def unknown_term(code: str) -> UnknownTerm:
    return UnknownTerm(_("“%(code)s” is not in the vocabulary yet.") % {"code": code})
