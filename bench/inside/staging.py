"""Who and what is measured: members of a two-stream plan, one real film, and catalogues of any size."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import override_settings

from bench.load import Request
from lanterne.accounts import queries as accounts
from lanterne.accounts import services as households
from lanterne.billing import queries as billing
from lanterne.billing import services as memberships
from lanterne.catalogue import queries as titles
from lanterne.catalogue import services as catalogue
from lanterne.cli import rehearsal
from lanterne.core import clock
from lanterne.rights import services as rights
from lanterne.rights.rules import Window
from lanterne.web import cookies

ACTOR = "system:bench"
FILM = "Ten Seconds"
LONG_AGO = clock.now() - timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Member:
    """Someone signed in, with a profile at the screen of a known device."""

    household_id: int
    profile_id: int
    device: str
    session_key: str
    csrf: str

    @property
    def cookies(self) -> dict[str, str]:
        return {
            settings.SESSION_COOKIE_NAME: self.session_key,
            settings.CSRF_COOKIE_NAME: self.csrf,
            cookies.DEVICE: self.device,
        }

    @property
    def headers(self) -> dict[str, str]:
        return {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "X-CSRFToken": self.csrf,
            "Content-Type": "application/json",
        }

    def asks(self, path: str) -> Request:
        return Request(path, self.headers)

    def posts(self, path: str, body: str = "{}") -> Request:
        return Request(path, self.headers, "POST", body)


def members(count: int) -> list[Member]:
    """So many French households on the two-stream plan; the demo's markets and plans are there."""
    rehearsal.stage()
    # A password is hashed slowly on purpose; nobody signs in with these.
    quick = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with override_settings(PASSWORD_HASHERS=quick):
        return [_member(f"member-{uuid.uuid4().hex[:12]}@lanterne.example") for _ in range(count)]


def another_device(member: Member) -> Member:
    """The same person, signed in on one more screen."""
    return _at_the_screen(member.household_id)


def _member(email: str) -> Member:
    home = households.open_household(
        email=email, password=secrets.token_urlsafe(12), name="Bench", territory="FR", language="en"
    )
    now = clock.now()
    offers = billing.offers(territory="FR", at=now)
    memberships.join(
        household_id=home.id,
        price_id=next(offer.price_id for offer in offers if offer.plan_code == "duo"),
        payment_token="card-ok",
        idempotency_key=email,
        at=now,
    )
    return _at_the_screen(home.id)


def _at_the_screen(household_id: int) -> Member:
    profile = accounts.profiles(household_id=household_id)[0]
    browser = Client()
    browser.force_login(get_user_model().objects.get(household_id=household_id))
    session = browser.session
    session["profile_id"] = profile.id
    session.save()
    device = households.remember_device(
        household_id=household_id, device_id=None, name="Bench", at=clock.now()
    )
    answer = HttpResponse()
    cookies.remember_device(answer, device)
    return Member(
        household_id=household_id,
        profile_id=profile.id,
        device=answer.cookies[cookies.DEVICE].value,
        session_key=str(session.session_key),
        csrf=secrets.token_hex(16),
    )


def film() -> int:
    """The title that is published for real, open in France to everyone."""
    known = titles.title_id_named(original_name=FILM)
    if known is not None:
        return known
    title_id = catalogue.create_title(
        kind="film",
        original_name=FILM,
        original_language="en",
        year=2008,
        runtime_seconds=10,
        minimum_age=0,
        copyright_line=rehearsal.CREDIT,
        actor=ACTOR,
    )
    catalogue.localise(title_id=title_id, language="en", name=FILM, actor=ACTOR)
    catalogue.set_genres(title_id=title_id, codes=["animation"], actor=ACTOR)
    rights.grant_window(title_id=title_id, window=Window("FR", LONG_AGO), actor=ACTOR)
    return title_id


def catalogue_of(count: int, *, windows: Sequence[Window] = (Window("FR", LONG_AGO),)) -> str:
    """So many films with words in two languages, two genres, pictures, windows and streams; one of their addresses.

    Rows in bulk: through the services, ten thousand titles would take as long as everything else together.
    """
    made = _bulk("catalogue.Title", [_title(number) for number in range(count)])
    _surround(made)
    _hang(windows, made)
    _streams(made)
    return f"/title/{made[len(made) // 2].slug}/"


def series_of(count: int, *, windows: Sequence[Window]) -> None:
    """So many series of one season and eight episodes; the windows hang on the series, the streams on the episodes."""
    made = _bulk("catalogue.Title", [_title(number, "series") for number in range(count)])
    seasons = _below(made, made, "season", 1)
    _surround(made)
    _hang(windows, made)
    for number in range(1, EPISODES + 1):
        _streams(_below(seasons, made, "episode", number))


def settle() -> None:
    """Bulk rows leave the database without statistics; in use it gathers them by itself."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    connection.close()


EPISODES = 8
GENRES = (
    "drama", "comedy", "documentary", "animation", "thriller",
    "crime", "science-fiction", "fantasy", "romance", "family",
)  # fmt: skip


def _table(name: str) -> Any:
    return apps.get_model(name)


def _bulk(name: str, rows: Sequence[dict[str, Any]]) -> Any:
    table = _table(name)
    return table.objects.bulk_create([table(**row) for row in rows], batch_size=500)


def _surround(made: Sequence[Any]) -> None:
    """Words, pictures and genres."""
    genres = [_table("catalogue.Genre").objects.get_or_create(code=one)[0] for one in GENRES]
    for language in ("en", "fr"):
        _bulk("catalogue.Localisation", [_words(one, language) for one in made])
    for kind, (width, height) in {"poster": (1000, 1500), "still": (1920, 1080)}.items():
        _bulk("catalogue.Artwork", [_picture(one, kind, width, height) for one in made])
    links = [(one, genres[(number + more) % len(genres)]) for number, one in enumerate(made) for more in (0, 5)]  # fmt: skip
    _bulk("catalogue.TitleGenre", [{"title": one, "genre": genre} for one, genre in links])


def _hang(windows: Sequence[Window], made: Sequence[Any]) -> None:
    for window in windows:
        rights.grant_window(title_id=made[0].pk, window=window, actor=ACTOR)
    _copy_windows(made[0].pk, [one.pk for one in made[1:]])


def _below(above: Sequence[Any], series: Sequence[Any], kind: str, number: int) -> Any:
    rows = [
        {
            **_title(place, f"{kind}-{number}"),
            "kind": kind,
            "number": number,
            "parent": parent,
            "series": head,
        }
        for place, (parent, head) in enumerate(zip(above, series, strict=True))
    ]
    return _bulk("catalogue.Title", rows)


def _copy_windows(first: int, others: Sequence[int]) -> None:
    """Hang the windows of one title on those made after it, inside the database: they may be millions."""
    if not others:
        return
    table = "rights_licencewindow"
    with connection.cursor() as cursor:
        told = connection.introspection.get_table_description(cursor, table)
        columns = ", ".join(one.name for one in told if one.name not in {"id", "title_id"})
        cursor.execute(
            f"INSERT INTO {table} (title_id, {columns}) SELECT titles.id, {columns} FROM {table}"
            " JOIN catalogue_title AS titles ON titles.id BETWEEN %s AND %s WHERE title_id = %s",
            [min(others), max(others), first],
        )


def _title(number: int, kind: str = "film") -> dict[str, Any]:
    name = f"Lighthouse {number:05d}"
    return {
        "kind": kind,
        "slug": f"lighthouse-{number:05d}" if kind == "film" else f"{kind}-{number:05d}",
        "original_language": "en",
        "original_name": name,
        "folded_name": name.lower(),
        "year": 1960 + number % 66,
        "runtime_seconds": 5400 + number % 3600,
        "minimum_age": (0, 6, 10, 12, 16)[number % 5],
        "created_at": LONG_AGO,
    }


def _words(title: Any, language: str) -> dict[str, Any]:
    name = title.original_name if language == "en" else title.original_name.replace("Light", "Ph")
    return {
        "title": title,
        "language": language,
        "name": name,
        "folded_name": name.lower(),
        "tagline": "A light goes round and somebody counts.",
        "synopsis_short": "A keeper who has counted every ship for thirty years sees one too many.",
        "synopsis": "A keeper who has counted every ship for thirty years sees one too many. " * 5,
    }


def _picture(title: Any, kind: str, width: int, height: int) -> dict[str, Any]:
    path = f"{kind}s/{title.pk:08d}-{title.slug}"
    size = {"widths": [240, 480, 960], "width": width, "height": height, "colour": "#204060"}
    return {"title": title, "kind": kind, "language": "", "path": path, "source": "bench", **size}


def _streams(made: Sequence[Any]) -> None:
    films = _bulk(
        "assets.Mezzanine",
        [
            {"title": one, "path": "film.mov", "file_name": "film.mov", "accepted_at": LONG_AGO}
            for one in made
        ],
    )
    job = {"policy": "swift", "actor": ACTOR, "state": "done", "created_at": LONG_AGO}
    jobs = _bulk("assets.PublishJob", [{"mezzanine": one, **job} for one in films])
    _bulk("assets.Publication", [_publication(*pair) for pair in zip(made, jobs, strict=True)])


def _publication(title: Any, job: Any) -> dict[str, Any]:
    return {
        "title": title,
        "job": job,
        "key": "final",
        "revision": 1,
        "folder": f"{title.pk}/final",
        "duration": 5400.0,
        "size_bytes": 2_000_000_000,
        "is_final": True,
        "is_encrypted": True,
        "published_at": LONG_AGO,
    }
