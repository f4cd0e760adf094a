"""A figure that an article cites was corrected: an editor lets the article say so, or lets it stand as it was written."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from lanterne.core import audit, clock
from lanterne.core.errors import Refused
from lanterne.facts import queries as facts
from lanterne.facts import services as citing
from lanterne.newsroom.keys import key
from lanterne.newsroom.models import Article, Correction, Release
from lanterne.newsroom.services.going_out import cite_again


class NothingCorrected(Refused):
    """Somebody else was faster, or the article was taken down."""


class ReasonMissing(Refused):
    pass


@transaction.atomic
def show_correction(*, article_id: int, claim: str, note: str = "", actor: str) -> None:
    """The article shows the figure of today, and says when it was corrected and what stood there. Refuses NothingCorrected."""
    article, citation = _waiting(article_id, claim)
    Correction.objects.update_or_create(
        article=article,
        claim=claim,
        defaults={
            "replaced_by": citation.replaced_by,
            "note": note.strip(),
            "at": clock.now(),
            "approved_by": actor,
        },
    )
    cite_again(article)
    now = clock.now()
    Release.objects.filter(article=article, public_at__lte=now).update(changed_at=now)
    audit.record(
        actor=actor,
        action="newsroom.show_correction",
        subject=key(article_id),
        detail={"claim": claim, "replaced_by": citation.replaced_by},
    )


@transaction.atomic
def leave_figure(*, article_id: int, claim: str, reason: str, actor: str) -> None:
    """The article keeps what it said, for instance because it tells what was believed then.

    Refuses NothingCorrected and ReasonMissing.
    """
    article, citation = _waiting(article_id, claim)
    if not reason.strip():
        raise ReasonMissing(_("Say why the article keeps a figure that was corrected."))
    citing.look_at_citation(citation_id=citation.id, actor=actor)
    audit.record(
        actor=actor,
        action="newsroom.leave_figure",
        subject=key(article.pk),
        detail={"claim": claim, "reason": reason.strip()},
    )


def _waiting(article_id: int, claim: str) -> tuple[Article, facts.Citation]:
    article = Article.objects.select_for_update(of=("self",)).filter(pk=article_id).first()
    cited = facts.citations_of(key(article_id))
    found = next((one for one in cited if one.claim == claim and one.marked_at), None)
    if article is None or found is None or not found.replaced_by:
        raise NothingCorrected(_("No correction of this figure waits here any more."))
    return article, found
