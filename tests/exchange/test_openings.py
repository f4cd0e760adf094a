"""Windows that come in files are held to the same readiness as those that staff grant."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
import time_machine
from PIL import Image

from lanterne.catalogue import queries as catalogue
from lanterne.catalogue.records import Verdict
from lanterne.core import audit
from lanterne.deliveries import queries as deliveries
from lanterne.deliveries import services
from lanterne.exchange import bundle
from lanterne.exchange.runs import judge, take_in
from lanterne.rights import queries as rights
from lanterne.rights.rules import Window
from lanterne.territories import services as territories
from tests.deliveries.conftest import NOW
from tests.deliveries.test_readiness import complete
from tests.exchange.test_bundle import FILM, lay
from tests.titles import ACTOR, a_film, a_series

pytestmark = pytest.mark.django_db
MOON = "slug: le-voyage-dans-la-lune\nkind: film\n"

PATH = "0" * 32
POSTER = (
    f"pictures:\n- {{kind: poster, path: poster/00/{PATH}, widths: [8], width: 8, height: 12,"
    " colour: '#000000'}\n"
)


@pytest.fixture
def moon() -> int:
    return a_film("Le Voyage dans la Lune", year=1902)


@pytest.fixture(autouse=True)
def _at_the_time(markets, settings, tmp_path):
    for place in ("MEDIA_ROOT", "STREAMS", "WORKSHOP", "FINDINGS"):
        setattr(settings, place, tmp_path / place)
    with time_machine.travel(NOW, tick=False):
        yield


def told(days=0, territory="FR", more=""):
    opens = (NOW + timedelta(days=days)).isoformat()
    return f"windows:\n- {{territory: {territory}, opens_at: '{opens}'{more}}}\n"


def taken(tmp_path, said, override=""):
    folder = lay(tmp_path / "b", said)
    report = judge(bundle.read(folder), override=override)
    assert take_in(bundle.read(folder), name="b", actor=ACTOR, override=override) == report
    return report


def windows():
    return rights.windows(title_id=catalogue.title_id(slug="le-voyage-dans-la-lune"))


def test_a_title_that_is_not_ready_is_refused_with_what_it_lacks_in_each_market(tmp_path, moon):
    report = taken(tmp_path, MOON + told() + told(territory="BE").partition("\n")[2])
    [finding] = report.refusals
    assert finding.sentence.startswith("It is not ready to open in France and in Belgium.")
    assert finding.sentence.endswith("Complete it, or say why it opens all the same.")
    assert finding.is_unready
    assert report.can_be_overridden
    assert windows() == ()


def test_a_reason_is_kept_with_the_title_and_the_market(tmp_path, moon):
    report = taken(tmp_path, MOON + told(), override=" The festival shows it tonight. ")
    assert report.counts == Counter({Verdict.CHANGED: 1})
    [(place, sentence)] = report.notes
    assert place == "titles.yaml:1"
    assert sentence.startswith("It is not ready to open in France. It still lacks: ")
    [kept] = deliveries.overrides(title_id=moon)
    assert (kept.territory, kept.opens_at, kept.reason, kept.actor) == (
        "FR", NOW, "The festival shows it tonight.", ACTOR,
    )  # fmt: skip
    assert "film" in kept.lacking
    assert "window" not in kept.lacking
    lines = audit.lines(subject=f"title:{moon}")
    assert [one.action for one in lines].count("deliveries.override_opening") == 1
    assert taken(tmp_path, MOON + told(), override="again").counts == Counter({Verdict.SAME: 1})
    assert len(deliveries.overrides(title_id=moon)) == 1


def test_a_title_that_the_file_makes_has_no_film_yet(tmp_path):
    [finding] = taken(tmp_path, FILM + told()).refusals
    assert finding.is_unready
    assert "lacks: the film" in finding.sentence
    assert catalogue.title_id(slug="x") is None


def test_a_title_that_is_ready_opens(tmp_path, moon):
    complete(moon)
    assert taken(tmp_path, MOON + told()).refusals == []
    assert len(windows()) == 1


def test_what_the_file_brings_itself_is_not_lacking(tmp_path, moon):
    complete(moon, territory="DE")
    [finding] = taken(tmp_path, MOON + told()).refusals
    assert finding.sentence == (
        "It is not ready to open in France. It still lacks: an age rating. "
        "Complete it, or say why it opens all the same."
    )
    brought = "ratings:\n  FR: {label: TP, minimum_age: 0}\n"
    assert taken(tmp_path, MOON + brought + told()).refusals == []


@pytest.mark.parametrize(
    ("brought", "here"),
    [
        ("words:\n  fr: {name: Lune, synopsis: Six savants.}\n", "a name and a synopsis – French"),
        ("minimum_age: 0\n", "an age rating"),
        (POSTER, "a poster"),
        (POSTER.replace("poster", "still"), "a still"),
    ],
    ids=["words", "age", "poster", "still"],
)
def test_each_thing_that_the_file_brings_is_there_and_nothing_else(tmp_path, moon, brought, here):
    for kind in ("poster", "still"):
        place = tmp_path / f"b/media/{kind}/00/{PATH}-8.webp"
        place.parent.mkdir(parents=True)
        Image.new("RGB", (8, 12)).save(place)
    bare, rest = _lacks(tmp_path, ""), _lacks(tmp_path, brought)
    assert rest == [one for one in bare if one != here]
    assert here in bare


def _lacks(tmp_path, more):
    folder = lay(tmp_path / "b", MOON + more + told())
    [finding] = judge(bundle.read(folder)).refusals
    listed = finding.sentence.partition("lacks: ")[2].partition(". Complete")[0]
    first, _and, last = listed.rpartition(" and ")
    return [*first.split(", "), last]


@pytest.mark.parametrize(
    ("days", "more"),
    [
        (15, ""), (0, ", status: pending"), (0, ", status: revoked"), (0, ", awaits: the première"),
        (-9, f", closes_at: '{NOW.isoformat()}'"),
    ],
)  # fmt: skip
def test_what_opens_nothing_soon_is_taken(tmp_path, moon, days, more):
    assert taken(tmp_path, MOON + told(days, more=more)).refusals == []
    assert len(windows()) == 1


def test_a_refusal_of_rights_goes_before_what_is_lacking(tmp_path, moon):
    report = taken(tmp_path, MOON + told(territory="QQ"), override="a reason")
    assert [one.is_unready for one in report.refusals] == [False]
    assert not report.can_be_overridden


def test_a_window_that_is_open_may_be_moved(tmp_path, moon):
    taken(tmp_path, MOON + told(), override="a reason")
    closes = (NOW + timedelta(days=9)).isoformat()
    report = taken(tmp_path, MOON + told(more=f", closes_at: '{closes}'"))
    assert report.counts == Counter({Verdict.CHANGED: 1})


AWAY = "words:\n  fr: {name: Lune, synopsis: '', synopsis_short: '', synopsis_medium: ''}\n"


@pytest.mark.parametrize(
    ("away", "lacks"),
    [(AWAY, "a name and a synopsis – French"), ("minimum_age: ''\n", "an age rating")],
)
def test_what_the_file_takes_away_is_lacking(tmp_path, moon, away, lacks):
    complete(moon, territory="DE")
    taken(tmp_path, MOON + "minimum_age: 12\n")
    [finding] = taken(tmp_path, MOON + away + told()).refusals
    assert finding.is_unready
    assert f"It still lacks: {lacks}" in finding.sentence
    assert windows() == ()
    assert taken(tmp_path, MOON + away + told(), override="a reason").refusals == []
    [kept] = deliveries.overrides(title_id=moon)
    assert kept.reason == "a reason"


def test_an_age_is_no_loss_where_the_title_is_rated(tmp_path, moon):
    complete(moon)
    taken(tmp_path, MOON + "minimum_age: 12\n")
    assert taken(tmp_path, MOON + "minimum_age: ''\n" + told()).refusals == []


def opens(title: int, territory: str, override: str = "a reason") -> None:
    services.open_in_market(
        title_id=title, window=Window(territory, NOW), actor=ACTOR, override=override
    )


SAID = (
    "words:\n  {tag}: {{name: Lune, synopsis: '{text}', synopsis_short: '', synopsis_medium: ''}}\n"
)


@pytest.fixture
def luxembourg(markets):
    territories.open_market(
        territory="LU", currency="EUR", default_language="fr-LU", actor="system:cast"
    )


@pytest.mark.parametrize(
    ("held", "away", "is_refused"),
    [
        (["fr-LU"], "fr-LU", True),
        # Of two, the nearer one is shown, and of its empty words nobody reads the other's.
        (["fr", "fr-LU"], "fr-LU", True),
        (["fr", "fr-LU"], "fr", False),
        # What is read where there is nothing nearer.
        (["fr"], "fr", True),
        (["fr-BE"], "fr-BE", True),
    ],
)
def test_the_words_that_readers_there_find_are_what_counts(
    tmp_path, moon, luxembourg, held, away, is_refused
):
    complete(moon, language=held[0], territory="LU")
    for tag in held[1:]:
        taken(tmp_path, MOON + SAID.format(tag=tag, text="Six savants."))
    report = taken(tmp_path, MOON + SAID.format(tag=away, text="") + told(territory="LU"))
    lacks = "It still lacks: a name and a synopsis – French (Luxembourg)."
    assert [lacks in one.sentence for one in report.refusals] == [True] * is_refused


def test_a_title_that_is_open_keeps_what_it_needs_there_or_somebody_says_why(
    tmp_path, moon, luxembourg
):
    complete(moon, language="fr-LU", territory="LU")
    opens(moon, "LU")
    away = MOON + SAID.format(tag="fr-LU", text="")
    [finding] = taken(tmp_path, away).refusals
    assert finding.sentence == (
        "It is open in Luxembourg, and would lose there: a name and a synopsis – French (Luxembourg)."
        " Leave it that, or say why it stays open all the same."
    )
    assert finding.is_unready
    report = taken(tmp_path, away, override="A better one comes tonight.")
    [(_place, sentence)] = report.notes
    assert sentence.startswith("It is open in Luxembourg, and would lose there: ")
    [kept] = deliveries.overrides(title_id=moon)
    assert (kept.territory, kept.lacking, kept.reason) == (
        "LU", ("words",), "A better one comes tonight.",
    )  # fmt: skip


def test_what_was_lacking_where_it_is_open_is_no_loss(tmp_path, moon, luxembourg):
    complete(moon, language="fr", territory="DE")
    opens(moon, "LU")
    taken(tmp_path, MOON + "words:\n  de: {name: Mond, synopsis: Sechs.}\n")
    assert taken(tmp_path, MOON + SAID.format(tag="de", text="")).refusals == []


def test_a_series_that_loses_its_age_takes_it_from_what_is_below(tmp_path):
    _series, _seasons, [[first, second]] = a_series("Les Marées", seasons=(2,), minimum_age=12)
    complete(first, territory="DE")
    complete(second)
    away = "slug: les-marees\nkind: series\nminimum_age: ''\n"
    below = "---\nslug: {slug}\nkind: episode\nparent: {season}\nnumber: {number}\n"
    slugs = {id_: record.slug for id_, record in catalogue.records()}
    said = "".join(
        below.format(slug=slugs[one], season=slugs[_seasons[0]], number=number) + told()
        for number, one in ((1, first), (2, second))
    )
    report = taken(tmp_path, away + said)
    [finding] = report.refusals
    assert finding.subject == slugs[first]
    assert "It still lacks: an age rating." in finding.sentence
    assert taken(tmp_path, said.removeprefix("---\n")).refusals == []


def test_a_series_that_gets_its_age_gives_it_to_what_is_below(tmp_path):
    _series, _seasons, [[first]] = a_series("Les Marées", seasons=(1,))
    complete(first, territory="DE")
    slugs = {id_: record.slug for id_, record in catalogue.records()}
    episode = (
        f"slug: {slugs[first]}\nkind: episode\nparent: {slugs[_seasons[0]]}\nnumber: 1\n" + told()
    )
    [finding] = taken(tmp_path, episode).refusals
    assert finding.sentence.startswith("It is not ready to open in France. It still lacks: an age")
    rated = "slug: les-marees\nkind: series\nratings:\n  FR: {label: TP, minimum_age: 0}\n---\n"
    assert taken(tmp_path, rated + episode).refusals == []
