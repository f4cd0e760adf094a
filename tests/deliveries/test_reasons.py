"""The list of reasons for a redelivery: every one can be said, of something, in both languages."""

from __future__ import annotations

import pytest
from django.utils import translation

from lanterne.deliveries import reasons
from lanterne.deliveries.rules import Asset

ALL = reasons.reasons()


@pytest.mark.parametrize("reason", ALL.values(), ids=ALL)
def test_a_reason_has_both_languages_and_something_it_is_said_of(reason):
    assert set(reason.said) == {"en", "fr"}
    assert all(text.endswith(".") for text in reason.said.values())
    assert reason.assets
    assert reason.assets <= set(Asset)
    # As the column that keeps it is long.
    assert len(reason.code) <= 40


@pytest.mark.parametrize("asset", Asset)
def test_every_asset_can_be_sent_back(asset):
    assert len(reasons.of(asset)) >= 2


def test_a_reason_is_said_in_the_readers_language():
    with translation.override("fr"):
        assert reasons.sentence("out_of_sync") == "Ce n’est pas synchronisé avec l’image."
    with translation.override("ar"):
        assert reasons.sentence("out_of_sync") == "It is not in time with the picture."


def test_a_code_that_the_list_has_lost_stands_for_itself():
    assert reasons.sentence("of_long_ago") == "of_long_ago"
