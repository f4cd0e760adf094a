"""Learning from texts that people told apart, and finding from which score on to believe it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import LeaveOneGroupOut, StratifiedKFold

from lanterne.comments.spam import features
from lanterne.comments.spam.weights import Weights

PRECISION = 0.99
# Of each kind: of fewer, all being right still leaves room for 96 of 100.
FEWEST = 100
FOLDS = 5
# How little the weights are held back; found on the public set, where 3 and 30 do within a hundredth as well.
FREEDOM = 10.0


@dataclass(frozen=True, slots=True)
class Example:
    """``source`` is where it was said: a thread, a file. Whole sources are left out when the thresholds are looked for."""

    text: str
    is_spam: bool
    source: str


@dataclass(frozen=True, slots=True)
class Trained:
    """``spam_recall`` and ``ham_recall`` are the shares that the thresholds decided, on texts that were not learned from."""

    weights: Weights
    spam: int
    ham: int
    spam_recall: float
    ham_recall: float


class TooFew(Exception):
    """There are not enough examples of both kinds."""


def train(examples: Sequence[Example]) -> Trained:
    """Raises TooFew."""
    truth = np.array([one.is_spam for one in examples], dtype=bool)
    spam, ham = int(truth.sum()), int((~truth).sum())
    if min(spam, ham) < FEWEST:
        raise TooFew
    seen = features.matrix([one.text for one in examples])
    scores = _unseen_scores(seen, truth, np.array([one.source for one in examples]))
    spam_from, ham_up_to = threshold(scores, truth), -threshold(-scores, ~truth)
    # Two that crossed would call one comment both: between them nothing is sure.
    spam_from, ham_up_to = max(spam_from, ham_up_to), min(spam_from, ham_up_to)
    fitted = _fitted(seen, truth)
    values = fitted.coef_[0].astype(np.float32)
    weights = Weights(values, float(fitted.intercept_[0]), spam_from, ham_up_to)
    decided_spam = float((scores[truth] >= spam_from).mean())
    decided_ham = float((scores[~truth] <= ham_up_to).mean())
    return Trained(weights, spam, ham, decided_spam, decided_ham)


def threshold(scores: NDArray[np.float64], truth: NDArray[np.bool_]) -> float:
    """The lowest score such that 99 of 100 that have it or more are what is looked for; infinity where there is none."""
    order = np.argsort(-scores, kind="stable")
    ranked, right = scores[order], np.cumsum(truth[order])
    share = right / np.arange(1, len(ranked) + 1)
    # Those of one score are taken together or not at all.
    is_last = np.append(ranked[1:] != ranked[:-1], True)
    (good,) = np.nonzero((share >= PRECISION) & is_last)
    return float(ranked[good[-1]]) if good.size else float("inf")


def _unseen_scores(
    seen: csr_matrix, truth: NDArray[np.bool_], sources: NDArray[np.str_]
) -> NDArray[np.float64]:
    """Each text's score by what was learned from the others: of other sources, where there are at least three."""
    scores = np.zeros(len(truth))
    for learned, left in _parts(truth, sources):
        scores[left] = _fitted(seen[learned], truth[learned]).decision_function(seen[left])
    return scores


def _parts(
    truth: NDArray[np.bool_], sources: NDArray[np.str_]
) -> list[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    named, groups = np.unique(sources, return_inverse=True)
    if len(named) >= 3:
        # Small sources are put together, so that thousands of threads do not mean thousands of fits.
        parts = list(LeaveOneGroupOut().split(truth, truth, groups % FOLDS))
        if all(0 < truth[learned].sum() < len(learned) for learned, _ in parts):
            return parts
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=0)
    return list(folds.split(truth, truth))


def _fitted(seen: csr_matrix, truth: NDArray[np.bool_]) -> LogisticRegression:
    return LogisticRegression(C=FREEDOM, solver="liblinear").fit(seen, truth)
