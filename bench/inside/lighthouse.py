"""The example's newsroom and a small programme, served as they are to readers, and looked at page by page."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile

from bench import programme
from bench.inside import staging
from bench.inside.serving import serving
from bench.lighthouse import scores, tool
from bench.load import Request, ask
from bench.run import ROOT
from lanterne.cli import examples
from lanterne.comments import slips
from lanterne.comments.rules.states import State
from lanterne.comments.services import Decision, Sender, Words, decide, say
from lanterne.core import clock
from lanterne.newsroom.models import Picture
from lanterne.newsroom.services import Draft, publish_article

ACTOR = "system:bench"
# The longest article of the example, by the language it is in.
LONGEST = {"en": "an-office-in-paris", "fr": "un-bureau-a-paris", "ar": "maktab-fi-baris"}
WARM = 8
PICTURED = "a-keeper-on-the-hill"
# What the article with a picture says: title, lead, caption, and a paragraph.
SAID = {
    "en": ("A keeper on the hill", "A film about a lighthouse without a sea.", "The hill, at dawn.",
           "Nobody had lit the lamp for thirty years, and then somebody did."),
    "fr": ("Une gardienne sur la colline", "Un film sur un phare sans mer.", "La colline, à l’aube.",
           "Personne n’avait allumé la lampe depuis longtemps, puis quelqu’un l’a fait."),
    "ar": ("حارسة على التلة", "فيلم عن منارة بلا بحر.", "التلة عند الفجر.",
           "لم يُشعل أحد المصباح منذ ثلاثين عامًا، ثم أشعله أحدهم."),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stop:
    """A page to look at; ``cookies`` where only somebody who is signed in sees it."""

    page: str
    language: str
    path: str
    cookies: str = ""


def measure(*, kept: str, turns: int, is_brief: bool) -> list[dict[str, Any]]:
    still = _programme()
    if any(told.is_refused for told in examples.take(ROOT / "examples" / "france-2018")):
        raise RuntimeError("the example was not taken in")
    keys = [f"article:{_pictured(language, still)}" for language in LONGEST]
    _talk(keys)
    stops = [*_newsroom(), *_service()]
    with serving() as served:
        # What a server does first when it has just started is not a page's affair.
        for stop in stops[:1] * WARM:
            ask(served.address, Request(stop.path))
        return [
            asdict(_judged(served.address, stop, device, turns, Path(kept)))
            for stop in (stops[:1] if is_brief else stops)
            for device in tool.DEVICES
        ]


def _programme() -> bytes:
    """Films with real pictures, some of them open in France; one of the pictures."""
    staging.members(1)
    moments = list(programme.frames())
    for facts, still in zip(programme.FILMS, moments, strict=False):
        programme.film(facts, still)
    return moments[-1]


def _pictured(language: str, still: bytes) -> int:
    """An article with a picture, about a film that has a press kit."""
    title, lead, caption, said = SAID[language]
    picture = Picture.objects.create(
        title=title, credit="© Blender Foundation", file=ImageFile(ContentFile(still), "hill.png")
    )
    body = [
        {"type": "paragraph", "value": f"<p>{said}</p>"},
        {"type": "film", "value": {"title": "la-colline", "note": ""}},
    ]
    draft = Draft(
        "FR", language, PICTURED, title, lead, body, picture_id=picture.pk, caption=caption
    )
    return publish_article(draft=draft, actor=ACTOR)


def _talk(keys: list[str]) -> None:
    """Two readers below each article, the second in answer to the first."""
    shown = clock.now() - timedelta(minutes=1)
    for network, key in enumerate(keys, start=1):
        first: int | None = None
        for name, text in (("Ada", "I lit one once."), ("Noor", "And who put it out?")):
            words = Words(name, f"{name.lower()}@example.com", text, parent_id=first)
            sender = Sender(f"192.0.2.{network}", "", slips.form(key, at=shown))
            first = say(key=key, words=words, sender=sender).comment_id
            decide(comment_id=first, decision=Decision(State.PUBLISHED), actor=ACTOR)


def _newsroom() -> Iterator[Stop]:
    for language, longest in LONGEST.items():
        room = f"/newsroom/fr/{language}/"
        yield Stop("front", language, room)
        yield Stop("article", language, f"{room}{longest}/")
        yield Stop("article with a picture", language, f"{room}{PICTURED}/")
        yield Stop("archive", language, f"{room}archive/")
        yield Stop("press kit", language, f"{room}kit/la-colline/")
        yield Stop("comments", language, f"{room}{PICTURED}/comments/")


def _service() -> Iterator[Stop]:
    [member] = staging.members(1)
    cookies = member.headers["Cookie"]
    yield Stop("subscribers' home", "en", "/", cookies)
    yield Stop("a title's page", "en", "/title/la-colline/", cookies)


def _judged(address: str, stop: Stop, device: str, turns: int, kept: Path) -> scores.Judged:
    name = f"{stop.page}-{stop.language}-{device}".replace(" ", "-").replace("'", "")
    looks = [
        tool.look(
            address + stop.path, device, cookies=stop.cookies, report=kept / f"{name}-{turn}.json"
        )
        for turn in range(turns)
    ]
    judged = scores.Judged(stop.page, stop.language, device, not stop.cookies, scores.middle(looks))
    print(name, judged.marks.by_category, judged.marks.lost, file=sys.stderr, flush=True)
    return judged
