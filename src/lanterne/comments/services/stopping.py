"""Letters about answers, stopped by one click of whoever gets them."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from lanterne.comments import slips
from lanterne.comments.models import Author
from lanterne.comments.services.refusals import NoSuchComment


@transaction.atomic
def stop_letters(*, slip: str) -> None:
    """No letter about answers any more, whoever gives the address again. Refuses NoSuchComment for a slip of nobody."""
    author_id = slips.author_of_stop(slip)
    if author_id is None:
        raise NoSuchComment(_("This link is not whole: copy all of it from the letter."))
    # An author who is erased gets no letters either.
    Author.objects.filter(pk=author_id).update(is_silenced=True)
