"""Shares in as many digits as they need to be told from nothing."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import translation

from lanterne.core import shares


@pytest.mark.parametrize(
    ("amount", "english", "french"),
    [
        ("12.07", "12.1%", "12,1\xa0%"),
        ("50", "50%", "50\xa0%"),
        ("99.96", "100%", "100\xa0%"),
        ("0.5", "0.5%", "0,5\xa0%"),
        ("0.024", "0.02%", "0,02\xa0%"),
        ("0.0024", "under 0.01%", "moins de 0,01\xa0%"),
        ("0", "0%", "0\xa0%"),
        ("-0.024", "-0.02%", "-0,02\xa0%"),
    ],
)
def test_a_small_share_is_told_from_nothing(amount, english, french):
    for language, said in (("en", english), ("fr", french)):
        with translation.override(language):
            assert shares.written(Decimal(amount), locale=language) == said
