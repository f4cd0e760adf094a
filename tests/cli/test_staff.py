"""``lanterne staff``."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from lanterne.accounts import staff
from lanterne.accounts.roles import Role, Standing
from lanterne.cli import service
from lanterne.cli.main import app
from lanterne.core import audit
from lanterne.core.errors import Refused
from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def awake(monkeypatch):
    monkeypatch.setattr(service, "awake", lambda: None)


def said(*words: str, typed: str = "") -> str:
    result = CliRunner().invoke(app, ["staff", *words], input=typed)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.output


def test_somebody_new_is_made_with_a_password_and_their_roles():
    told = said(
        "add", "ines@example.com", "--role", "rights", "--role", "post", "--markets", "fr, BE",
        typed=f"{PASSWORD}\n",
    )  # fmt: skip
    assert "ines@example.com: rights, post; FR, BE" in told
    (card,) = staff.members()
    assert card.standing == Standing(frozenset([Role.RIGHTS, Role.POST]), frozenset(["FR", "BE"]))
    actions = [line.action for line in audit.lines(subject=f"user:{card.id}")]
    assert actions == ["accounts.appoint", "accounts.create_staff"]


def test_somebody_known_is_asked_for_nothing_and_has_other_roles(editor):
    said("add", editor.email, "--role", "read-only")
    (card,) = staff.members()
    assert card.standing == Standing(frozenset([Role.READER]))


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--role", "boss"), "“boss” is no role."),
        (("--role", "post", "--markets", "XX"), "“XX” is not a country code"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nobody_is_made(words, sentence):
    with pytest.raises(Refused, match=sentence):
        said("add", "ines@example.com", *words, typed=f"{PASSWORD}\n")
    assert staff.members() == ()


def test_everybody_is_listed_with_what_they_do(editor):
    staff.create_staff(
        email="ines@example.com", password=PASSWORD, roles=[Role.RIGHTS], markets=["FR"]
    )
    told = said("list").splitlines()
    assert [line.split() for line in told[1:]] == [
        ["editor@example.com", "programmer,", "rights,", "post,", "editorial", "everywhere"],
        ["ines@example.com", "rights", "FR"],
    ]
