"""The names of the installed files: every one says what is in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage
from django.utils.module_loading import import_string

from lanterne.config import settings as house


@pytest.fixture
def install(tmp_path):
    """Install modules as `collectstatic` does; answers the text behind a name as pages ask for it."""
    storage_class = import_string(house.STORAGES["staticfiles"]["BACKEND"])

    def installed(name: str, **modules: str) -> str:
        root = tmp_path / "static"
        root.mkdir(exist_ok=True)
        for module, text in modules.items():
            (root / f"{module}.js").write_text(text)
        storage = storage_class(location=str(root))
        paths = {f"{module}.js": (FileSystemStorage(root), f"{module}.js") for module in modules}
        faults = [done for _, _, done in storage.post_process(paths) if isinstance(done, Exception)]
        assert faults == []
        return Path(storage.path(storage.stored_name(name))).read_text()

    return installed


def test_a_module_asks_for_its_neighbours_by_their_hashed_names(install):
    text = install(
        "main.js", main='import { now } from "./clock.js";\n', clock="export const now = 1;\n"
    )
    assert text == 'import { now } from "./clock.d4eb7d7cbe14.js";\n'


def test_a_module_is_called_otherwise_once_a_neighbour_has_changed(install):
    first = install("main.js", main='import "./clock.js";\n', clock="1;\n")
    second = install("main.js", main='import "./clock.js";\n', clock="2;\n")
    assert first != second
