"""What follows when an article goes out or is taken down: who may know of it from when, what it cites, shows and speaks of."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import Count, F
from django.utils.translation import gettext as _

from lanterne.core import audit, clock
from lanterne.core.errors import Refused
from lanterne.facts import queries as facts
from lanterne.facts import services as citing
from lanterne.newsroom.keys import key
from lanterne.newsroom.models import Article, Mention, Picture, Release, Use, open_at
from lanterne.newsroom.queries import pictures
from lanterne.newsroom.rules import (
    Block,
    Box,
    Film,
    Quotation,
    Standing,
    claims_in,
    pictures_in,
    public_from,
    shown_claims,
    words_in,
)
from lanterne.newsroom.rules.likeness import Rarity, counted, telling
from lanterne.newsroom.services.telling import stop_comments, tell


class AddressTaken(Refused):
    pass


@transaction.atomic
def note_publication(article_id: int, actor: str) -> None:
    """Refuses AddressTaken."""
    article = Article.objects.select_related("locale").get(pk=article_id)
    now = clock.now()
    release = _release(article, now)
    blocks = article.blocks
    _cite(article, claims_in(blocks))
    _keep_uses(release, article, blocks)
    _keep_mentions(release, article, blocks)
    tell(article, release, key(article_id), actor)
    audit.record(
        actor=actor,
        action="newsroom.publish",
        subject=key(article_id),
        detail={"public_at": release.public_at.isoformat(timespec="seconds")},
    )


@transaction.atomic
def note_taking_down(article_id: int, actor: str) -> None:
    """The address answers as if there had never been an article; what it cited is cited no longer."""
    now = clock.now()
    held = Release.objects.filter(article_id=article_id)
    # What nobody has read may still become news; what was read is remembered, also if it was held back anew.
    waiting = held.filter(public_at__gt=now)
    was_out = held.filter(open_at(now)).update(until=now)
    was_out += waiting.exclude(first_public_at=None).update(
        public_at=F("first_public_at"), until=now
    )
    was_out += waiting.filter(first_public_at=None).delete()[0]
    was_cited = facts.citations_of(key(article_id))
    if not (was_out or was_cited):
        return
    citing.cite(place=citing.Place(key(article_id), "", ""), keys=())
    stop_comments(key(article_id), actor)
    audit.record(actor=actor, action="newsroom.take_down", subject=key(article_id))


def cite_again(article: Article) -> None:
    """After a correction was let through: what the article shows now is what it cites."""
    _cite(article, claims_in(article.blocks))


def _release(article: Article, now: datetime) -> Release:
    home = article.home
    held = Release.objects.filter(article=article).first()
    where = {
        "territory": home.territory,
        "language": article.locale.language_code,
        "slug": article.slug,
    }
    others = Release.objects.filter(**where).exclude(article=article)
    # An address that another article had once is free.
    others.filter(until__lte=now).delete()
    if others.exists():
        raise AddressTaken(_("Another article has this address already. Choose another one."))
    first = held.began_at if held is not None and held.began_at <= now else None
    public_at = public_from(
        embargo_at=article.embargo_at,
        was_public_at=first,
        is_public=held is not None and held.standing(now) is Standing.PUBLIC,
        at=now,
    )
    told = {
        **where,
        "kind": article.kind,
        "public_at": public_at,
        "until": article.take_down_at,
        "first_public_at": first,
        "is_for_press": article.is_for_press,
        "changed_at": now if public_at < now else None,
    }
    release, _made = Release.objects.update_or_create(article=article, defaults=told)
    return release


def _cite(article: Article, keys: tuple[str, ...]) -> None:
    corrected = dict(article.corrections.values_list("claim", "replaced_by"))
    shown = set(shown_claims(keys, corrected).values())
    where = citing.Place(key(article.pk), article.title, article.url)
    citing.cite(place=where, keys=shown)


def _keep_uses(release: Release, article: Article, blocks: tuple[Block, ...]) -> None:
    wanted = {*pictures_in(blocks)} | ({article.picture_id} if article.picture_id else set())
    release.uses.exclude(picture_id__in=wanted).delete()
    held = set(release.uses.values_list("picture_id", flat=True))
    wanted &= set(Picture.objects.filter(pk__in=wanted).values_list("pk", flat=True))
    Use.objects.bulk_create(
        Use(release=release, picture_id=picture_id) for picture_id in sorted(wanted - held)
    )
    # Each size is made now: the first reader, at the second at which an embargo ends, waits for none.
    transaction.on_commit(partial(pictures.cards, wanted), robust=True)


def _keep_mentions(release: Release, article: Article, blocks: tuple[Block, ...]) -> None:
    release.mentions.all().delete()
    found: dict[tuple[str, str], int] = dict.fromkeys(_things(blocks), 1)
    for word, times in _words(release, article, blocks).items():
        found["word", word] = times
    Mention.objects.bulk_create(
        Mention(release=release, kind=kind, key=key, times=times)
        for (kind, key), times in found.items()
    )


def _words(release: Release, article: Article, blocks: tuple[Block, ...]) -> dict[str, int]:
    """Those that tell it from the other articles of its language, as many as there are today."""
    words = counted(f"{article.title} {article.lead} {words_in(blocks)}")
    others = Release.objects.filter(language=release.language).exclude(pk=release.pk)
    held = Mention.objects.filter(kind="word", key__in=words, release__in=others)
    spread = dict(held.values_list("key").annotate(among=Count("pk")))
    rarity = Rarity({("word", word): spread.get(word, 0) for word in words}, others.count())
    return telling(words, rarity)


def _things(blocks: tuple[Block, ...]) -> list[tuple[str, str]]:
    found = [("title", one.title) for one in blocks if isinstance(one, Film)]
    found += [("person", one.person) for one in blocks if isinstance(one, Quotation) and one.person]
    found += [("subject", one.subject) for one in blocks if isinstance(one, Box) and one.subject]
    cards = facts.by_key(claims_in(blocks)).values()
    return found + [("subject", card.claim.subject) for card in cards]
