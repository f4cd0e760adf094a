"""Tokens from the shell."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from lanterne.accounts import tokens
from lanterne.accounts.scopes import Scope
from lanterne.cli import service
from lanterne.cli.tokens import app
from lanterne.core import audit, clock


@pytest.fixture(autouse=True)
def the_tests_database(monkeypatch):
    """It is in its present form already."""
    monkeypatch.setattr(service, "prepare", lambda: None)


def run(*words):
    return CliRunner().invoke(app, words)


def test_a_token_is_made_listed_and_revoked(editor):
    made = run("add", "Cinémathèque", "--for", editor.email, "--scope", "titles:read", "--market", "FR")  # fmt: skip
    secret = made.output.strip()
    held = tokens.holder(secret=secret, at=clock.now())
    assert (held.name, held.scopes, held.markets) == ("Cinémathèque", {Scope.TITLES_READ}, ("FR",))
    listed = run("list").output
    assert "Cinémathèque" in listed
    assert secret not in listed
    run("revoke", str(held.id))
    assert tokens.holder(secret=secret, at=clock.now()) is None
    assert [one.action for one in audit.lines(subject=held.actor)] == [
        "accounts.revoke_token",
        "accounts.make_token",
    ]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--scope", "titles:eat"), "“titles:eat” is no scope. These are: titles:read,"),
        (("--scope", "titles:read", "--market", "XQ"), "“XQ” is not a country code such as FR."),
    ],
)
def test_a_wrong_token_is_refused_with_a_sentence(editor, words, sentence):
    done = run("add", "Cinémathèque", "--for", editor.email, *words)
    assert str(done.exception).startswith(sentence)
    assert tokens.tokens() == ()


def test_only_staff_have_tokens(subscriber):
    for email in (subscriber.email, "nobody@example.com"):
        done = run("add", "Mine", "--for", email, "--scope", "titles:read")
        assert str(done.exception) == "A token cannot do more than the one who makes it."
    assert tokens.tokens() == ()


def test_the_secret_is_kept_nowhere(editor):
    secret = run("add", "Mine", "--for", editor.email, "--scope", "titles:read").output.strip()
    from lanterne.accounts.models import ApiToken

    (row,) = ApiToken.objects.values()
    assert [name for name, told in row.items() if secret in str(told)] == []
