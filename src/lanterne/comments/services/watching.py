"""Words that moderators want to see first."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from lanterne.comments.models import WatchedWord
from lanterne.comments.rules.words import LONGEST_WORD, Act, folded
from lanterne.comments.services.refusals import WordRefused
from lanterne.core import audit, clock

MOST_WORDS = 2000


@transaction.atomic
def watch_word(*, word: str, act: Act, actor: str) -> None:
    """Watch a word, or say anew what becomes of comments that have it. Refuses WordRefused."""
    told = folded(word[:500])
    if not told.strip("*") or len(told) > LONGEST_WORD or "*" in told[:-1]:
        raise WordRefused(
            _("A watched word has up to %(most)d characters; a star may stand at its end.")
            % {"most": LONGEST_WORD}
        )
    if WatchedWord.objects.count() >= MOST_WORDS:
        raise WordRefused(_("There are too many watched words already."))
    chosen = {"act": act.value, "added_at": clock.now(), "added_by": actor}
    row, _made = WatchedWord.objects.update_or_create(word=told, defaults=chosen)
    audit.record(
        actor=actor,
        action="comments.watch_word",
        subject=f"word:{row.pk}",
        detail={"word": told, "act": act.value},
    )


@transaction.atomic
def unwatch_word(*, word_id: int, actor: str) -> None:
    """One that is gone already is gone."""
    row = WatchedWord.objects.select_for_update().filter(pk=word_id).first()
    if row is None:
        return
    audit.record(
        actor=actor,
        action="comments.unwatch_word",
        subject=f"word:{row.pk}",
        detail={"word": row.word},
    )
    row.delete()
