"""Tables are touched by their own app only; the other apps ask it."""

from __future__ import annotations

import ast

import grimp
import pytest

from tests.docs.reading import SOURCE, modules

GRAPH = grimp.build_graph("lanterne", "lanterne_media", exclude_type_checking_imports=True)
APPS = sorted(app for app in GRAPH.find_children("lanterne") if f"{app}.models" in GRAPH.modules)


@pytest.mark.parametrize("app", APPS)
def test_models_stay_at_home(app):
    for importer in GRAPH.find_modules_that_directly_import(f"{app}.models"):
        assert importer.startswith(f"{app}."), (
            f"{importer} must ask {app}.queries or {app}.services"
        )


def _signals_heard(tree: ast.Module) -> list[str]:
    names = [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return [name for name in names if name and name.endswith("signals")]


def test_nobody_listens_to_signals():
    found = {
        str(path.relative_to(SOURCE)): _signals_heard(tree) for path, tree in modules().items()
    }
    assert {path: names for path, names in found.items() if names} == {}


def test_no_table_has_an_order_of_its_own():
    ordered = [
        str(path.relative_to(SOURCE))
        for path, tree in modules().items()
        if path.name == "models.py" or path.parent.name == "models"
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "ordering"
    ]
    assert ordered == []
