"""One offer of one work, in the words of the file: what the XML and the spreadsheet have in common."""

from __future__ import annotations

from dataclasses import dataclass

# How an export of ours names a title: this, then its slug.
OURS = "md:cid:org:lanterne:"


@dataclass(frozen=True, slots=True)
class Work:
    """What is offered; ``series``, ``season`` and ``episode`` say where it belongs."""

    work_type: str
    name: str
    language: str = ""
    content_id: str = ""
    year: str = ""
    run_length: str = ""
    series: str = ""
    season: str = ""
    episode: str = ""


@dataclass(frozen=True, slots=True)
class Deal:
    """A language comes with its use: ("fr", "dub")."""

    place: str
    work: Work
    license_type: str
    territories: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    start: str = ""
    start_condition: str = ""
    end: str = ""
    end_condition: str = ""
    allowed: tuple[tuple[str, str], ...] = ()
    assets: tuple[tuple[str, str], ...] = ()
    held_back: tuple[str, ...] = ()
    announced: str = ""
    lifted: str = ""
    status: str = ""
    entry: str = ""
    premiere: str = ""
    description: str = ""
    licensor: str = ""
    contract: str = ""
    refusal: str = ""
