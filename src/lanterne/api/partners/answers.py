"""What each kind of address may answer, for its document."""

from __future__ import annotations

from typing import Any

from ninja import Schema

from lanterne.api.partners.forms.common import Problem

Responses = dict[int, Any]
# Of any token, and of any question.
_NO: Responses = dict.fromkeys((401, 403, 422, 429), Problem)
_MAY_FAIL: Responses = {**_NO, **dict.fromkeys((400, 404, 409, 413), Problem)}


def lists(document: type[Schema]) -> Responses:
    return {200: document, 304: None, 400: Problem, **_NO}


def reads(document: type[Schema]) -> Responses:
    return {200: document, 304: None, 404: Problem, **_NO}


def makes(document: type[Schema]) -> Responses:
    return {201: document, **_MAY_FAIL}


def changes(document: type[Schema], status: int = 200) -> Responses:
    return {status: document, 412: Problem, 428: Problem, **_MAY_FAIL}


def removes() -> Responses:
    return {204: None, 412: Problem, 428: Problem, **_MAY_FAIL}
