"""Letting projects into stages: approvals, moves through gates, and moves of the past that are only told."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from lanterne.accounts.roles import Role
from lanterne.commissioning import queries, words
from lanterne.commissioning.drafts import ApprovalDraft, MoveDraft
from lanterne.commissioning.house import house
from lanterne.commissioning.models import Approval, Project, StageMove
from lanterne.commissioning.rules.stages import Stage, moves
from lanterne.commissioning.services import checks
from lanterne.commissioning.services.refusals import (
    DecisionMissing,
    GateClosed,
    ReasonMissing,
    RoleNotHeld,
    WrongMove,
)
from lanterne.commissioning.services.slate import check_claim, note
from lanterne.core import clock

# Whoever gives up or stops something says why.
WITH_A_REASON = frozenset({Stage.CANCELLED, Stage.ON_HOLD, Stage.TURNAROUND, Stage.ENDED})


@transaction.atomic
def approve(*, project_id: int, draft: ApprovalDraft, roles: Collection[str], actor: str) -> None:
    """Let a project into a stage, as somebody of a role; owners may speak for every role. Twice changes nothing.

    It holds for the standing that the project has: a project that moves, wherever to, is approved anew.
    """
    row = checks.held(project_id, draft.turn)
    if draft.role not in set(Role) or not {draft.role, Role.OWNER} & set(roles):
        raise RoleNotHeld(_("Only somebody of that role may approve this."))
    _check_way(row, Stage(draft.stage))
    said = checks.line(draft.note, most=500)
    _row, is_new = Approval.objects.get_or_create(
        project=row,
        stage=draft.stage,
        role=draft.role,
        turn=draft.turn,
        defaults={"actor": actor, "at": clock.now(), "note": said},
    )
    if is_new:
        note(actor, "approve", row, stage=draft.stage, role=draft.role)


@transaction.atomic
def move(*, project_id: int, stage: str, turn: int, actor: str, reason: str = "") -> None:
    """Bring a project to a stage, if the table leads there and its gate is open; greenlights are decisions."""
    row = checks.held(project_id, turn)
    if stage == Stage.GREENLIT and row.stage == Stage.PACKAGED:
        raise DecisionMissing(_("A greenlight is decided on the decision paper."))
    go(row, Stage(stage), actor=actor, reason=reason)


def go(row: Project, stage: Stage, *, actor: str, reason: str = "") -> None:
    """The move itself, of a held row."""
    _check_way(row, stage)
    why = checks.line(reason, most=500)
    if stage in WITH_A_REASON and not why:
        raise ReasonMissing(_("Say why, so that others understand it later."))
    if not _is_back(row, stage):
        check_gate(row, stage)
    _write(row, MoveDraft(stage, clock.now().date(), why), actor)


def check_gate(row: Project, stage: Stage) -> None:
    """Refuses GateClosed with all that is lacking."""
    lacking = [one for one in queries.demands(row.pk, stage) if not one.is_met]
    if lacking:
        raise GateClosed(
            _("To come to “%(stage)s” this project lacks: %(lacking)s.")
            % {
                "stage": words.STAGES[stage],
                "lacking": "; ".join(words.demand(one) for one in lacking),
            }
        )


@transaction.atomic
def tell_move(*, project_id: int, draft: MoveDraft, actor: str) -> None:
    """Write down a move that was made elsewhere or long ago. No gate is asked: it has happened.

    Moves are told in their order; the table of moves holds for them as well.
    """
    row = checks.held(project_id)
    checks.day(draft.on)
    check_claim(draft.claim)
    if draft.on < row.since:
        raise WrongMove(
            _("This project came to where it stands later than that: tell its moves in order.")
        )
    _check_way(row, Stage(draft.stage))
    _write(row, draft, actor)


def _is_back(row: Project, stage: Stage) -> bool:
    """What is taken up where it was held has been through that gate."""
    return row.stage == Stage.ON_HOLD and stage == row.held_at


def _check_way(row: Project, stage: Stage) -> None:
    held_at = Stage(row.held_at) if row.held_at else None
    if stage not in moves(Stage(row.stage), held_at=held_at, unused=house().unused):
        raise WrongMove(
            _("From “%(now)s” no way leads to “%(then)s”.")
            % {"now": words.STAGES[Stage(row.stage)], "then": words.STAGES[stage]}
        )


def _write(row: Project, draft: MoveDraft, actor: str) -> None:
    was, stage = Stage(row.stage), Stage(draft.stage)
    why = checks.line(draft.reason, most=500)
    StageMove.objects.create(
        project=row,
        stage=stage,
        came_from=was,
        on=draft.on,
        at=clock.now(),
        actor=actor,
        reason=why,
        claim_id=draft.claim or None,
    )
    row.held_at = was if stage is Stage.ON_HOLD else ""
    row.stage, row.since, row.turn = stage, draft.on, row.turn + 1
    row.save(update_fields=["stage", "since", "held_at", "turn"])
    note(actor, "move", row, stage=stage.value, came_from=was.value, reason=why)
