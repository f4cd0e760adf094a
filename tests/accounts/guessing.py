"""One process of a service at whose door somebody guesses; run by test_shared_limits.py.

`open` brings an empty database to its form and lets one household in; a number guesses as often, then tries the
right password and says whether that opened.
"""

from __future__ import annotations

import sys

from lanterne.cli import service

EMAIL, PASSWORD = "subscriber@example.com", "correct-horse-battery"


def open_service() -> None:
    service.prepare()
    from lanterne.accounts import services as accounts
    from lanterne.territories import services as territories

    territories.open_market(
        territory="FR", currency="EUR", default_language="fr", actor="system:guessing"
    )
    accounts.open_household(
        email=EMAIL, password=PASSWORD, name="Camille", territory="FR", language="fr"
    )


def guess(times: int) -> bool:
    service.awake()
    from django.test import Client

    client = Client(headers={"host": "localhost"})
    for password in [*["wrong-horse-battery"] * times, PASSWORD]:
        client.post("/account/login/", {"login": EMAIL, "password": password})
    return "_auth_user_id" in client.session


if __name__ == "__main__":
    word = sys.argv[1]
    if word == "open":
        open_service()
    else:
        print("open" if guess(int(word)) else "closed")
