"""Films and series that may be held twice, and where those went that were."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from lanterne.catalogue.identifiers import Scheme
from lanterne.catalogue.likeness import Ground, Likeness, grounds
from lanterne.catalogue.models import Credit, FormerTitle, Identifier, Localisation, Title
from lanterne.catalogue.rules import Kind

HEADS = (Kind.FILM, Kind.SERIES)
# So many of one name are a common word, and comparing each with each would take for ever.
MOST_OF_A_NAME = 30
# The letters and digits of an ISAN that name the work; what follows names a version of it.
ISAN_WORK = len("0000-0001-8CFA-0000")


@dataclass(frozen=True, slots=True)
class Pair:
    """The older title first."""

    ids: tuple[int, int]
    grounds: tuple[Ground, ...]


def pairs(*, besides: Collection[tuple[int, int]] = (), limit: int = 50) -> tuple[Pair, ...]:
    """Titles that look like one held twice, the newest first; ``besides`` are pairs that were told apart."""
    alike: dict[object, set[int]] = defaultdict(set)
    for key, title_id in _keys():
        alike[key].add(title_id)
    near = {
        pair
        for ids in alike.values()
        if 1 < len(ids) <= MOST_OF_A_NAME
        for pair in combinations(sorted(ids), 2)
    }
    wanted = near - set(besides)
    held = likenesses(title_ids={one for pair in wanted for one in pair})
    found = (
        Pair(pair, why)
        for pair in sorted(wanted, key=lambda one: (one[1], one[0]), reverse=True)
        if (why := grounds(held[pair[0]], held[pair[1]]))
    )
    return tuple(one for one, _count in zip(found, range(limit), strict=False))


def likenesses(*, title_ids: Collection[int]) -> dict[int, Likeness]:
    """What is compared of each title."""
    rows = Title.objects.filter(pk__in=title_ids)
    said = Localisation.objects.filter(title_id__in=title_ids).values_list(
        "title_id", "folded_name"
    )
    names = _gathered([*rows.values_list("id", "folded_name"), *said])
    directed = Credit.objects.filter(title_id__in=title_ids, role="director")
    directors = _gathered(directed.values_list("title_id", "person__folded_name"))
    works = _gathered((title_id, work) for work, title_id in _works() if title_id in names)
    return {
        pk: Likeness(
            pk, Kind(kind), names[pk], year, runtime, directors.get(pk, frozenset()),
            works.get(pk, frozenset()),
        )
        for pk, kind, year, runtime in rows.values_list("id", "kind", "year", "runtime_seconds")
    }  # fmt: skip


def forwarded(*, title_id: int) -> int:
    """The title that a number stands for: its own, or the one that it was merged into."""
    rows = FormerTitle.objects.filter(former_id=title_id).values_list("title_id", flat=True)
    return rows.first() or title_id


def forwardings(*, title_ids: Collection[int]) -> dict[int, int]:
    """Of these numbers those that lead to another title now, each with its title."""
    rows = FormerTitle.objects.filter(former_id__in=title_ids)
    return dict(rows.values_list("former_id", "title_id"))


def numbers(*, title_id: int) -> tuple[int, ...]:
    """A title's own number, and those that were merged into it."""
    former = FormerTitle.objects.filter(title_id=title_id).values_list("former_id", flat=True)
    return (title_id, *former)


def forwarded_slug(*, slug: str) -> str | None:
    """The address of the title that the one of this address was merged into."""
    rows = FormerTitle.objects.filter(slug=slug).values_list("title__slug", flat=True)
    return rows.first()


def _keys() -> Iterator[tuple[object, int]]:
    heads = Title.objects.filter(kind__in=HEADS)
    yield from (((k, name), pk) for pk, k, name in heads.values_list("id", "kind", "folded_name"))
    said = Localisation.objects.filter(title__kind__in=HEADS)
    columns = ("title_id", "title__kind", "folded_name")
    yield from (((kind, name), pk) for pk, kind, name in said.values_list(*columns))
    yield from _works()


def _works() -> Iterator[tuple[str, int]]:
    """An identifier is held once; an ISAN with and without its version is one work."""
    rows = Identifier.objects.filter(scheme=Scheme.ISAN, title__kind__in=HEADS)
    for value, title_id in rows.values_list("value", "title_id"):
        yield value[:ISAN_WORK], title_id


def _gathered(rows: Iterable[tuple[int, str]]) -> dict[int, frozenset[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for title_id, said in rows:
        found[title_id].add(said)
    return {title_id: frozenset(said) for title_id, said in found.items()}
