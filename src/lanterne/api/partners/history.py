"""What became of a title: its lines of the audit trail."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from lanterne.accounts.scopes import Scope
from lanterne.api.partners import answers, cursors, etags, title_desk
from lanterne.api.partners.doors import Bearer, check_filters, check_sees
from lanterne.api.partners.forms import history as forms
from lanterne.api.partners.forms.common import EVERYWHERE, RowId
from lanterne.core import audit
from lanterne.core.audit import Line
from lanterne.core.cursor import Cursor

router = Router(tags=["catalogue"])


@router.get(
    "/titles/{title_id}/history",
    auth=Bearer(Scope.TITLES_READ),
    response={**answers.lists(forms.History), **answers.reads(forms.History)},
    url_name="partner_history",
)
def history(
    request: HttpRequest, title_id: RowId, asked: Query[forms.HistoryAsked]
) -> HttpResponse:
    """Who did what to it, from the first on; of every market, so not for a token of some. Scope `titles:read`."""
    check_filters(request, forms.HistoryAsked)
    check_sees(request, [EVERYWHERE])
    title_desk.document(title_id)

    def fetch(after: int, limit: int) -> Sequence[Line]:
        subject, place = f"title:{title_id}", Cursor(after=after)
        return audit.search(subject=subject, action=asked.action, place=place, limit=limit)

    shown, following = cursors.piece(asked, fetch)
    items = [forms.Happening.model_validate(one) for one in shown]
    return etags.answer(request, forms.History(items=items, next=following))
