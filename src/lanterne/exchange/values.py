"""What every format is read into, and what a run says of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from lanterne.catalogue.records import (
    CollectionRecord,
    OriginalRecord,
    PersonRecord,
    TermRecord,
    TitleRecord,
    Verdict,
)
from lanterne.catalogue.rules import ArtKind
from lanterne.deliveries.records import HouseRecord, RequestRecord
from lanterne.rights.records import HoldbackRecord, WindowRecord
from lanterne.rights.services import LicenceFacts

# A report that nobody reads to its end must not grow with the file.
MOST_FINDINGS = 1_000


@dataclass(frozen=True, slots=True)
class Item:
    """One title with its rights, one licence, one word of the vocabulary, one person, one collection, one post house, one request of
    a delivery, or a place that cannot be read and why.
    """

    place: str
    title: TitleRecord | None = None
    windows: tuple[WindowRecord, ...] = ()
    holdbacks: tuple[HoldbackRecord, ...] = ()
    licence: LicenceFacts | None = None
    term: TermRecord | None = None
    person: PersonRecord | None = None
    collection: CollectionRecord | None = None
    house: HouseRecord | None = None
    request: RequestRecord | None = None
    refusal: str = ""
    # Pictures to be stored under these names.
    files: Mapping[str, Path] = field(default_factory=dict)
    # Originals to be kept, cut and hung, where they are told otherwise than they are held.
    originals: Mapping[OriginalRecord, Path] = field(default_factory=dict)
    # Pictures to be cut and hung, for a title that has none of the kind.
    artwork: Mapping[ArtKind, Path] = field(default_factory=dict)
    # Places of which something is left out, and why.
    notes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """What becomes of one place of the file; ``differences`` names what would be written.

    ``is_unready`` is refused only because the title lacks something to open, which a reason overrides.
    """

    place: str
    subject: str
    verdict: Verdict
    differences: tuple[str, ...] = ()
    sentence: str = ""
    is_unready: bool = False


@dataclass(slots=True)
class Touched:
    """What would be written: whether anything of titles and of rights, and the territories of ages and of windows."""

    titles: bool = False
    rights: bool = False
    rated: set[str] = field(default_factory=set)
    granted: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Report:
    """Every title and licence counted; the first of what is not left alone told one by one."""

    counts: Counter[Verdict] = field(default_factory=Counter)
    unready: int = 0
    touched: Touched = field(default_factory=Touched)
    findings: list[Finding] = field(default_factory=list)
    refusals: list[Finding] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)

    def add(self, finding: Finding) -> None:
        self.counts[finding.verdict] += 1
        self.unready += finding.is_unready
        told = self.refusals if finding.verdict is Verdict.REFUSED else self.findings
        if finding.verdict is not Verdict.SAME and len(told) < MOST_FINDINGS:
            told.append(finding)

    def note(self, told: Iterable[tuple[str, str]]) -> None:
        self.notes.extend(islice(told, MOST_FINDINGS - len(self.notes)))

    @property
    def is_refused(self) -> bool:
        return self.counts[Verdict.REFUSED] > 0

    @property
    def can_be_overridden(self) -> bool:
        """Whether nothing is refused but that titles open before they are ready."""
        return 0 < self.unready == self.counts[Verdict.REFUSED]

    @property
    def is_change(self) -> bool:
        return self.counts[Verdict.CREATED] + self.counts[Verdict.CHANGED] > 0
