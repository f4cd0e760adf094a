"""Source works, options and the papers of the chain of title."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from lanterne.catalogue import services as catalogue
from lanterne.commissioning.drafts import ExtensionDraft, LinkDraft, OptionDraft, WorkDraft
from lanterne.commissioning.models import (
    ChainLink,
    Extension,
    Project,
    RightsOption,
    SourceWork,
    WorkAuthor,
)
from lanterne.commissioning.rules.rights import Paper, Standing, WorkKind
from lanterne.commissioning.services import checks
from lanterne.commissioning.services.refusals import (
    KeyTaken,
    NoSuchOption,
    NotThere,
    WrongFacts,
    WrongTerm,
)
from lanterne.commissioning.services.slate import note
from lanterne.core import audit


@transaction.atomic
def add_work(*, draft: WorkDraft, actor: str) -> int:
    """Put a work on record with its authors in their order."""
    if draft.kind not in set(WorkKind):
        raise WrongFacts(_("“%(kind)s” is no kind of work.") % {"kind": draft.kind[:20]})
    if draft.language:
        checks.language(draft.language)
    columns = {
        "key": checks.key(draft.key, draft.name),
        "kind": draft.kind,
        "name": checks.name(draft.name),
        "language": draft.language,
        "year": draft.year,
        "publisher": checks.line(draft.publisher),
        "free_from": draft.free_from,
    }
    try:
        with transaction.atomic():
            row = SourceWork.objects.create(**columns)
    except IntegrityError as error:
        raise KeyTaken(
            _("There is a source work “%(key)s” already.") % {"key": columns["key"]}
        ) from error
    for number, author in enumerate(dict.fromkeys(draft.authors), start=1):
        person_id = catalogue.name_person(name=author)
        WorkAuthor.objects.create(work=row, person_id=person_id, number=number)
    audit.record(
        actor=actor,
        action="commissioning.add_work",
        subject=f"work:{row.key}",
        detail={"name": row.name, "kind": row.kind},
    )
    return row.pk


@transaction.atomic
def add_work_to(*, project_id: int, draft: WorkDraft, actor: str) -> None:
    """Put a work on record and make the project from it."""
    work_id = add_work(draft=draft, actor=actor)
    work = SourceWork.objects.get(pk=work_id)
    base_on(project_id=project_id, work=work.key, actor=actor)


@transaction.atomic
def base_on(*, project_id: int, work: str, actor: str) -> None:
    """Say which work a project is made from, or that it is made from none on record."""
    row = checks.held(project_id)
    row.work = checks.work_of(work) if work else None
    row.save(update_fields=["work"])
    note(actor, "base_on", row, work=work)


@transaction.atomic
def take_option(*, project_id: int, draft: OptionDraft, actor: str) -> int:
    """Keep an option on a project's work; its last day is the day before ``ends_on``."""
    row = checks.held(project_id)
    if draft.ends_on <= draft.begins_on:
        raise WrongTerm(_("An option ends after it begins."))
    if draft.fee_minor or draft.price_minor is not None:
        checks.amount(max(draft.fee_minor, draft.price_minor or 0), draft.currency)
    if min(draft.fee_minor, draft.price_minor or 0) < 0:
        raise WrongFacts(_("A fee is not below nought."))
    option = RightsOption.objects.create(
        project=row,
        grantor=checks.name(draft.grantor),
        begins_on=draft.begins_on,
        ends_on=draft.ends_on,
        fee_minor=draft.fee_minor,
        price_minor=draft.price_minor,
        currency=draft.currency,
    )
    note(actor, "take_option", row, grantor=option.grantor, ends_on=draft.ends_on.isoformat())
    return option.pk


@transaction.atomic
def extend_option(*, project_id: int, option_id: int, draft: ExtensionDraft, actor: str) -> None:
    """Move the end of an option that has not lapsed on the day of the agreement."""
    row, option = _option(project_id, option_id)
    if option.exercised_on is not None or draft.agreed_on >= option.ends_on:
        raise WrongTerm(_("What has lapsed or is exercised cannot be extended: take a new option."))
    if draft.until <= option.ends_on:
        raise WrongTerm(_("An extension ends later than what it extends."))
    if draft.fee_minor:
        checks.amount(draft.fee_minor, option.currency)
    Extension.objects.create(
        option=option,
        was_until=option.ends_on,
        until=draft.until,
        fee_minor=draft.fee_minor,
        agreed_on=draft.agreed_on,
    )
    option.ends_on = draft.until
    option.save(update_fields=["ends_on"])
    note(actor, "extend_option", row, until=draft.until.isoformat())


@transaction.atomic
def exercise_option(*, project_id: int, option_id: int, on: date, actor: str) -> None:
    """Buy what the option gives the right to buy, while it runs."""
    row, option = _option(project_id, option_id)
    if not option.begins_on <= on < option.ends_on or option.exercised_on is not None:
        raise WrongTerm(_("An option is exercised once, while it runs."))
    option.exercised_on = on
    option.save(update_fields=["exercised_on"])
    note(actor, "exercise_option", row, on=on.isoformat())


@transaction.atomic
def add_link(*, project_id: int, draft: LinkDraft, actor: str) -> int:
    """Put a paper at the end of the chain of title."""
    row = checks.held(project_id)
    if draft.paper not in set(Paper) or draft.standing not in set(Standing):
        raise WrongFacts(
            _("“%(paper)s” is no paper of a chain of title.") % {"paper": draft.paper[:20]}
        )
    last = ChainLink.objects.filter(project=row).aggregate(last=Max("number"))["last"] or 0
    link = ChainLink.objects.create(
        project=row,
        number=last + 1,
        paper=draft.paper,
        standing=draft.standing,
        giver=checks.line(draft.giver),
        taker=checks.line(draft.taker),
        signed_on=draft.signed_on,
        place=checks.line(draft.place, most=500),
    )
    note(actor, "add_link", row, paper=link.paper, standing=link.standing)
    return link.pk


@transaction.atomic
def receive_link(*, project_id: int, link_id: int, on: date, actor: str) -> None:
    """A paper that was awaited has come, signed on that day."""
    row = checks.held(project_id)
    link = ChainLink.objects.filter(project=row, pk=link_id).first()
    if link is None:
        raise NotThere(_("This paper is not in the chain of this project."))
    link.standing, link.signed_on = Standing.HELD, on
    link.save(update_fields=["standing", "signed_on"])
    note(actor, "receive_link", row, paper=link.paper, on=on.isoformat())


def _option(project_id: int, option_id: int) -> tuple[Project, RightsOption]:
    row = checks.held(project_id)
    option = RightsOption.objects.filter(project=row, pk=option_id).first()
    if option is None:
        raise NoSuchOption(_("There is no such option on this project."))
    return row, option
