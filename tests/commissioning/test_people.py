"""Who makes a project, and how much of it is whose."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from lanterne.commissioning import services
from lanterne.commissioning.drafts import DealDraft, PartnerDraft
from lanterne.commissioning.models import Deal
from tests.commissioning.slating import ACTOR, a_project, card

pytestmark = pytest.mark.django_db


def join(project_id: int, company: str, share: str | None, role: str = "coproduction") -> None:
    draft = PartnerDraft(company, role, Decimal(share) if share else None, "FR")
    services.join_partner(project_id=project_id, draft=draft, actor=ACTOR)


def shares(project_id: int) -> dict[str, Decimal | None]:
    return {one.name: one.share for one in card(project_id).partners}


def test_partners_hold_the_whole_together_and_no_more():
    one = a_project()
    join(one, "Star Film", "60", "production")
    join(one, "Pathé", "40")
    with pytest.raises(services.WrongShares, match=r"100\.01 per cent"):
        join(one, "Gaumont", "0.01")
    assert shares(one) == {"Star Film": Decimal(60), "Pathé": Decimal(40)}


def test_a_share_is_changed_by_saying_it_again():
    one = a_project()
    join(one, "Pathé", "40")
    join(one, "Pathé", "100")
    assert shares(one) == {"Pathé": Decimal(100)}
    for wrong in ("0", "-5", "100.5"):
        with pytest.raises(services.WrongShares):
            join(one, "Pathé", wrong)


def test_who_leaves_gives_their_share_back():
    one = a_project()
    join(one, "Pathé", "100")
    services.leave_partner(project_id=one, partner_id=card(one).partners[0].id, actor=ACTOR)
    join(one, "Gaumont", "100")
    assert shares(one) == {"Gaumont": Decimal(100)}
    with pytest.raises(services.NotThere):
        services.leave_partner(project_id=one, partner_id=10**6, actor=ACTOR)


def test_people_are_named_in_their_order_and_dropped():
    one = a_project()
    for person, role in (("Ada", "writer"), ("Bo", "director"), ("Cy", "cast")):
        services.name_participant(project_id=one, person=person, role=role, actor=ACTOR)
    services.drop_participant(project_id=one, participant_id=card(one).people[1].id, actor=ACTOR)
    assert [(who.name, who.role) for who in card(one).people] == [("Ada", "writer"), ("Cy", "cast")]
    with pytest.raises(services.NotThere):
        services.drop_participant(project_id=one, participant_id=10**6, actor=ACTOR)


def test_a_deal_is_signed_on_a_day_or_still_talked_about():
    one = a_project()
    for day in (None, date(2026, 1, 5)):
        draft = DealDraft("Ada", "Script", day, 2_000_000, "EUR")
        services.agree_deal(project_id=one, draft=draft, actor=ACTOR)
    assert list(Deal.objects.order_by("pk").values_list("is_signed", flat=True)) == [False, True]
    with pytest.raises(services.CurrencyUnknown):
        services.agree_deal(
            project_id=one, draft=DealDraft("Ada", "Script", fee_minor=1), actor=ACTOR
        )
