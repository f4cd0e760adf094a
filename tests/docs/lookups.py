"""Finding in the source what an operator can set, and what goes into the audit trail."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache

from tests.docs.reading import modules

ANY = r"[A-Za-z_]+"
# Where an app's services note what they did, and which argument names the action.
NOTES = {
    "lanterne.accreditation.services.rows": ("accreditation", 1),
    "lanterne.catalogue.services.changes": ("catalogue", 2),
    "lanterne.rights.services.windows": ("rights", 1),
    "lanterne.commissioning.services.slate": ("commissioning", 1),
}


@cache
def environment() -> frozenset[str]:
    """Patterns of the names that our code looks up in the environment."""
    return frozenset(
        pattern(found)
        for tree in modules().values()
        for node in ast.walk(tree)
        if (found := _name_looked_up(node)) is not None
    )


def _name_looked_up(node: ast.AST) -> ast.expr | None:
    if isinstance(node, ast.Subscript) and _ends_with(node.value, "environ"):
        return node.slice
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute | ast.Name):
        return None
    is_getenv = _ends_with(node.func, "getenv")
    is_method = isinstance(node.func, ast.Attribute) and _ends_with(node.func.value, "environ")
    return node.args[0] if (is_getenv or is_method) and node.args else None


def _ends_with(node: ast.AST, name: str) -> bool:
    return getattr(node, "attr", getattr(node, "id", None)) == name


def pattern(said: ast.expr) -> str:
    """A regular expression for a text: what is only known while running may be any word."""
    if isinstance(said, ast.Constant):
        return re.escape(str(said.value))
    if isinstance(said, ast.JoinedStr):
        return "".join(pattern(part) for part in said.values)
    return ANY


@cache
def actions() -> frozenset[str]:
    """Patterns of the actions that services write into the audit trail, themselves or by their app's ``note``."""
    return frozenset(found for tree in modules().values() for found in _actions_of(tree))


def _actions_of(tree: ast.Module) -> Iterator[str]:
    for function in _functions(tree):
        for call in (
            *_calls(function, "record", of="audit"),
            *_calls(function, "record_all", of="audit"),
        ):
            said = next(word.value for word in call.keywords if word.arg == "action")
            yield from _said(said, function, tree)
    for room, (app, place) in NOTES.items():
        if _imports(tree, "note", of=room):
            for function in _functions(tree):
                for call in _calls(function, "note"):
                    yield re.escape(f"{app}.") + pattern(call.args[place])


def _imports(tree: ast.Module, name: str, *, of: str) -> bool:
    found = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom))
    return any(node.module == of and name in {one.name for one in node.names} for node in found)


def _said(said: ast.expr, function: ast.FunctionDef, tree: ast.Module) -> Iterator[str]:
    """The patterns of an expression; where it is a parameter, of what callers in the module give for it."""
    names = [node.id for node in ast.walk(said) if isinstance(node, ast.Name)]
    parameters = [arg.arg for arg in (*function.args.args, *function.args.kwonlyargs)]
    given = next((name for name in names if name in parameters and _is_whole(said, name)), None)
    if given is None:
        yield pattern(said)
        return
    for caller in _functions(tree):
        for call in _calls(caller, function.name):
            argument = _argument(call, given, parameters)
            for inner in _said(argument, caller, tree):
                yield _put(said, inner)


def _is_whole(said: ast.expr, name: str) -> bool:
    """Whether the parameter itself is said, not something that is asked of it."""
    parts = [part.value for part in getattr(said, "values", []) if hasattr(part, "value")]
    return any(isinstance(part, ast.Name) and part.id == name for part in (said, *parts))


def _put(said: ast.expr, inner: str) -> str:
    if isinstance(said, ast.JoinedStr):
        return "".join(
            pattern(part) if isinstance(part, ast.Constant) else inner for part in said.values
        )
    return inner


def _argument(call: ast.Call, name: str, parameters: list[str]) -> ast.expr:
    by_name = {word.arg: word.value for word in call.keywords}
    return by_name[name] if name in by_name else call.args[parameters.index(name)]


def _functions(tree: ast.Module) -> list[ast.FunctionDef]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]


def _calls(function: ast.FunctionDef, name: str, *, of: str | None = None) -> Iterator[ast.Call]:
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and _ends_with(node.func, name):
            owner = getattr(getattr(node.func, "value", None), "id", None)
            if of is None or owner == of:
                yield node
