"""What comes without a key gets one of its own words; what comes with one that is taken is refused."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from lanterne.growth.drafts import OfficeDraft, PostDraft, ServiceDraft
from lanterne.growth.models import Office, Post, Service
from lanterne.growth.services import markets, offices
from lanterne.growth.services.refusals import KeyTaken

# A key has at most 80 characters; a number may come behind what is made here.
LONGEST = 74


@transaction.atomic
def add_service(*, draft: ServiceDraft, actor: str) -> str:
    """Put a service on record that is not there yet; returns its key."""
    key = draft.key or _free(Service, slugify(draft.name) or "service")
    if draft.key and Service.objects.filter(key=key).exists():
        raise KeyTaken(_("There is a service “%(key)s” already.") % {"key": key[:80]})
    markets.put_service(draft=replace(draft, key=key), actor=actor)
    return key


@transaction.atomic
def add_office(*, draft: OfficeDraft, actor: str) -> int:
    """Put an office on record that is not there yet; returns its number."""
    key = draft.key or _free(Office, f"{draft.service}/{slugify(draft.name) or 'office'}")
    if draft.key and Office.objects.filter(key=key).exists():
        raise KeyTaken(_("There is an office “%(key)s” already.") % {"key": key[:80]})
    offices.put_office(draft=replace(draft, key=key), actor=actor)
    return Office.objects.get(key=key).pk


@transaction.atomic
def add_post(*, draft: PostDraft, actor: str) -> str:
    """Put a post on record that is not there yet; returns its key."""
    words = slugify(f"{draft.office.replace('/', '-')} {draft.function}")
    key = _free(Post, words or "post")
    offices.put_post(draft=replace(draft, key=key), actor=actor)
    return key


def _free(model: type[Service | Office | Post], stem: str) -> str:
    """The words, numbered when they are taken."""
    stem = stem.replace("_", "-")[:LONGEST].rstrip("-/")
    taken = set(model.objects.filter(key__startswith=stem).values_list("key", flat=True))
    numbered = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
    return next(key for key in (stem, *numbered) if key not in taken)
