"""The titles, out of a bundle such as any service may import, and the collections they are gathered in."""

from __future__ import annotations

from pathlib import Path

from lanterne.catalogue import queries as titles
from lanterne.catalogue import services as catalogue
from lanterne.cli.programme.crew import Crew
from lanterne.core.errors import Refused
from lanterne.exchange import formats, runs

BUNDLE = Path(__file__).parent / "bundle"
COLLECTIONS = (
    (
        {"fr": "La mer, toujours", "en": "Always the sea", "ar": "البحر دائمًا"},
        ("la-derniere-lampe", "night-ferry", "les-marees", "das-salzmeer", "vent-debout"),
    ),
    (
        {"fr": "Pour les petits veilleurs", "en": "For those who stay up late", "ar": "للساهرين الصغار"},
        ("petit-phare", "la-fabrique-des-nuages", "les-enfants-de-la-gare"),
    ),
)  # fmt: skip


class BundleRefused(Refused):
    pass


def fill(crew: Crew) -> None:
    report = runs.take_in(formats.read(BUNDLE), name="programme", actor=crew.programmer)
    if report.is_refused:
        raise BundleRefused(" ".join(f"{one.place}: {one.sentence}" for one in report.refusals))
    for names, slugs in COLLECTIONS:
        _gather(names, slugs, crew)


def held(slug: str) -> int:
    """The number of a title of the programme."""
    title_id = titles.title_id(slug=slug)
    if title_id is None:
        raise BundleRefused(f"The programme has no title {slug}.")
    return title_id


def _gather(names: dict[str, str], slugs: tuple[str, ...], crew: Crew) -> None:
    made = catalogue.create_collection(name=names["fr"], language="fr", actor=crew.words)
    for language, name in names.items():
        catalogue.name_collection(
            collection_id=made, language=language, name=name, actor=crew.words
        )
    for slug in slugs:
        catalogue.put_in(collection_id=made, title_id=held(slug), actor=crew.words)
