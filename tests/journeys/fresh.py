"""Builds a service on its first day, as a program: ``LANTERNE_VAR=folder python -m tests.journeys.fresh``.

The demo's markets, plans and staff, an empty catalogue, and a household in each of four markets.
"""

from __future__ import annotations

import os

from lanterne.cli import service

HOMES = {
    "BE": "lena@example.com",
    "FR": "max@example.com",
    "GB": "kim@example.com",
    "US": "joe@example.com",
}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lanterne.config.settings")
    service.prepare()
    from django.core.management import call_command

    from lanterne.cli import rehearsal

    call_command("collectstatic", verbosity=0, interactive=False)
    rehearsal.stage()
    for territory, email in HOMES.items():
        rehearsal.welcome(rehearsal.Household(email, "Robin", territory, "en", ()))


if __name__ == "__main__":
    main()
