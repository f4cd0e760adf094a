"""A service with one film and one post house that owes two things for it; prints the link. Run by test_journey.py."""

from __future__ import annotations

from datetime import timedelta

from lanterne.cli import service

ACTOR = "system:staging"


def main() -> None:
    service.prepare()
    # Django is awake only now.
    from django.core.management import call_command

    from lanterne.catalogue import services as catalogue
    from lanterne.cli import rehearsal
    from lanterne.core import clock
    from lanterne.deliveries import services
    from lanterne.deliveries.rules import Asset, Role, Wanted

    call_command("collectstatic", verbosity=0, interactive=False)
    rehearsal.stage()
    moon = catalogue.create_title(
        kind="film", original_name="Le Voyage dans la Lune", original_language="fr", actor=ACTOR
    )
    lab = services.add_post_house(
        name="Éclair", email="lab@example.com", language="en", actor=ACTOR
    )
    for wanted in (Wanted(Asset.SUBTITLE, "en", Role.FULL), Wanted(Asset.ARTWORK, role="poster")):
        services.ask(
            title_id=moon,
            wanted=wanted,
            due_on=clock.now().date() + timedelta(days=7),
            post_house_id=lab,
            actor=ACTOR,
        )
    print(services.make_link(post_house_id=lab, actor=ACTOR))


main()
