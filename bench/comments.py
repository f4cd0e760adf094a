"""``python -m bench.comments FOLDER``: the spam judge on labelled comments, each file judged by what the others taught."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.naive_bayes import MultinomialNB

from bench.tables import Table, milliseconds
from lanterne.comments import labelled
from lanterne.comments.spam import training
from lanterne.comments.spam.training import Example

NOTE = (
    "Each file is left out in turn, and judged by what was learned from the others. Recall at 99 % is read off the"
    " left-out file itself: the most of its spam that some threshold could take with 99 of 100 right. What is deployed"
    " has its thresholds from cross-validation over the other files, before the left-out one is looked at. Naive Bayes"
    " counts words, with nothing chosen. How strongly the weights are held back, and which n-grams are seen, was"
    " chosen with such tables of the YouTube Spam Collection before us."
)


@dataclass(frozen=True, slots=True)
class Judged:
    """One file: recall at 99 % of ours and of naive Bayes, and what the deployed thresholds make of it."""

    name: str
    ours: float
    bayes: float
    spam: tuple[float, float]
    ham: tuple[float, float]
    each: float


def main() -> int:
    # A file that is refused says so in words, for which Django wants to know the language.
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lanterne.config.settings")
    parser = argparse.ArgumentParser(prog="python -m bench.comments", description=__doc__)
    parser.add_argument(
        "folder", type=Path, help="with at least two CSV files of labelled comments"
    )
    parser.add_argument("--markdown", action="store_true", help="as docs/benchmarks.md has it")
    wish = parser.parse_args()
    files = sorted(wish.folder.glob("*.csv"))
    if len(files) < 2:
        parser.error(f"there are fewer than two CSV files in {wish.folder}")
    made = table(tuple(judged(file, files) for file in files))
    print(made.markdown() if wish.markdown else made.text())
    return 0


def judged(file: Path, files: Sequence[Path]) -> Judged:
    others = [one for other in files if other != file for one in _examples(other)]
    left = _examples(file)
    truth = np.array([one.is_spam for one in left])
    weights = training.train(others).weights
    weights.score(left[0].text)
    begun = time.perf_counter()
    scores = np.array([weights.score(one.text) for one in left])
    each = (time.perf_counter() - begun) / len(left) * 1000
    return Judged(
        name=file.stem,
        ours=_best_recall(scores, truth),
        bayes=_best_recall(_bayes(others, left), truth),
        spam=_deployed(scores >= weights.spam_from, truth),
        ham=_deployed(scores <= weights.ham_up_to, ~truth),
        each=each,
    )


def table(rows: Sequence[Judged]) -> Table:
    shown = [*(_row(one) for one in rows), _means(rows)]
    columns = (
        "left out", "recall at 99 %", "naive Bayes", "deployed: spam taken", "rightly",
        "others let through", "rightly", "a comment",
    )  # fmt: skip
    return Table("Comments: spam that was not learned from", columns, tuple(shown), NOTE)


def _row(one: Judged) -> tuple[str, ...]:
    shares = (one.ours, one.bayes, *one.spam, *one.ham)
    return (one.name, *(f"{share:.3f}" for share in shares), milliseconds(one.each))


def _means(rows: Sequence[Judged]) -> tuple[str, ...]:
    told = [(one.ours, one.bayes, *one.spam, *one.ham) for one in rows]
    means = np.mean(np.array(told), axis=0)
    each = float(np.mean([one.each for one in rows]))
    return ("mean", *(f"{share:.3f}" for share in means), milliseconds(each))


def _examples(file: Path) -> list[Example]:
    return [Example(text, is_spam, file.stem) for text, is_spam in labelled.read(file)]


def _best_recall(scores: NDArray[np.float64], truth: NDArray[np.bool_]) -> float:
    found = scores >= training.threshold(scores, truth)
    return float(found[truth].mean())


def _deployed(taken: NDArray[np.bool_], truth: NDArray[np.bool_]) -> tuple[float, float]:
    """Which share of them was taken, and which share of what was taken are such; all of nothing is right."""
    return float(taken[truth].mean()), float(truth[taken].mean()) if taken.any() else 1.0


def _bayes(others: Sequence[Example], left: Sequence[Example]) -> NDArray[np.float64]:
    counted = CountVectorizer()
    seen = counted.fit_transform([one.text for one in others])
    fitted = MultinomialNB().fit(seen, [one.is_spam for one in others])
    odds = fitted.predict_log_proba(counted.transform([one.text for one in left]))
    scores: NDArray[np.float64] = odds[:, 1] - odds[:, 0]
    return scores


if __name__ == "__main__":
    sys.exit(main())
