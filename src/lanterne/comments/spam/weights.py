"""What was learned, as plain numbers: what is read back can be nothing else, whoever wrote it."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lanterne.comments.spam import features

SIZE = 2 * features.PLACES
# Of a comment's features only so many are named to moderators.
MOST_GROUNDS = 5
# A file that says more is none of ours.
MOST_BYTES = 16 * 1024 * 1024


class NotWeights(Exception):
    """What was read is not what we write."""


@dataclass(frozen=True, slots=True)
class Weights:
    """``spam_from`` and ``ham_up_to`` are scores; one that was never sure enough lies at infinity."""

    values: NDArray[np.float32]
    intercept: float
    spam_from: float
    ham_up_to: float

    def score(self, text: str) -> float:
        """The log of the odds that it is spam."""
        return float((features.matrix([text]) @ self.values)[0] + self.intercept)

    def grounds(self, text: str) -> tuple[str, ...]:
        """The words and pairs that speak most for spam, the strongest first."""
        held = ((self.values[place], word) for word, place in features.words_in(text).items())
        # A letter or two tell nobody anything, however much they weigh.
        said = ((value, word) for value, word in held if value > 0 and len(word) > 2)
        strong = sorted(said, reverse=True)
        return tuple(word for _, word in strong[:MOST_GROUNDS])


def packed(weights: Weights) -> bytes:
    (places,) = np.nonzero(weights.values)
    file = io.BytesIO()
    np.savez_compressed(
        file,
        version=np.int64(features.VERSION),
        places=places.astype(np.int32),
        values=weights.values[places].astype(np.float32),
        ends=np.array([weights.intercept, weights.spam_from, weights.ham_up_to], np.float64),
    )
    return file.getvalue()


def unpacked(packed: bytes) -> Weights:
    """Nothing in it is ever run: arrays of objects are refused. Raises NotWeights."""
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as held:
            if sum(one.file_size for one in held.infolist()) > MOST_BYTES:
                raise NotWeights("too large")
        with np.load(io.BytesIO(packed), allow_pickle=False) as found:
            return _checked({name: found[name] for name in found.files})
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as failure:
        raise NotWeights(str(failure)) from failure


def _checked(found: dict[str, NDArray[Any]]) -> Weights:
    places, values, ends = found["places"], found["values"], found["ends"]
    if int(found["version"]) != features.VERSION:
        raise NotWeights("learned of other features")
    is_whole = (
        places.ndim == values.ndim == 1
        and places.shape == values.shape
        and ends.shape == (3,)
        and places.dtype.kind == "i"
        and values.dtype.kind == "f"
    )
    if not is_whole or not np.isfinite(values).all() or np.isnan(ends).any():
        raise NotWeights("not whole")
    if places.size and not 0 <= places.min() <= places.max() < SIZE:
        raise NotWeights("beyond the last place")
    whole = np.zeros(SIZE, np.float32)
    whole[places] = values
    return Weights(whole, *(float(one) for one in ends))
