"""A work beside the title that is held: an NFO file knows a part of it, so it adds and takes nothing away."""

from __future__ import annotations

from dataclasses import replace

from lanterne.catalogue.records import TitleRecord, WordsRecord
from lanterne.catalogue.rules import CreditLine
from lanterne.exchange.nfo.vocabulary import ACTORS


def beside(told: TitleRecord, was: TitleRecord, *, is_original_said: bool) -> TitleRecord:
    """What the file says, without what it only says less exactly than we know it.

    A file that does not say the original name is only believed about that of a title that is not there yet.
    """
    return replace(
        told,
        parent=was.parent,
        number=was.number,
        facts=_facts(told, was, is_original_said=is_original_said),
        words={tag: _words(one, was.words.get(tag)) for tag, one in told.words.items()},
        ratings={
            where: one
            for where, one in told.ratings.items()
            if where not in was.ratings or was.ratings[where].label != one.label
        },
        genres=_added(was.genres, told.genres),
        credits=_credits(told, was),
    )


def _facts(told: TitleRecord, was: TitleRecord, *, is_original_said: bool) -> dict[str, object]:
    facts = dict(told.facts)
    if not is_original_said:
        facts.pop("original_name", None)
    # A file seldom says it, and then nothing but what we would have guessed.
    facts.pop("original_language", None)
    held = was.facts.get("runtime_seconds")
    if isinstance(held, int) and minutes(held) * 60 == facts.get("runtime_seconds"):
        facts.pop("runtime_seconds")
    for name in {"countries", "spoken_languages"} & facts.keys():
        known, said = was.facts[name], facts[name]
        if isinstance(known, list) and isinstance(said, list):
            facts[name] = list(dict.fromkeys([*known, *said]))
    return facts


def minutes(seconds: int) -> int:
    """Whole minutes, the nearest; a film is never of none."""
    return max(1, round(seconds / 60))


def _words(told: WordsRecord, was: WordsRecord | None) -> WordsRecord:
    """The plot is whichever synopsis is longest: where it is one of those held, it is not another."""
    known = {was.synopsis_short, was.synopsis_medium, was.synopsis} if was else set()
    return replace(
        told,
        synopsis_short=_unless(known, told.synopsis_short),
        synopsis_medium=_unless(known, told.synopsis_medium),
        synopsis=_unless(known, told.synopsis),
    )


def _unless(known: set[str | None], said: str | None) -> str | None:
    return None if said in known else said


def _added(was: tuple[str, ...] | None, told: tuple[str, ...] | None) -> tuple[str, ...] | None:
    return tuple(dict.fromkeys([*(was or ()), *told])) if told else None


def _credits(told: TitleRecord, was: TitleRecord) -> tuple[CreditLine, ...] | None:
    held = was.credits or ()
    known = {_key(line) for line in held}
    new = [line for line in told.credits or () if _key(line) not in known]
    return (*held, *new) if new else None


def _key(line: CreditLine) -> tuple[str, str, str]:
    return line.person, "cast" if line.role in ACTORS else line.role, line.character
