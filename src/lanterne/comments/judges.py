"""Those who are asked whether a comment is spam: the ones that the settings name."""

from __future__ import annotations

from collections.abc import Iterator

import structlog
from django.conf import settings

from lanterne.comments.ports import Opinion, SpamJudge, Specimen, Unreachable
from lanterne.comments.rules.weighing import UNREACHABLE, Said
from lanterne.core import plugins

log = structlog.get_logger()


def judges() -> tuple[SpamJudge, ...]:
    return tuple(plugins.load(dotted)() for dotted in settings.COMMENT_JUDGES)


def asked(specimen: Specimen) -> tuple[tuple[Said, Opinion | None], ...]:
    """What each says; one that cannot be reached says so, and the comment is held for a person."""
    return tuple(_asked(specimen))


def _asked(specimen: Specimen) -> Iterator[tuple[Said, Opinion | None]]:
    for judge in judges():
        try:
            told = judge.judge(specimen)
        except Unreachable as failure:
            log.warning("spam judge not reached", judge=judge.name, failure=str(failure))
            yield Said(judge.name, UNREACHABLE), None
        else:
            yield Said(judge.name, told.verdict.value, told.is_blatant), told
