"""A program with a token, as the tests of its API use it."""

from __future__ import annotations

import json

from django.test import Client

from lanterne.accounts import tokens
from lanterne.accounts.scopes import Scope

EVERYTHING = tuple(Scope)


class Program:
    """Asks with a token; bodies are given as what they say."""

    def __init__(self, secret: str, **headers: str) -> None:
        self.client = Client(raise_request_exception=False)
        self.headers = {"Authorization": f"Bearer {secret}", **headers}

    def ask(self, method: str, path: str, body: object = None, **headers: str):
        """``If_Match="…"`` is the header If-Match."""
        given = {name.replace("_", "-"): said for name, said in headers.items()}
        is_ready = isinstance(body, str | bytes)
        sent = body if is_ready else json.dumps(body) if body is not None else ""
        return self.client.generic(
            method,
            f"/api/v1{path}",
            sent,
            content_type="image/png" if isinstance(body, bytes) else "application/json",
            headers={**self.headers, **given},
        )

    def get(self, path: str, **headers: str):
        return self.ask("GET", path, **headers)

    def post(self, path: str, body: object, **headers: str):
        return self.ask("POST", path, body, **headers)


def a_program(editor, *, scopes=EVERYTHING, markets=(), **more) -> Program:
    made = tokens.make_token(
        user_id=editor.user_id, name="A partner", scopes=scopes, markets=markets
    )
    return Program(made.secret, **more)


def problem(response) -> tuple[int, str]:
    """The status and the code of a no, once its form is as it must be."""
    told = response.json()
    assert response["Content-Type"] == "application/problem+json"
    assert {"type", "title", "status", "detail", "code"} <= set(told) | {"errors"}
    assert told["type"] == f"urn:lanterne:problem:{told['code']}"
    assert told["status"] == response.status_code
    assert told["detail"].endswith(".") or told["detail"].endswith("…")
    return response.status_code, told["code"]
