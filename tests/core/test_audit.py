from datetime import UTC, datetime

import pytest
import time_machine
from django.db import IntegrityError, transaction

from lanterne.core import audit
from lanterne.core.models import AppendOnly, AuditLine

pytestmark = pytest.mark.django_db


def test_a_line_keeps_who_did_what_to_what_and_when():
    with time_machine.travel(datetime(2026, 11, 23, 10, tzinfo=UTC), tick=False):
        audit.record(
            actor="user:3", action="rights.grant", subject="title:1", detail={"in": ["FR"]}
        )
    (line,) = audit.lines()
    assert (line.at, line.actor, line.action, line.subject, line.detail) == (
        datetime(2026, 11, 23, 10, tzinfo=UTC),
        "user:3",
        "rights.grant",
        "title:1",
        {"in": ["FR"]},
    )


def test_lines_of_one_subject_come_latest_first():
    for action in ("first", "second"):
        audit.record(actor="system:worker", action=action, subject="title:1")
    audit.record(actor="system:worker", action="other", subject="title:2")
    assert [line.action for line in audit.lines(subject="title:1")] == ["second", "first"]
    assert [line.action for line in audit.lines(limit=1)] == ["other"]


def test_an_actor_has_a_kind():
    with pytest.raises(IntegrityError), transaction.atomic():
        audit.record(actor="someone", action="did", subject="title:1")
    assert audit.lines() == ()


def test_a_line_is_never_changed_nor_removed():
    audit.record(actor="user:3", action="did", subject="title:1")
    line = AuditLine.objects.get()
    line.action = "did not"
    for rewriting in (
        line.save,
        line.delete,
        AuditLine.objects.all().delete,
        lambda: AuditLine.objects.update(action="did not"),
    ):
        with pytest.raises(AppendOnly):
            rewriting()
    assert [kept.action for kept in audit.lines()] == ["did"]


@transaction.atomic
def do_it_then_fail():
    audit.record(actor="user:3", action="did", subject="title:1")
    raise ZeroDivisionError


def test_a_line_goes_when_its_change_is_undone():
    with pytest.raises(ZeroDivisionError):
        do_it_then_fail()
    assert audit.lines() == ()
