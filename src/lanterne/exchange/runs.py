"""Importing: the same judgement before and while writing, and nothing half done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from django.db import transaction
from django.utils.translation import gettext as _

from lanterne.catalogue import services as catalogue
from lanterne.catalogue.records import (
    CollectionRecord,
    Judged,
    PersonRecord,
    Seen,
    TermRecord,
    Verdict,
)
from lanterne.core import audit, clock
from lanterne.deliveries import services as deliveries
from lanterne.deliveries.services import Lacking
from lanterne.exchange import (
    contracts,
    houses,
    media,
    openings,
    people,
    requests,
    terms,
    touching,
)
from lanterne.exchange.values import Finding, Item, Report
from lanterne.rights import services as rights
from lanterne.rights.records import Contract, Decided, Grants, Outcome
from lanterne.rights.services import LicenceFacts

AT_A_TIME = 500


def judge(items: Iterable[Item], *, override: str = "") -> Report:
    """What would become of the file; writes nothing.

    ``override`` is why titles open in markets before they are ready; without it, such windows are refused.
    """
    return _Run(actor=None, override=override).over(items)


def whoever(_report: Report) -> None:
    """Whoever has the server's command line may import anything."""


def take_in(
    items: Iterable[Item],
    *,
    name: str,
    actor: str,
    override: str = "",
    check: Callable[[Report], None] = whoever,
) -> Report:
    """Import the file if nothing in it is refused; otherwise everything stays as it was.

    ``check`` may refuse what the file touches, and is asked before anything is kept.
    """
    with transaction.atomic():
        report = _Run(actor=actor, override=override).over(items)
        check(report)
        if report.is_refused:
            transaction.set_rollback(True)
        elif report.is_change:
            counts = {verdict.value: report.counts[verdict] for verdict in Verdict}
            audit.record(
                actor=actor, action="exchange.import", subject=f"file:{name}"[:200], detail=counts
            )
    return report


class _Run:
    """One pass over a file, some hundreds of items at a time; without an actor nothing is written."""

    def __init__(self, *, actor: str | None, override: str) -> None:
        self.actor = actor
        self.override = override.strip()
        self.at = clock.now()
        self.seen = Seen()
        self.report = Report()
        self.licences = contracts.Contracts(actor)
        self.terms = terms.Terms(actor)
        self.houses = houses.Houses(actor)
        self.requests = requests.Requests()
        self.openings = openings.Openings()

    def over(self, items: Iterable[Item]) -> Report:
        rest = iter(items)
        while part := list(islice(rest, AT_A_TIME)):
            for item in part:
                self.report.note(item.notes)
                self._alone(item)
            self._titles([item for item in part if item.title and not item.refusal])
            # After the titles, which they gather.
            for item in part:
                if item.collection and not item.refusal:
                    self._collection(item.place, item.collection)
            self._requests([item for item in part if item.request and not item.refusal])
        return self.report

    def _alone(self, item: Item) -> None:
        """What hangs on no title."""
        if item.refusal:
            self._refuse(item, "", item.refusal)
        elif item.licence:
            self._licence(item.place, item.licence)
        elif item.term:
            self._term(item.place, item.term)
        elif item.person:
            self._person(item.place, item.person)
        elif item.house:
            self.report.add(self.houses.finding(item.place, item.house))

    @property
    def _writes(self) -> bool:
        return self.actor is not None and not self.report.is_refused

    def _licence(self, place: str, facts: LicenceFacts) -> None:
        finding = self.licences.finding(place, facts)
        if finding.verdict is not Verdict.SAME:
            self.report.touched.rights = True
        self.report.add(finding)

    def _term(self, place: str, term: TermRecord) -> None:
        finding = self.terms.finding(place, term)
        self.report.touched.titles |= finding.verdict is not Verdict.SAME
        self.seen.terms.add((term.vocabulary, term.code))
        self.report.add(finding)

    def _person(self, place: str, record: PersonRecord) -> None:
        finding = people.finding(place, record, self.actor)
        self.report.touched.titles |= finding.verdict is not Verdict.SAME
        self.report.add(finding)

    def _collection(self, place: str, record: CollectionRecord) -> None:
        judged = catalogue.judge_collection(record, self.seen)
        subject = f"collection: {record.slug}"
        self.report.touched.titles |= judged.verdict in {Verdict.CREATED, Verdict.CHANGED}
        self.report.add(
            Finding(place, subject, judged.verdict, judged.differences, judged.sentence)
        )
        if self.actor and self._writes and judged.verdict is not Verdict.SAME:
            catalogue.take_in_collection(judged=judged, actor=self.actor)

    def _requests(self, items: Sequence[Item]) -> None:
        if self._writes:
            deliveries.hold_requests(slugs={one.request.title for one in items if one.request})
        judged = self.requests.judged(items, titles=self.seen.kinds, post_houses=self.houses.known)
        for finding, _one in judged:
            self.report.add(finding)
        if self._writes and self.actor:
            deliveries.take_in_requests([one for _finding, one in judged], actor=self.actor)

    def _titles(self, items: Sequence[Item]) -> None:
        if self._writes:
            # Before judging, so that nobody can make the judgement untrue.
            catalogue.hold_titles(slugs={one.title.slug for one in items if one.title})
        judged = catalogue.judge_titles([one.title for one in items if one.title], self.seen)
        pairs = list(zip(items, judged, strict=True))
        decided = rights.judge_grants([_grants(item, one) for item, one in pairs])
        arrivals = self.openings.arrivals(items, judged, decided)
        lacks = deliveries.judge_openings(arrivals, at=self.at)
        for (item, one), told, lacking in zip(pairs, decided, lacks, strict=True):
            self.report.add(self._finding(item, one, told, lacking))
        if self._writes and self.actor:
            # Before the rows that name them; what is there already is the same file.
            media.copy_in(name_and_path for item in items for name_and_path in item.files.items())
            ids = catalogue.take_in(judged, actor=self.actor)
            given = zip(judged, decided, strict=True)
            rights.take_in_grants(
                [(ids[one.record.slug], told) for one, told in given], actor=self.actor
            )
            opened = [(ids[one.record.slug], some) for one, some in zip(judged, lacks, strict=True)]
            deliveries.keep_openings(opened, override=self.override, actor=self.actor, at=self.at)
            hung = [(ids[one.record.slug], item) for item, one in pairs if _hangs_more(item, one)]
            _hang(hung, self.actor)
            # After the pictures that they are written on.
            catalogue.take_in_captions(
                (ids[one.record.slug], one.record)
                for one in judged
                if one.verdict is not Verdict.SAME
            )

    def _finding(self, item: Item, one: Judged, told: Decided, lacking: Lacking) -> Finding:
        if one.verdict is Verdict.REFUSED:
            return Finding(item.place, one.record.slug, one.verdict, sentence=one.sentence)
        sentences = [*self._unknown(item), *_refusals(told)]
        if sentences:
            return Finding(item.place, one.record.slug, Verdict.REFUSED, (), " ".join(sentences))
        touching.note(self.report.touched, one, told)
        self.report.touched.titles |= bool(item.artwork)
        if lacking and not self.override:
            sentence = deliveries.refusal_of(lacking)
            return Finding(
                item.place, one.record.slug, Verdict.REFUSED, sentence=sentence, is_unready=True
            )
        if lacking:
            self.report.note([(item.place, deliveries.sentence_of(lacking))])
        pictures = (f"picture:{kind}" for kind in item.artwork)
        differences = (*one.differences, *_changes(told), *pictures)
        verdict = one.verdict
        if verdict is Verdict.SAME and differences:
            verdict = Verdict.CHANGED
        return Finding(item.place, one.record.slug, verdict, differences)

    def _unknown(self, item: Item) -> Iterator[str]:
        named = {one.contract for one in item.windows if one.contract}
        for contract in sorted(named - self.licences.known, key=lambda one: one.reference):
            yield _("There is no contract “%(reference)s” with %(licensor)s.") % {
                "reference": contract.reference,
                "licensor": contract.licensor,
            }

    def _refuse(self, item: Item, subject: str, sentence: str) -> None:
        self.report.add(Finding(item.place, subject, Verdict.REFUSED, sentence=sentence))


def _hangs_more(item: Item, one: Judged) -> bool:
    """Whether the file brings a picture that does not hang there as it is told."""
    is_told = one.verdict is Verdict.CREATED or "pictures" in one.differences
    return bool(item.artwork) or (is_told and bool(item.originals))


def _hang(items: Iterable[tuple[int, Item]], actor: str) -> None:
    for title_id, item in items:
        for original, path in item.originals.items():
            catalogue.take_in_original(
                title_id=title_id, told=original, content=path.read_bytes(), actor=actor
            )
        for kind, path in item.artwork.items():
            catalogue.add_artwork(
                title_id=title_id, kind=kind, content=path.read_bytes(), source="", actor=actor
            )


def _grants(item: Item, one: Judged) -> Grants:
    if one.verdict is Verdict.REFUSED:
        return Grants(None)
    windows = [
        replace(window, contract=_tidy(window.contract)) if window.contract else window
        for window in item.windows
    ]
    return Grants(one.title_id, windows, item.holdbacks)


def _tidy(contract: Contract) -> Contract:
    return Contract(" ".join(contract.licensor.split()), " ".join(contract.reference.split()))


def _refusals(told: Decided) -> Iterator[str]:
    for one in told.windows:
        if not isinstance(one.outcome, Outcome):
            window = one.record.window
            day = window.opens_at.date().isoformat()
            yield f"{window.territory} {day}: {one.outcome}"
    for holdback, outcome, _pk in told.holdbacks:
        if not isinstance(outcome, Outcome):
            day = holdback.holdback.period.opens_at.date().isoformat()
            yield f"{holdback.holdback.territory or '*'} {day}: {outcome}"


def _changes(told: Decided) -> Iterator[str]:
    yield from dict.fromkeys(
        ":".join(filter(None, ("window", one.record.window.territory, name)))
        for one in told.windows
        if one.outcome is not Outcome.SAME
        for name in one.changes or ("",)
    )
    for holdback, outcome, _pk in told.holdbacks:
        if outcome is not Outcome.SAME:
            yield f"holdback:{holdback.holdback.territory or '*'}"
