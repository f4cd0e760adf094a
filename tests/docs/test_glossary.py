from __future__ import annotations

import pytest
from django.apps import apps
from django.conf import settings

from tests.docs.reading import code_words, text


def _tables() -> list[str]:
    ours = [app for app in apps.get_app_configs() if app.name in settings.FIRST_PARTY_APPS]
    return [model.__name__ for app in ours for model in app.get_models()]


@pytest.mark.parametrize("table", _tables())
def test_a_table_is_explained_in_the_glossary(table):
    assert table in code_words(text("docs/glossary.md"))


def test_the_glossary_explains_no_table_that_is_gone():
    told = {word for word in code_words(text("docs/glossary.md")) if word[0].isupper()}
    assert told - set(_tables()) == set()
