"""What of a text the classifier sees: pairs of words, and runs of two to five characters, hashed into a fixed number of places."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.preprocessing import normalize
from sklearn.utils import murmurhash3_32

# Whoever changes what is seen changes this number: weights that were learned of other features are not read.
VERSION = 1
PLACES = 2**18
_WORD = r"(?u)\b\w+\b"
_DIGITS = re.compile(r"\d+")


def matrix(texts: Sequence[str]) -> csr_matrix:
    """A row for each text: places of words, then places of characters, each half of length one."""
    told = [cleaned(text) for text in texts]
    halves = [_damped(one.transform(told)) for one in (_words(), _characters())]
    return hstack(halves, format="csr")


def cleaned(text: str) -> str:
    """As a reader sees it, in small letters; numbers count by their length alone, up to four."""
    plain = unicodedata.normalize("NFKC", html.unescape(text)).replace("\ufeff", " ")
    return _DIGITS.sub(lambda found: "0" * min(len(found[0]), 4), plain).lower()


def words_in(text: str) -> dict[str, int]:
    """The words and pairs of words of a text, each with its place."""
    found = sorted(set(_words().build_analyzer()(cleaned(text))))
    # As ``HashingVectorizer`` reckons it; tests hold the two against each other.
    return {word: abs(int(murmurhash3_32(word, seed=0))) % PLACES for word in found}


def _damped(counted: csr_matrix) -> csr_matrix:
    """A word that is said ten times weighs little more than one said thrice, and a long text no more than a short one."""
    counted.data = 1 + np.log(counted.data)
    return normalize(counted, copy=False)


@lru_cache(maxsize=1)
def _words() -> Any:
    return _hashing(ngram_range=(1, 2), token_pattern=_WORD)


@lru_cache(maxsize=1)
def _characters() -> Any:
    return _hashing(ngram_range=(2, 5), analyzer="char_wb")


def _hashing(**ways: object) -> Any:
    return HashingVectorizer(
        n_features=PLACES, alternate_sign=False, norm=None, lowercase=False, **ways
    )
