"""One Basic of MEC made into what we know of a title, with a sentence for what is not known here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain

from django.utils.translation import gettext as _

from lanterne.catalogue import boards
from lanterne.catalogue.identifiers import Scheme
from lanterne.catalogue.records import RatingRecord, WordsRecord
from lanterne.catalogue.rules import CreditLine, IdentifierLine, Kind
from lanterne.exchange import genres
from lanterne.exchange.fields import Unreadable, number, text
from lanterne.exchange.mec import vocabulary
from lanterne.exchange.mec.nodes import Node
from lanterne.exchange.running import seconds

TITLES = ("TitleDisplayUnlimited", "TitleDisplay60", "TitleDisplay19")
SUMMARIES = ("Summary190", "Summary400", "Summary4000")
LAST = 1_000_000


@dataclass(slots=True)
class Work:
    """``above`` is the ContentID of what it hangs below; ``notes`` tell what of it is left out.

    ``guessed`` are facts that the file does not say, made of its other words: good enough for a new title only.
    """

    line: int
    kind: Kind
    content_id: str
    above: str = ""
    number: int | None = None
    facts: dict[str, object] = field(default_factory=dict)
    guessed: frozenset[str] = frozenset()
    words: dict[str, WordsRecord] = field(default_factory=dict)
    ratings: dict[str, RatingRecord] = field(default_factory=dict)
    genres: tuple[str, ...] | None = None
    credits: tuple[CreditLine, ...] | None = None
    identifiers: tuple[IdentifierLine, ...] = ()
    notes: list[str] = field(default_factory=list)


def work(basic: Node) -> Work:
    """Raises Unreadable where it cannot be a title at all."""
    told = basic.words("WorkType")
    kind = vocabulary.meant(vocabulary.KINDS, told)
    if kind is None:
        sentence = _("%(field)s “%(word)s” is not known here.")
        raise Unreadable(sentence % {"field": "WorkType", "word": told[:80]})
    parent = _parent(basic, kind)
    made = Work(basic.line, kind, basic.told.get("ContentID", "").strip())
    made.above = _content_id(parent)
    made.number = _number(basic, parent)
    made.facts = _facts(basic)
    made.guessed = _guessed(basic)
    made.words = _words(basic, made.facts)
    _add_genres(made, basic)
    made.credits = _credits(basic, str(made.facts["original_language"]))
    _add_identifiers(made, basic)
    _add_ratings(made, basic)
    return made


def nested(basic: Node) -> Iterator[Node]:
    """What is told of a parent inside its part, from the top down, then the part."""
    for parent in basic.all("Parent"):
        inside = parent.first("Parent")
        if inside is not None:
            yield from nested(inside)
    yield basic


def _parent(basic: Node, kind: Kind) -> Node | None:
    wanted = vocabulary.RELATIONS.get(kind)
    if wanted is None:
        return None
    found = [one for one in basic.all("Parent") if one.told.get("relationshipType") == wanted]
    if not found:
        sentence = _("A work of this kind says by a Parent “%(relation)s” what it belongs to.")
        raise Unreadable(sentence % {"relation": wanted})
    return found[0]


def _content_id(parent: Node | None) -> str:
    if parent is None:
        return ""
    inside = parent.first("Parent")
    return inside.told.get("ContentID", "") if inside else parent.words("ParentContentID")


def _number(basic: Node, parent: Node | None) -> int | None:
    if parent is None:
        return None
    path = ("SequenceInfo", "Number")
    told = parent.words(*path) or basic.words(*path)
    if not told:
        raise Unreadable(_("A part says its number (SequenceInfo)."))
    return number("SequenceInfo", told)


def _facts(basic: Node) -> dict[str, object]:
    shown = basic.all("LocalizedInfo")
    if not shown:
        raise Unreadable(_("A work has words in one language at least (LocalizedInfo)."))
    first = next((one for one in shown if one.told.get("default") == "true"), shown[0])
    original = (
        basic.words("OriginalLanguage")
        or basic.words("PrimarySpokenLanguage")
        or first.told.get("language", "")
    )
    own = next((one for one in shown if one.told.get("language") == original), first)
    titles = (one.words("OriginalTitle") for one in (own, *shown))
    facts: dict[str, object] = {
        "original_name": next(filter(None, titles), "") or _title(own),
        "original_language": original,
    }
    year = basic.words("ReleaseYear") or basic.words("ReleaseDate")[:4]
    facts |= _said(
        year=number("ReleaseYear", year),
        runtime_seconds=seconds(basic.words("RunLength")),
        countries=_ordered(basic.all("CountryOfOrigin"), lambda one: one.words("country")),
        spoken_languages=_ordered(basic.all("PrimarySpokenLanguage"), lambda one: one.text.strip()),
        copyright_line=next(filter(None, (one.words("CopyrightLine") for one in shown)), ""),
    )
    return facts


def _guessed(basic: Node) -> frozenset[str]:
    said = {
        "original_name": any(one.words("OriginalTitle") for one in basic.all("LocalizedInfo")),
        "original_language": bool(basic.words("OriginalLanguage")),
    }
    return frozenset(name for name, is_said in said.items() if not is_said)


def _said(**told: object) -> dict[str, object]:
    return {name: one for name, one in told.items() if one not in (None, "", [])}


def _ordered(told: list[Node], word: Callable[[Node], str]) -> list[str]:
    rows = sorted(told, key=lambda one: _place(one.told.get("listingOrder", "")))
    return [found for one in rows if (found := word(one))]


def _place(told: str) -> int:
    """Where something stands; what does not say stands last."""
    return int(told) if told.isdecimal() and len(told) < len(str(LAST)) else LAST


def _title(info: Node) -> str:
    return next(filter(None, (info.words(name) for name in TITLES)), "")


def _words(basic: Node, facts: dict[str, object]) -> dict[str, WordsRecord]:
    """The words of each language."""
    found: dict[str, WordsRecord] = {}
    for info in basic.all("LocalizedInfo"):
        language = info.told.get("language", "")
        summaries = [_summary(info, name) for name in SUMMARIES]
        name = _title(info) or str(facts["original_name"])
        found.setdefault(language, WordsRecord(name, None, *summaries))
    return found


def telling(
    words: Mapping[str, WordsRecord], facts: Mapping[str, object]
) -> dict[str, WordsRecord]:
    """The words that say more than the title does by its original name."""
    own = (facts["original_language"], WordsRecord(str(facts["original_name"])))
    return {tag: one for tag, one in words.items() if (tag, one) != own}


def _summary(info: Node, name: str) -> str | None:
    """Exactly, with its lines."""
    found = info.first(name)
    return text(name, found.text.strip()) or None if found else None


def _add_genres(made: Work, basic: Node) -> None:
    told = dict.fromkeys(
        " ".join(one.text.split())
        for info in basic.all("LocalizedInfo")
        for one in info.all("Genre")
    )
    codes = {word: genres.code(word) for word in told if word}
    known = tuple(dict.fromkeys(code for code in codes.values() if code))
    made.genres = known or None
    for word, code in codes.items():
        if not code:
            _leave(made, "Genre", word)


def _leave(made: Work, name: str, word: str) -> None:
    made.notes.append(
        _("%(field)s “%(word)s” is not known here and left out.")
        % {"field": name, "word": word[:80]}
    )


def _credits(basic: Node, original: str) -> tuple[CreditLine, ...] | None:
    """By billing, and those without a place last, in the order of the file."""
    found = [
        (_place(job.words("BillingBlockOrder")), _credit(people, job, original))
        for people in basic.all("People")
        for job in people.all("Job")
    ]
    return tuple(line for _at, line in sorted(found, key=lambda pair: pair[0])) or None


def _credit(people: Node, job: Node, original: str) -> CreditLine:
    names = {
        one.told.get("language", ""): " ".join(one.text.split())
        for part in people.all("Name")
        for one in part.all("DisplayName")
    }
    described = (one.all("CharacterName")[:1] for one in job.all("CharacterInfo"))
    played = [*job.all("Character"), *chain.from_iterable(described)]
    return CreditLine(
        # A person has one name here: in the original language, else in none in particular.
        names.get(original) or names.get("") or next(iter(names.values()), ""),
        vocabulary.job(job.words("JobFunction")),
        " / ".join(dict.fromkeys(" ".join(one.text.split()) for one in played)),
    )


def _add_identifiers(made: Work, basic: Node) -> None:
    told = [(one.words("Namespace"), one.words("Identifier")) for one in basic.all("AltIdentifier")]
    kept = []
    for space, value in told:
        scheme = vocabulary.meant(vocabulary.SCHEMES, space)
        if scheme is None:
            _leave(made, "AltIdentifier", space)
        else:
            kept.append(_identifier(scheme, value))
    if named := eidr(made.content_id):
        kept.append(named)
    made.identifiers = tuple(dict.fromkeys(kept))


def _identifier(scheme: str, value: str) -> IdentifierLine:
    """An EIDR may come without what all EIDRs of films begin with."""
    value = value.removeprefix("urn:eidr:").replace("10.5240:", "10.5240/")
    if scheme == Scheme.EIDR and "10.5240" not in value:
        value = f"10.5240/{value}"
    return IdentifierLine(scheme, value)


def eidr(content_id: str) -> IdentifierLine | None:
    """The EIDR that a ContentID such as md:cid:eidr-s:… is made of."""
    space, _colon, value = content_id.removeprefix("md:cid:").partition(":")
    return _identifier(Scheme.EIDR, value) if space.casefold() == "eidr-s" else None


def _add_ratings(made: Work, basic: Node) -> None:
    rated = basic.first("RatingSet")
    for one in rated.all("Rating") if rated else ():
        country, system, value = (
            one.words(*path) for path in (("Region", "country"), ("System",), ("Value",))
        )
        label = boards.find(territory=country, system=system, label=value)
        if label is None or label.minimum_age is None:
            where = country or one.words("Region", "countryRegion")
            _leave(made, "Rating", f"{where} {system} {value}")
        else:
            made.ratings.setdefault(country, RatingRecord(value, label.minimum_age, system))
