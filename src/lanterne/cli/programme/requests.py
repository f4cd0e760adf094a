"""What post houses were asked for, and how far each of it is: one request in every state, with what was said about it."""

from __future__ import annotations

import io
from dataclasses import dataclass

from lanterne.assets import services as intake
from lanterne.catalogue.rules import ArtKind
from lanterne.cli.programme import slides
from lanterne.cli.programme.catalogue import held
from lanterne.cli.programme.crew import Crew
from lanterne.cli.programme.days import day
from lanterne.deliveries import queries, services
from lanterne.deliveries.queries import PostHouseCard
from lanterne.deliveries.rules import Asset, Role, Wanted

HOUSES = (
    ("Studio Sémaphore", "semaphore@lanterne.example", "fr"),
    ("Harbour Post", "harbour@lanterne.example", "en"),
)
GARDEN = slides.Scene(("#12352b", "#b9d8a8"), "#3d6b52", "#0d211a", "#fff3c9", (60, 30), "pines", 9)
CUES = """1
00:00:01,000 --> 00:00:03,500
You moved my lemon tree again, and you watered it twice.

2
00:00:04,000 --> 00:00:06,000
It was thirsty. I was there, and you were not.
"""


@dataclass(frozen=True, slots=True)
class _Desk:
    """Who asks, and the house that is asked."""

    crew: Crew
    house: PostHouseCard

    def ask(self, slug: str, wanted: Wanted, *, due: int) -> int:
        return services.ask(
            title_id=held(slug),
            wanted=wanted,
            due_on=day(due),
            post_house_id=self.house.id,
            actor=self.crew.post,
        )

    def send(self, request_id: int, name: str, content: bytes) -> None:
        """As its browser would, by the link."""
        upload = services.begin_delivery(
            request_id=request_id, house=self.house, file_name=name, length=len(content)
        )
        intake.append(upload_id=upload, offset=0, blocks=[content])
        services.deliver(request_id=request_id, upload_id=upload, house=self.house)

    def answer(self, request_id: int, question: str, answer: str) -> None:
        services.say(request_id=request_id, text=question, actor=self.crew.post)
        services.say_as_guest(request_id=request_id, house=self.house, text=answer)


def ask(crew: Crew) -> None:
    semaphore, harbour = (_Desk(crew, _house(*one, crew)) for one in HOUSES)
    _garden(semaphore)
    _moons(harbour)
    _others(semaphore)


def _house(name: str, email: str, language: str, crew: Crew) -> PostHouseCard:
    made = services.add_post_house(name=name, email=email, language=language, actor=crew.post)
    return next(one for one in queries.post_houses() if one.id == made)


def _garden(desk: _Desk) -> None:
    """A premiere in nine days: a poster to decide about, subtitles taken, others sent back, the film awaited."""
    slug = "le-jardin-d-hiver"
    master = desk.ask(slug, Wanted(Asset.MASTER, "fr"), due=1)
    desk.answer(
        master,
        "L’étalonnage est-il validé ? Il nous faut le master demain soir.",
        "Validé hier avec Agnès Vallier. Le fichier part demain à midi.",
    )
    poster = desk.ask(slug, Wanted(Asset.ARTWORK, role=ArtKind.POSTER), due=3)
    desk.send(poster, "JARDIN_affiche_v3.png", _poster())
    read = desk.ask(slug, Wanted(Asset.SUBTITLE, "en", Role.FULL), due=4)
    desk.send(read, "JARDIN_en.srt", CUES.encode())
    services.accept(request_id=read, turn=_turn(read), actor=desk.crew.post)
    _sent_back(desk, slug)


def _sent_back(desk: _Desk, slug: str) -> None:
    deaf = desk.ask(slug, Wanted(Asset.SUBTITLE, "en", Role.DEAF), due=4)
    desk.send(deaf, "JARDIN_en_SDH.srt", CUES.encode())
    # A house that is named would get a letter: these addresses are invented.
    services.change_request(
        request_id=deaf, due_on=day(4), post_house_id=None, actor=desk.crew.post
    )
    services.ask_again(
        request_id=deaf,
        turn=_turn(deaf),
        reason="out_of_sync",
        note="Les deux premières répliques arrivent une seconde trop tôt.",
        actor=desk.crew.post,
    )
    services.change_request(
        request_id=deaf, due_on=day(6), post_house_id=desk.house.id, actor=desk.crew.post
    )


def _moons(desk: _Desk) -> None:
    """Everything is asked for; the film has come damaged, and its job says so."""
    slug = "two-moons-over-leith"
    master = desk.ask(slug, Wanted(Asset.MASTER, "en"), due=5)
    services.ask_all(
        title_id=held(slug),
        markets=["GB", "FR"],
        way=Role.FULL,
        due_on=day(12),
        post_house_id=desk.house.id,
        actor=desk.crew.post,
    )
    desk.send(master, "TWO_MOONS_reel_1.mov", b"\x00\x00\x00\x14ftypqt  " + bytes(40_000))
    desk.answer(
        master,
        "The file ends after the first few seconds. Could you send it again?",
        "Our link broke off at 3 per cent, sorry. A new one goes out tonight.",
    )


def _others(desk: _Desk) -> None:
    """Due today; no longer wanted; and a film that was asked for before it is published here."""
    desk.ask("les-marees-2-1", Wanted(Asset.MASTER, "fr"), due=0)
    desk.ask("les-marees-2-2", Wanted(Asset.MASTER, "fr"), due=14)
    desk.ask("les-enfants-de-la-gare", Wanted(Asset.MASTER, "fr"), due=8)
    desk.ask("yuki-no-denwa", Wanted(Asset.RATING, territory="BE"), due=20)
    dub = desk.ask("yuki-no-denwa", Wanted(Asset.SOUND, "fr", Role.DUB), due=30)
    services.cancel(request_id=dub, turn=_turn(dub), actor=desk.crew.post)


def _turn(request_id: int) -> int:
    card = queries.request(request_id=request_id)
    return card.turn if card else 0


def _poster() -> bytes:
    kept = io.BytesIO()
    slides.still(GARDEN, (640, 960)).save(kept, "PNG")
    return kept.getvalue()
