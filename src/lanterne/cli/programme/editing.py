"""What editors have done and prepare: changes by several hands, one taken back, drafts, one that the clock publishes, views."""

from __future__ import annotations

from datetime import datetime, time

from lanterne.catalogue import services as catalogue
from lanterne.catalogue.queries.changes import latest_change_id
from lanterne.cli.programme.catalogue import held
from lanterne.cli.programme.crew import Crew
from lanterne.cli.programme.days import day
from lanterne.editorial import services as editorial
from lanterne.studio import saved

BAL = {
    "fr": "On ferme la dernière salle de danse de Gand, et l’orchestre refuse de s’arrêter.",
    "en": "The last dance hall of Ghent closes, and the band refuses to stop.",
}
VIEWS = (
    ("titles", "Séries · Series", "kind=series", True),
    ("jobs", "Échecs · Failed", "state=failed", True),
    ("audit", "Droits · Rights", "action=rights", False),
)


def prepare(crew: Crew) -> None:
    _history(crew)
    _drafts(crew)
    for listing, name, query, is_shared in VIEWS:
        saved.save_view(
            user_id=int(crew.programmer.removeprefix("user:")),
            listing=listing,
            name=name,
            query=query,
            is_shared=is_shared,
        )


def _history(crew: Crew) -> None:
    """Three people change one title, and a fourth takes a mistake back."""
    lamp = held("la-derniere-lampe")
    catalogue.localise(
        title_id=lamp,
        language="en",
        name="The Last Lamp",
        tagline="Thirty years late, a letter sets out.",
        actor=crew.words,
    )
    catalogue.set_facts(title_id=lamp, runtime_seconds=5820, actor=crew.post)
    catalogue.set_genres(title_id=lamp, codes=["drama", "romance"], actor=crew.words)
    catalogue.credit(
        title_id=lamp, person="Ansel Verhaegen", role="composer", actor=crew.programmer
    )
    catalogue.set_facts(title_id=lamp, year=1919, actor=crew.words)
    slip = latest_change_id(title_id=lamp)
    if slip is not None:
        catalogue.undo_change(title_id=lamp, change_id=slip, actor=crew.programmer)


def _drafts(crew: Crew) -> None:
    bal, wind = held("le-dernier-bal"), held("vent-debout")
    with editorial.trial(title_id=bal) as tried:
        for language, synopsis in BAL.items():
            catalogue.localise(
                title_id=bal,
                language=language,
                name="Le Dernier Bal" if language == "fr" else "The Last Dance",
                synopsis_short=synopsis,
                actor=crew.words,
            )
    editorial.save_draft(tried=tried, actor=crew.words)
    evening = datetime.combine(day(3), time(18))
    editorial.schedule_draft(title_id=bal, local=evening, zone="Europe/Brussels", actor=crew.words)
    with editorial.trial(title_id=wind) as tried:
        catalogue.localise(
            title_id=wind,
            language="fr",
            name="Vent debout",
            tagline="Huit femmes, un hiver, la mer.",
            actor=crew.words,
        )
    editorial.save_draft(tried=tried, actor=crew.words)
