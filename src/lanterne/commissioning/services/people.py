"""Who makes a project, which companies with what share, and what is agreed with them."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from lanterne.catalogue import services as catalogue
from lanterne.catalogue.rules import CompanyRole
from lanterne.commissioning.drafts import DealDraft, PartnerDraft
from lanterne.commissioning.models import Deal, Participant, Partner, Project
from lanterne.commissioning.rules.shares import WHOLE, is_share, together
from lanterne.commissioning.services import checks
from lanterne.commissioning.services.refusals import NotThere, WrongFacts, WrongShares
from lanterne.commissioning.services.slate import note


@transaction.atomic
def name_participant(
    *, project_id: int, person: str, role: str, actor: str, character: str = ""
) -> None:
    """Name somebody after those already named; saying it twice changes nothing."""
    row = checks.held(project_id)
    said = {"role": checks.name(role)[:60], "character": checks.line(character)}
    person_id = catalogue.name_person(name=checks.name(person))
    last = Participant.objects.filter(project=row).aggregate(last=Max("number"))["last"] or 0
    _made, is_new = Participant.objects.get_or_create(
        project=row, person_id=person_id, **said, defaults={"number": last + 1}
    )
    if is_new:
        note(actor, "name_participant", row, person=person, role=said["role"])


@transaction.atomic
def drop_participant(*, project_id: int, participant_id: int, actor: str) -> None:
    row = checks.held(project_id)
    found = Participant.objects.filter(project=row, pk=participant_id).select_related("person")
    one = found.first()
    if one is None:
        raise NotThere(_("They are not named for this project."))
    detail = {"person": str(one.person), "role": one.role}
    one.delete()
    note(actor, "drop_participant", row, **detail)


@transaction.atomic
def join_partner(*, project_id: int, draft: PartnerDraft, actor: str) -> None:
    """Name a company in a role, or change its share; together they hold no more than the whole."""
    row = checks.held(project_id)
    if draft.role not in set(CompanyRole):
        raise WrongFacts(
            _("“%(role)s” is nothing that a company does.") % {"role": draft.role[:20]}
        )
    if draft.territory:
        checks.territory(draft.territory)
    company_id = catalogue.name_company(name=checks.name(draft.company))
    _check_shares(row, company_id, draft)
    Partner.objects.update_or_create(
        project=row,
        company_id=company_id,
        role=draft.role,
        defaults={"share": draft.share, "territory": draft.territory},
    )
    note(
        actor,
        "join_partner",
        row,
        company=draft.company,
        role=draft.role,
        share=_written(draft.share),
    )


@transaction.atomic
def leave_partner(*, project_id: int, partner_id: int, actor: str) -> None:
    row = checks.held(project_id)
    one = Partner.objects.filter(project=row, pk=partner_id).select_related("company").first()
    if one is None:
        raise NotThere(_("This company is no partner of this project."))
    detail = {"company": str(one.company), "role": one.role}
    one.delete()
    note(actor, "leave_partner", row, **detail)


@transaction.atomic
def agree_deal(*, project_id: int, draft: DealDraft, actor: str) -> int:
    """Keep a deal, signed or still talked about."""
    row = checks.held(project_id)
    if draft.fee_minor is not None:
        checks.amount(draft.fee_minor, draft.currency)
        if draft.fee_minor < 0:
            raise WrongFacts(_("A fee is not below nought."))
    deal = Deal.objects.create(
        project=row,
        with_whom=checks.name(draft.with_whom),
        subject=checks.name(draft.subject),
        is_signed=draft.signed_on is not None,
        signed_on=draft.signed_on,
        fee_minor=draft.fee_minor,
        currency=draft.currency if draft.fee_minor is not None else "",
    )
    note(actor, "agree_deal", row, with_whom=deal.with_whom, subject=deal.subject)
    return deal.pk


def _check_shares(row: Project, company_id: int, draft: PartnerDraft) -> None:
    if draft.share is not None and not is_share(draft.share):
        raise WrongShares(_("A share is more than 0 and at most 100 per cent."))
    others = Partner.objects.filter(project=row).exclude(company_id=company_id, role=draft.role)
    whole = together([*others.values_list("share", flat=True), draft.share])
    if whole > WHOLE:
        raise WrongShares(
            _("These shares add up to %(whole)s per cent, more than the whole.")
            % {"whole": f"{whole.normalize():f}"}
        )


def _written(share: Decimal | None) -> str:
    return "" if share is None else f"{share.normalize():f}"
