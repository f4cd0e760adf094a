"""The words that titles are filed under."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from ninja import Router

from lanterne.accounts.scopes import Scope
from lanterne.api.partners import answers, changes, etags, repeats
from lanterne.api.partners.doors import Bearer, actor
from lanterne.api.partners.forms import collections as forms
from lanterne.api.partners.forms.common import Code, Language
from lanterne.api.partners.forms.making import Vocabulary
from lanterne.catalogue import services as catalogue
from lanterne.catalogue.queries import editing
from lanterne.catalogue.services.terms import hold_vocabulary

router = Router(tags=["catalogue"])
READ, WRITE = Bearer(Scope.TITLES_READ), Bearer(Scope.TITLES_WRITE)
CHANGED = answers.changes(forms.Terms)


@router.get(
    "/vocabularies/{vocabulary}",
    auth=READ,
    response=answers.reads(forms.Terms),
    url_name="partner_vocabulary",
)
def vocabulary(request: HttpRequest, vocabulary: Vocabulary) -> HttpResponse:
    """The moods or the keywords that there are. Scope `titles:read`."""
    return etags.answer(request, document(vocabulary))


@router.post(
    "/vocabularies/{vocabulary}",
    auth=WRITE,
    response=answers.makes(forms.Terms),
    url_name="partner_vocabulary",
)
def add(request: HttpRequest, vocabulary: Vocabulary, body: forms.TermNamed) -> HttpResponse:
    """Add a word; its code is made of its name. Scope `titles:write`; `Idempotency-Key` adds it once."""

    def act() -> HttpResponse:
        said = body.model_dump()
        catalogue.name_term(vocabulary=vocabulary, actor=actor(request), **said)
        return etags.answer(request, document(vocabulary), status=201)

    return repeats.once(request, act)


@router.put(
    "/vocabularies/{vocabulary}/{code}/names/{language}",
    auth=WRITE,
    response=CHANGED,
    url_name="partner_term_name",
)
def name(
    request: HttpRequest,
    vocabulary: Vocabulary,
    code: Code,
    language: Language,
    body: forms.TermRenamed,
) -> HttpResponse:
    """Say a word in a language. Scope `titles:write`; `If-Match` names the version of the vocabulary."""
    act = partial(
        catalogue.name_term,
        vocabulary=vocabulary,
        code=code,
        language=language,
        name=body.name,
        actor=actor(request),
    )
    return changes.changed(
        request,
        partial(document, vocabulary),
        act,
        hold=partial(hold_vocabulary, vocabulary=vocabulary),
    )


def document(vocabulary: str) -> forms.Terms:
    held = editing.term_names(vocabulary=vocabulary)
    items = [forms.Term(code=code, names=names) for code, names in held.items()]
    return forms.Terms(vocabulary=vocabulary, items=items)
