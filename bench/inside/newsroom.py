"""A newsroom of many articles: its pages kept and drawn anew, its longest feed, and what to read after an article."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from django.test import Client

from bench.inside.serving import HOST, serving
from bench.load import Request, press
from lanterne.core import clock
from lanterne.newsroom import queries
from lanterne.newsroom.models import Author
from lanterne.newsroom.services import Draft, open_newsroom, publish_article
from lanterne.press.views import feeds

ACTOR = "system:bench"
PLACE = "/newsroom/world/en"
ASKED = 50
# Of so many words, each half as frequent as one of half its rank: much the same in every language (Zipf 1935).
WORDS = [
    f"{first}{second}{third}"
    for first in ("ba", "ce", "di", "fo", "gu", "la", "me", "ni", "po", "ru", "sa", "te")
    for second in ("nar", "lin", "tor", "mun", "sel", "dra", "kol", "pil", "vos", "zur")
    for third in ("a", "en", "ic", "or", "us", "ement", "able", "ing", "oire", "eur", "ant", "ide")
]
FREQUENCY = [1 / rank for rank in range(1, len(WORDS) + 1)]


def measure(*, articles: int, seconds: float) -> dict[str, Any]:
    open_newsroom(territory="", language="en", name="Newsroom", actor=ACTOR)
    chance = random.Random(1895)
    numbers = [publish_article(draft=_draft(one, chance), actor=ACTOR) for one in range(articles)]
    figures: dict[str, Any] = {
        "also": _timed(
            lambda: queries.read_also(article_id=chance.choice(numbers), at=clock.now())
        ),
        "feed": _timed(lambda: _feed(articles)),
    }
    pages = [Request(f"{PLACE}/article-{one}/") for one in range(articles)]
    with serving() as served:
        press(served.address, pages[:1], seconds=min(1.0, seconds))  # warm
        figures["kept"] = asdict(press(served.address, pages[:1], seconds=seconds))
        # More pages than a process keeps, one after the other: each is drawn.
        figures["anew"] = asdict(press(served.address, pages, seconds=seconds))
        press(served.address, pages, seconds=5 * seconds)
        figures["drawn"] = asdict(press(served.address, pages, seconds=seconds))
    return figures


def _feed(articles: int) -> None:
    """Drawn anew: something has just changed."""
    Author.objects.create(slug=f"author-{time.monotonic_ns()}", name="Somebody")
    answer = Client(HTTP_HOST=HOST).get(f"{PLACE}/feed.atom?all=1")
    if answer.content.count(b"<entry>") != min(articles, feeds.MOST):
        raise RuntimeError("the feed does not hold every article")


def _timed(ask: Callable[[], object]) -> float:
    """The median, in milliseconds."""
    taken = []
    for _turn in range(ASKED):
        begun = time.perf_counter()
        ask()
        taken.append(1000 * (time.perf_counter() - begun))
    return statistics.median(taken)


def _draft(number: int, chance: random.Random) -> Draft:
    def said(words: int) -> str:
        return " ".join(chance.choices(WORDS, FREQUENCY, k=words))

    body: list[dict[str, object]] = [{"type": "heading", "value": said(4)}]
    body += [{"type": "paragraph", "value": f"<p>{said(90)}</p>"} for _block in range(6)]
    quotation = {
        "words": said(20),
        "person": None,
        "speaker": said(2),
        "capacity": "",
        "source": "",
    }
    body.append({"type": "quotation", "value": quotation})
    return Draft("", "en", f"article-{number}", said(8), said(25), body, takes_comments=False)
