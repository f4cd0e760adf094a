"""The local judge: nothing leaves the house, and until it has learned it is silent."""

from __future__ import annotations

from functools import lru_cache

import structlog

from lanterne.comments.ports import Opinion, Specimen, Verdict
from lanterne.comments.queries import learned
from lanterne.comments.spam.weights import NotWeights, Weights, unpacked

log = structlog.get_logger()


class LocalJudge:
    """A ``SpamJudge``."""

    name = "local"

    def judge(self, specimen: Specimen) -> Opinion:
        model_id = learned.model_id()
        weights = weights_of(model_id) if model_id is not None else None
        if weights is None:
            return Opinion(Verdict.SILENT)
        score = weights.score(specimen.text)
        return Opinion(_verdict(weights, score), score, weights.grounds(specimen.text))

    def learn(self, specimen: Specimen, *, is_spam: bool) -> None:
        """The lesson is on record already; the next training reads it there."""


def _verdict(weights: Weights, score: float) -> Verdict:
    if score >= weights.spam_from:
        return Verdict.SPAM
    return Verdict.HAM if score <= weights.ham_up_to else Verdict.UNSURE


@lru_cache(maxsize=2)
def weights_of(model_id: int) -> Weights | None:
    """Read once a process; one that is trained anew has another number."""
    try:
        return unpacked(learned.weights(model_id=model_id))
    except NotWeights as failure:
        log.warning("spam model not read", model=model_id, failure=str(failure))
        return None
