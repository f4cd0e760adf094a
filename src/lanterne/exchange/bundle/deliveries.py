"""Post houses and requests of a bundle made into values, and written down with the pictures that wait aside."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path

from django.utils.translation import gettext as _

from lanterne.catalogue import services as catalogue
from lanterne.catalogue.pictures import MOST_BYTES
from lanterne.deliveries import signatures
from lanterne.deliveries.queries.records import house_records, request_records
from lanterne.deliveries.records import (
    HouseRecord,
    MessageRecord,
    MoveRecord,
    RequestRecord,
    VerdictRecord,
)
from lanterne.deliveries.rules import ARRIVED, Asset, State, Wanted
from lanterne.exchange.fields import Fields, Unreadable, one_of
from lanterne.exchange.media import FOLDER
from lanterne.exchange.values import Item
from lanterne_media.model import Outcome

HOUSE = frozenset(["name", "email", "language"])
REQUEST = frozenset(
    (
        *("title", "asset", "language", "role", "territory", "state", "due_on", "post_house"),
        *("reason", "file_name", "verdicts", "picture", "moves", "messages"),
    )
)
VERDICT = frozenset(["rules", "outcome"])
MOVE = frozenset(["state", "at", "by", "reason", "note"])
MESSAGE = frozenset(["at", "by", "text"])
# Named by its content, below the folder of pictures.
PICTURE = re.compile(r"deliveries/[0-9a-f]{64}")


def house(place: str, told: object) -> Item:
    fields = Fields(told, HOUSE)
    record = HouseRecord(
        fields.text("name", most=120),
        fields.text("email", most=254),
        fields.text("language", most=8),
    )
    return Item(place, house=record)


def request(folder: Path, place: str, told: object) -> Item:
    fields = Fields(told, REQUEST)
    wanted = Wanted(
        one_of(Asset, fields.text("asset")),
        fields.text("language", most=35),
        fields.text("role", most=12),
        fields.text("territory", most=2),
    )
    record = RequestRecord(
        title=fields.slug("title"),
        wanted=wanted,
        state=one_of(State, fields.text("state") or State.REQUESTED),
        due_on=_due_on(fields),
        post_house=fields.text("post_house", most=120) if "post_house" in fields else None,
        reason=fields.text("reason", most=40),
        file_name=fields.text("file_name", most=255),
        verdicts=tuple(map(_verdict, fields.parts("verdicts"))) if "verdicts" in fields else None,
        moves=tuple(map(_move, fields.parts("moves"))),
        messages=tuple(map(_message, fields.parts("messages"))),
        picture=_picture(fields.text("picture", most=80), folder),
    )
    _check_picture(record)
    return Item(place, request=record)


def _due_on(fields: Fields) -> date:
    found = fields.day("due_on")
    if found is None:
        raise Unreadable(_("A request says by when it is due."))
    return found


def _verdict(told: object) -> VerdictRecord:
    fields = Fields(told, VERDICT)
    outcome = one_of(Outcome, fields.text("outcome"))
    return VerdictRecord(fields.text("rules", most=80), outcome.value)


def _move(told: object) -> MoveRecord:
    fields = Fields(told, MOVE)
    state = one_of(State, fields.text("state"))
    reason, note = fields.text("reason", most=40), fields.text("note", most=1000)
    return MoveRecord(state, _at(fields), _by(fields), reason, note)


def _message(told: object) -> MessageRecord:
    fields = Fields(told, MESSAGE)
    return MessageRecord(_at(fields), _by(fields), fields.text("text"))


def _at(fields: Fields) -> datetime:
    found = fields.instant("at", UTC)
    if found is None:
        raise Unreadable(_("Moves and messages say when they were made."))
    return found


def _by(fields: Fields) -> str:
    told = fields.text("by")
    if not signatures.is_signature(told):
        raise Unreadable(
            _(
                "Moves and messages say by whom, such as user:ada@example.com: a number is somebody else here."
            )
        )
    return told


def _picture(name: str, folder: Path) -> Path | None:
    if not name:
        return None
    path = folder / FOLDER / name
    if not PICTURE.fullmatch(name) or path.is_symlink() or not path.is_file():
        raise Unreadable(
            _("media/%(name)s is missing, or no name of a delivered picture.") % {"name": name}
        )
    return path


def _check_picture(record: RequestRecord) -> None:
    """As a post house's own would be looked at."""
    if record.picture is None:
        return
    if record.wanted.asset is not Asset.ARTWORK or record.state not in ARRIVED:
        raise Unreadable(_("Only artwork that waits to be accepted has a picture."))
    with record.picture.open("rb") as file:
        catalogue.check_artwork(kind=record.wanted.role, content=file.read(MOST_BYTES + 1))


def written_houses() -> Iterator[dict[str, object]]:
    yield from map(asdict, house_records())


def written_requests(folder: Path) -> Iterator[dict[str, object]]:
    for one in request_records():
        yield _said(
            {
                "title": one.title,
                **asdict(one.wanted),
                "asset": one.wanted.asset.value,
                "due_on": one.due_on.isoformat(),
                "post_house": one.post_house,
                "state": one.state.value,
                "reason": one.reason,
                "file_name": one.file_name,
                "verdicts": [asdict(verdict) for verdict in one.verdicts or ()],
                "picture": _copied(one.picture, folder),
                "moves": [_said(_told(move)) for move in one.moves],
                "messages": [_told(message) for message in one.messages],
            }
        )


def _told(one: MoveRecord | MessageRecord) -> dict[str, object]:
    told = asdict(one) | {"at": one.at.isoformat()}
    return told | {"state": one.state.value} if isinstance(one, MoveRecord) else told


def _said(told: Mapping[str, object]) -> dict[str, object]:
    return {name: one for name, one in told.items() if one}


def _copied(picture: Path | None, folder: Path) -> str:
    if picture is None or not picture.is_file():
        return ""
    with picture.open("rb") as file:
        name = f"deliveries/{hashlib.file_digest(file, 'sha256').hexdigest()}"
    target = folder / FOLDER / name
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(picture, target)
    return name
