"""Where several machines reach the same film and the same pieces: an S3 bucket, or a folder that they share.

Each attempt at a piece lays its files in a place of its own, and the mark that names this place is put last and only
if there is none: whoever comes second finds that out and takes the own files away. So a piece is there whole or not
at all, and once. Nothing lies here that could not be made again.
"""

from __future__ import annotations

import hashlib
import secrets
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from lanterne_media.model import MediaRefused, from_json, to_json

T = TypeVar("T")
FILM, FILM_MARK = "film", "film.json"
ONCE = "once"
SMALLEST_PART, MOST_PARTS = 8 * 2**20, 5000


class ShelfTrouble(OSError):
    """The store did not do what was asked; what is finished is kept."""


class NotThere(ShelfTrouble):
    """Nothing of this name lies there: it was never put there, or cleared away."""


@dataclass(frozen=True, slots=True)
class _Content:
    size: int
    sha256: str

    @classmethod
    def of(cls, path: Path) -> _Content:
        with path.open("rb") as file:
            return cls(path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest())


@dataclass(frozen=True, slots=True)
class _Mark(Generic[T]):
    """That a piece is finished: its value, and where its files lie and what is in them."""

    attempt: str
    value: T
    files: dict[str, _Content] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Shelf:
    """What machines hand one another of one film; ``at`` opens a place for it."""

    store: Any
    film: str

    @classmethod
    def at(cls, address: str, film: str) -> Shelf:
        """The shelf of a film at ``s3://bucket/folder`` (keys come from ``AWS_…``) or ``file:///folder``."""
        # A name of ours: what a film is called elsewhere may hold signs that addresses do not.
        return cls(open_store(address), hashlib.sha256(film.encode()).hexdigest()[:24])

    def lay_film(self, path: Path) -> None:
        """Put the film there, unless it is; raise ``ShelfTrouble`` for a store that would let pieces be put twice."""
        if not self._has(FILM_MARK):
            self._refuse_careless()
            # A store takes ten thousand parts at most, and films are large.
            part = max(SMALLEST_PART, path.stat().st_size // MOST_PARTS)
            with _plainly():
                _obstore().put(self.store, self._at(FILM), path, chunk_size=part)
            self._put(FILM_MARK, to_json(_Content.of(path)))

    def _refuse_careless(self) -> None:
        # Some small servers take If-None-Match and do not heed it.
        self._put_once(ONCE, b"first")
        if self._put_once(ONCE, b"second"):
            raise ShelfTrouble(
                "This store puts a second object over a first though asked not to (If-None-Match): take another."
            )

    def fetch_film(self, target: Path) -> None:
        """Bring the film here; raise ``ShelfTrouble`` when other bytes arrived than were sent."""
        self._bring(FILM, target, from_json(_Content, self._get(FILM_MARK)))

    def begin(self, name: str) -> str:
        """Note that a piece is being made; returns the name of this attempt."""
        attempt = secrets.token_hex(8)
        self._put(f"begun/{name}/{attempt}", b"")
        return attempt

    def tries(self, name: str) -> int:
        """How often a piece was begun."""
        return len(self._names(f"begun/{name}"))

    def all_tries(self) -> Counter[str]:
        """How often each of the pieces was begun."""
        return Counter(one.rpartition("/")[0] for one in self._names("begun"))

    def finish(self, name: str, attempt: str, value: object, folder: Path) -> bool:
        """Put a finished piece there; whether it is the first, or another attempt had come to its end before."""
        paths = {str(p.relative_to(folder)): p for p in folder.rglob("*") if p.is_file()}
        own = [f"files/{name}/{attempt}/{file}" for file in paths]
        for place, path in zip(own, paths.values(), strict=True):
            with _plainly():
                _obstore().put(self.store, self._at(place), path)
        files = {file: _Content.of(path) for file, path in paths.items()}
        is_first = self._put_once(f"done/{name}", to_json(_Mark(attempt, value, files)))
        if not is_first:
            self._delete(own)
        return is_first

    def has(self, name: str) -> bool:
        """Whether a piece is finished."""
        return self._has(f"done/{name}")

    def finished(self) -> frozenset[str]:
        """The names of all pieces that are."""
        return frozenset(self._names("done"))

    def fetch(self, name: str, of: type[T], folder: Path) -> T:
        """Bring the files of a finished piece into a folder; returns its value."""
        # The type is known only when it runs.
        generic: Any = _Mark
        mark: _Mark[T] = from_json(generic[of], self._get(f"done/{name}"))
        for file, content in mark.files.items():
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            self._bring(f"files/{name}/{mark.attempt}/{file}", folder / file, content)
        return mark.value

    def clear(self) -> None:
        """Take everything of this film away; the marks go first, so that nothing half gone looks finished."""
        self._delete([FILM_MARK, *(f"done/{name}" for name in self._names("done"))])
        self._delete(self._names(""))

    def _at(self, place: str) -> str:
        return f"{self.film}/{place}"

    def _has(self, place: str) -> bool:
        try:
            with _plainly():
                _obstore().head(self.store, self._at(place))
        except NotThere:
            return False
        return True

    def _get(self, place: str) -> bytes:
        with _plainly():
            return bytes(_obstore().get(self.store, self._at(place)).bytes())

    def _put(self, place: str, content: bytes) -> None:
        with _plainly():
            _obstore().put(self.store, self._at(place), content)

    def _put_once(self, place: str, content: bytes) -> bool:
        """``If-None-Match: *`` in the language of S3."""
        with _plainly():
            try:
                _obstore().put(self.store, self._at(place), content, mode="create")
            except _obstore().exceptions.AlreadyExistsError:
                # A request that was sent again because its answer got lost meets its own mark.
                return self._get(place) == content
        return True

    def _names(self, below: str) -> list[str]:
        root = self._at(below).rstrip("/") + "/"
        with _plainly():
            listing = _obstore().list(self.store, root)
            return [one["path"].removeprefix(root) for some in listing for one in some]

    def _delete(self, places: list[str]) -> None:
        if places:
            with suppress(NotThere), _plainly():
                _obstore().delete(self.store, [self._at(place) for place in places])

    def _bring(self, place: str, target: Path, wanted: _Content) -> None:
        with _plainly(), target.open("wb") as file:
            for some in _obstore().get(self.store, self._at(place)).stream():
                file.write(some)
        if _Content.of(target) != wanted:
            target.unlink()
            raise ShelfTrouble(f"{place} did not arrive as it was sent.")


def open_store(address: str) -> Any:
    """A place for objects; raise ``MediaRefused`` for an address that is none."""
    from obstore.store import from_url

    is_folder = address.startswith("file://")
    try:
        return from_url(address, **({"mkdir": True} if is_folder else {}))
    except (ValueError, _obstore().exceptions.BaseError) as error:
        raise MediaRefused(
            f"{address!r} is no store: write s3://bucket/folder or file:///folder."
        ) from error


def _obstore() -> Any:
    import obstore

    return obstore


@contextmanager
def _plainly() -> Iterator[None]:
    """Say the store's troubles as those of a disk, which everybody here expects."""
    try:
        yield
    except FileNotFoundError as error:
        raise NotThere(str(error).splitlines()[0]) from error
    except _obstore().exceptions.BaseError as error:
        raise ShelfTrouble(f"The store says: {str(error).splitlines()[0]}") from error
