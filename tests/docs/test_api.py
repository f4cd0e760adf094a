"""The examples of docs/api.md are what a program may send, and are answered."""

from __future__ import annotations

import re
import shlex

import pytest

from lanterne.accounts.scopes import Scope
from tests.api.partners import Program, a_program
from tests.docs.reading import text
from tests.titles import a_film

EXAMPLES = re.findall(r"```sh\n(curl .+?)\n```", text("docs/api.md"), re.DOTALL)


def sent(example: str, program: Program, title_id: int):
    """What curl would send."""
    # As a shell does, which fills in nothing between single quotes.
    filled = example.replace("\\\n", " ").replace("$TITLE", str(title_id)).replace("$HOST", "")
    words = iter(shlex.split(filled)[1:])
    method, body, headers, address = "", None, {}, ""
    for word in words:
        match word:
            case "-X":
                method = next(words)
            case "-d":
                body = next(words)
            case "-H":
                name, _, said = next(words).partition(": ")
                headers[name.replace("-", "_")] = said
            case "-sS":
                pass
            case _:
                address = word
    assert headers.pop("Authorization") == "Bearer $TOKEN"
    method = method or ("POST" if body else "GET")
    return program.ask(method, address.removeprefix("/api/v1"), body, **headers)


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_is_answered(example, editor):
    response = sent(example, a_program(editor), a_film())
    assert response.status_code in {200, 201}, response.content


def test_every_scope_is_documented():
    assert re.findall(r"^\| `(\w+:\w+)` \|", text("docs/api.md"), re.MULTILINE) == list(Scope)


def test_there_are_examples_of_reading_and_writing():
    assert len(EXAMPLES) == 13
