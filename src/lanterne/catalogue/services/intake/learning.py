"""What the search suggests, learnt of many names at once."""

from __future__ import annotations

from collections.abc import Iterable

from lanterne.catalogue.models import Spelling
from lanterne.catalogue.rules import trimmed
from lanterne.catalogue.services.checks import LONGEST_WORD
from lanterne.core import bulk


def learn(folded: Iterable[str]) -> None:
    """Only words that are not known yet are taken apart."""
    words = {word for name in folded for word in name.split() if len(word) <= LONGEST_WORD}
    known = set(Spelling.objects.filter(trimmed__in=words).values_list("word", flat=True))
    bulk.insert(
        Spelling,
        ("trimmed", "word"),
        ((short, word) for word in sorted(words - known) for short in trimmed(word)),
        spared=(),
    )
