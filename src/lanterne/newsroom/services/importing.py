"""Newsrooms and their articles out of YAML: as many files as there are newsrooms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

import yaml
from django.db import transaction
from django.utils.translation import gettext as _

from lanterne.core.errors import Refused
from lanterne.core.taking import Outcome
from lanterne.facts import queries as facts
from lanterne.newsroom.keys import key
from lanterne.newsroom.models import Article, Author, AuthorWords
from lanterne.newsroom.services.correcting import show_correction
from lanterne.newsroom.services.illustrating import Brought, WrongPicture, put_picture
from lanterne.newsroom.services.opening import open_newsroom
from lanterne.newsroom.services.publishing import Draft, WrongDraft, publish_article

Line = tuple[str, str, str]
_NONE: Mapping[str, bytes] = {}


Pictures = Mapping[str, bytes]


def import_newsrooms(
    *, texts: Mapping[str, str], pictures: Pictures = _NONE, actor: str
) -> Iterator[Line]:
    """Where each thing stands, what became of it, and why not. What was refused is refused with its whole file.

    ``pictures`` are files by the names that articles give them.

    The file whose articles the others translate comes first.
    """
    held = {name: _read(text) for name, text in texts.items()}
    for name in sorted(held, key=lambda one: (_translates(held[one]), one)):
        yield from _file(name, held[name], pictures, actor)


def _file(name: str, told: Any, pictures: Pictures, actor: str) -> Iterator[Line]:
    try:
        with transaction.atomic():
            home = told["newsroom"]
            open_newsroom(
                territory=home.get("market", ""),
                language=home["language"],
                name=home["name"],
                intro=home.get("intro", ""),
                actor=actor,
            )
            for one in told.get("authors", ()):
                _put_author(one, home["language"])
            lines = [_put(name, one, home, pictures, actor) for one in told.get("articles", ())]
    except Refused as refusal:
        yield f"{name}", "refused", str(refusal)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        yield (
            f"{name}",
            "refused",
            _("It is not written as a newsroom: %(what)s.") % {"what": error},
        )
    else:
        yield from lines


def _put(
    name: str, one: Mapping[str, Any], home: Mapping[str, Any], pictures: Pictures, actor: str
) -> Line:
    where = f"{name} {one['slug']}"
    draft = _draft(one, home)
    held = Article.objects.filter(
        slug=draft.slug,
        release__language=draft.language,
        release__territory=draft.territory,
    ).exists()
    if held:
        return where, Outcome.UNCHANGED.value, ""
    first = one.get("first_public")
    if first is not None and (not isinstance(first, datetime) or first.tzinfo is None):
        raise WrongDraft(
            _("“%(said)s” is no instant: write it with its zone, 2018-09-28T18:00:00+02:00.")
            % {"said": first}
        )
    if "picture" in one:
        draft = replace(draft, picture_id=_picture(one["picture"], pictures, actor))
    article = publish_article(draft=draft, actor=actor, released_at=first)
    for said in one.get("corrections", ()):
        _correct(article, said, actor)
    return where, Outcome.ADDED.value, ""


def _picture(said: Mapping[str, Any], pictures: Pictures, actor: str) -> int:
    name = said["file"]
    if name not in pictures:
        raise WrongPicture(_("There is no picture “%(name)s” beside it.") % {"name": name})
    brought = Brought(name, pictures[name], said["shows"], said["credit"], said["shows"])
    return put_picture(brought=brought, actor=actor)


def _correct(article: int, said: Mapping[str, Any], actor: str) -> None:
    cited = {one.claim for one in facts.citations_of(key(article)) if one.marked_at}
    if said["claim"] in cited:
        show_correction(
            article_id=article, claim=said["claim"], note=said.get("note", ""), actor=actor
        )


def _draft(one: Mapping[str, Any], home: Mapping[str, Any]) -> Draft:
    language, slug = one.get("translates", (None, None))
    return Draft(
        territory=home.get("market", ""),
        language=home["language"],
        slug=one["slug"],
        title=one["title"],
        lead=one["lead"],
        body=[_block(block) for block in one.get("body", ())],
        kind=one.get("kind", "article"),
        author=one.get("author", ""),
        takes_comments=one.get("comments", True),
        caption=one.get("picture", {}).get("caption", ""),
        translates=(language, slug) if language else None,
        pins=tuple(one.get("pins", ())),
    )


def _block(block: Mapping[str, Any]) -> Mapping[str, Any]:
    [(kind, value)] = block.items()
    return {"type": kind, "value": value}


def _put_author(one: Mapping[str, Any], language: str) -> None:
    author, _made = Author.objects.get_or_create(slug=one["slug"], defaults={"name": one["name"]})
    AuthorWords.objects.update_or_create(
        author=author,
        language=language,
        defaults={"role": one.get("role", ""), "biography": one.get("biography", "")},
    )


def _read(text: str) -> Any:
    try:
        return yaml.safe_load(text)
    except yaml.YAMLError:
        return None


def _translates(told: Any) -> bool:
    articles = told.get("articles", ()) if isinstance(told, dict) else ()
    return any("translates" in one for one in articles)
