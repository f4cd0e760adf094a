"""A bundle: everything out, everything in, and nothing of what is wrong."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.apps import apps

from lanterne.catalogue import queries as catalogue
from lanterne.catalogue import services
from lanterne.catalogue.records import Verdict
from lanterne.catalogue.rules import Production
from lanterne.core import audit
from lanterne.exchange import bundle
from lanterne.exchange.runs import judge, take_in
from lanterne.rights import queries as rights
from lanterne.rights import services as services_of_rights
from lanterne.rights.rules import Status, Terms, Window
from tests.exchange.staged import stage
from tests.titles import ACTOR, a_film

pytestmark = pytest.mark.django_db
TABLES = (
    "rights.Holdback", "rights.LicenceWindow", "rights.Licence", "rights.Licensor",
    "catalogue.Artwork", "catalogue.AgeRating", "catalogue.Credit", "catalogue.Person",
    "catalogue.Localisation", "catalogue.TitleGenre", "catalogue.Genre",
    "catalogue.Identifier", "catalogue.ProductionCountry", "catalogue.CompanyCredit",
    "catalogue.Company", "catalogue.TitleTerm", "catalogue.TermName", "catalogue.Term",
    "catalogue.CollectionTitle", "catalogue.CollectionName", "catalogue.Collection",
)  # fmt: skip
FILM = "slug: x\nkind: film\noriginal_name: X\noriginal_language: fr\n"


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "stored"


def files(folder):
    return {str(one.relative_to(folder)): one.read_bytes() for one in folder.rglob("*.*")}


def empty() -> None:
    """As a database that was just made: children before parents."""
    for table in TABLES:
        apps.get_model(table).objects.all().delete()
    for kind in ("edition", "extra", "trailer", "episode", "season", "series", "film"):
        apps.get_model("catalogue.Title").objects.filter(kind=kind).delete()


def without_original() -> None:
    """As pictures were kept before there were originals."""
    apps.get_model("catalogue.Artwork").objects.update(master="", crops={})


def lay(folder, titles, licences=None):
    folder.mkdir(exist_ok=True)
    (folder / "titles.yaml").write_text(titles, encoding="utf-8")
    if licences:
        (folder / "licences.yaml").write_text(licences, encoding="utf-8")
    return folder


def refused(folder, titles):
    report = take_in(bundle.read(lay(folder, titles)), name="b", actor=ACTOR)
    assert catalogue.title_id(slug="x") is None
    return [(one.place, one.sentence) for one in report.refusals]


def test_what_goes_out_comes_in_and_goes_out_the_same(tmp_path, settings):
    stage()
    assert bundle.write(tmp_path / "out") == 10
    empty()
    settings.MEDIA_ROOT = tmp_path / "elsewhere"
    before = judge(bundle.read(tmp_path / "out"))
    report = take_in(bundle.read(tmp_path / "out"), name="out", actor=ACTOR)
    assert report.refusals == []
    assert before == report
    assert report.counts == Counter({Verdict.CREATED: 15})
    bundle.write(tmp_path / "again")
    assert files(tmp_path / "again") == files(tmp_path / "out")
    assert len(files(tmp_path / "out")) == 7 + 1


def test_a_report_writes_nothing(tmp_path):
    stage()
    bundle.write(tmp_path / "out")
    empty()
    judge(bundle.read(tmp_path / "out"))
    assert list(catalogue.records()) == []


def test_the_same_file_again_changes_nothing(tmp_path):
    stage()
    bundle.write(tmp_path / "out")
    lines = audit.lines(limit=1)
    report = take_in(bundle.read(tmp_path / "out"), name="out", actor=ACTOR)
    assert report.counts == Counter({Verdict.SAME: 15})
    assert audit.lines(limit=1) == lines


def test_what_is_not_said_stays_and_what_differs_is_told(tmp_path):
    stage()
    told = "slug: cafe\nkind: film\nyear: 1903\nwords:\n  ja: {name: 月}\n"
    report = take_in(bundle.read(lay(tmp_path / "b", told)), name="b", actor=ACTOR)
    [finding] = report.findings
    assert (finding.verdict, finding.differences) == (Verdict.CHANGED, ("year", "words:ja"))
    [(_id, film)] = [one for one in catalogue.records() if one[1].slug == "cafe"]
    assert (film.facts["year"], film.facts["runtime_seconds"]) == (1903, 780)
    assert (film.words["ja"].name, len(film.words)) == ("月", 2)


def test_an_import_leaves_a_line_for_itself_and_for_each_title(tmp_path):
    take_in(bundle.read(lay(tmp_path / "b", FILM)), name="b", actor=ACTOR)
    assert [(line.action, line.actor) for line in audit.lines(limit=2)] == [
        ("exchange.import", ACTOR),
        ("catalogue.take_in", ACTOR),
    ]


def test_one_refusal_keeps_everything_out(tmp_path):
    bad = FILM.replace("slug: x", "slug: y") + "year: 1700\n"
    assert refused(tmp_path / "b", f"{FILM}---\n{bad}") == [
        ("titles.yaml:6", "No film was made in 1700.")
    ]


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ("countries: [QQ]", "“QQ” is not a country code such as FR."),
        ("words: {fr_FR: {name: X}}", "“fr_FR” is not a language tag such as fr or fr-CA."),
        ("genres: [romcom]", "There is no genre “romcom”."),
        (
            "ratings: {FR: {system: XX, label: A, minimum_age: 0}}",
            "No rating system “XX” is known in FR.",
        ),
        (
            f"words: {{fr: {{name: X, synopsis: {'é' * 1_000_000}}}}}",
            "This text has 1000000 characters; there is room for 10000.",
        ),
        (
            "identifiers: [{scheme: imdb, value: x}]",
            "“x” is not an identifier of IMDb such as tt0000417.",
        ),
        ("keywords: [lune]", "“lune” is not in the vocabulary yet."),
        ("companies: [{company: X, role: baker}]", "“baker” is nothing that a company does."),
        (
            "countries: [{territory: FR, share: 60}, {territory: BE, share: 60}]",
            "These shares add up to 120 per cent, more than the whole.",
        ),
        (
            "countries: [{territory: FR, share: half}]",
            "A share is a number of per cent such as 33.3.",
        ),
        ("colour: red", "There is no field “colour” here."),
        ("year: soon", "“year” is a whole number."),
        ('copyright_line: "a\\0b"', "“copyright_line” holds a character that no text may hold."),
        ("parent: y\nnumber: 1", "A film or a series stands alone."),
        (
            "windows: [{territory: FR, opens_at: 2027-03-01, closes_at: 2027-02-01}]",
            "FR 2027-02-28: A window must close after it opens.",
        ),
        (
            "windows: [{territory: QQ, opens_at: 2027-03-01}]",
            "QQ 2027-03-01: “QQ” is not a country code such as FR.",
        ),
        (
            "windows: [{territory: FR, opens_at: 2027-03-01}, {territory: FR, opens_at: 2027-04-01}]",
            "FR 2027-03-31: A window already covers part of this period in France.",
        ),
        (
            "windows: [{territory: FR, opens_at: 2027-03-01, licence: {licensor: A, reference: B}}]",
            "There is no contract “B” with A.",
        ),
    ],
)
def test_what_is_wrong_is_refused_with_its_place(tmp_path, more, sentence):
    assert refused(tmp_path / "b", f"---\n{FILM}{more}\n") == [("titles.yaml:2", sentence)]


@pytest.mark.parametrize(
    ("told", "place", "sentence"),
    [
        ("a: &a 1\n", 1, "References (& and *) are not taken: write it out."),
        ("slug: x\na: *a\n", 2, "References (& and *) are not taken: write it out."),
        ("a: !!python/none x\n", 1, "Tags (!) are not taken."),
        ("[" * 20, 1, "This is too deep or too long for one title."),
        ("[" * 100_000, 1, "This is not YAML from here on."),
        ("slug: x\nslug: y\n", 2, "“slug” is told twice."),
        ("slug: 'x\n", 2, "This is not YAML from here on."),
    ],
)
def test_yaml_that_is_a_trap_is_refused(tmp_path, told, place, sentence):
    assert refused(tmp_path / "b", told) == [(f"titles.yaml:{place}", sentence)]


def test_a_byte_order_mark_is_no_part_of_the_first_name(tmp_path):
    report = judge(bundle.read(lay(tmp_path / "b", "\ufeff" + FILM)))
    assert report.counts == Counter({Verdict.CREATED: 1})


def test_bytes_that_are_no_text_are_refused(tmp_path):
    folder = lay(tmp_path / "b", FILM)
    (folder / "titles.yaml").write_bytes(b"slug: \x00\xff\n")
    [finding] = judge(bundle.read(folder)).refusals
    assert finding.sentence == "This file is not YAML in UTF-8."


def test_a_country_that_stays_keeps_its_share(tmp_path):
    film = a_film("X")
    services.make_in(title_id=film, country=Production("FR", Decimal(60), True), actor=ACTOR)
    told = "slug: x\nkind: film\ncountries: [BE, FR, BE]\n"
    take_in(bundle.read(lay(tmp_path / "b", told)), name="b", actor=ACTOR)
    rows = apps.get_model("catalogue.ProductionCountry").objects.order_by("id")
    assert list(rows.values_list("territory", "share", "is_lead")) == [
        ("BE", None, False),
        ("FR", Decimal(60), True),
    ]


def test_a_picture_told_by_its_widths_keeps_the_original_that_is_held_and_another_loses_it(
    tmp_path,
):
    stage()
    rows = apps.get_model("catalogue.Artwork").objects
    held = rows.values_list("master", "crops").get()
    assert held[0]
    without_original()
    bundle.write(tmp_path / "out")
    rows.update(master=held[0], crops=held[1])
    titles = tmp_path / "out/titles.yaml"
    titles.write_text(titles.read_text("utf-8").replace("1902", "1903"), "utf-8")
    take_in(bundle.read(tmp_path / "out"), name="out", actor=ACTOR)
    assert rows.values_list("master", "crops").get() == held
    rows.update(path="poster/aa/" + 32 * "a")
    take_in(bundle.read(tmp_path / "out"), name="out", actor=ACTOR)
    assert rows.values_list("master", "crops").get() == ("", {})


def test_one_identifier_names_one_title(tmp_path):
    named = "identifiers: [{scheme: imdb, value: tt0000417}]\n"
    told = f"{FILM}{named}---\n{FILM.replace('slug: x', 'slug: y')}{named}"
    assert refused(tmp_path / "b", told) == [("titles.yaml:7", "IMDb tt0000417 is “x” already.")]


def test_a_title_cannot_become_another_kind(tmp_path):
    a_film("X")
    folder = lay(tmp_path / "b", "slug: x\nkind: series\n")
    [finding] = judge(bundle.read(folder)).refusals
    assert finding.sentence == "“x” is held already, as something else or elsewhere."


def test_a_picture_that_is_not_what_it_says_is_refused(tmp_path):
    stage()
    without_original()
    bundle.write(tmp_path / "out")
    for one in (tmp_path / "out/media").rglob("*-200.webp"):
        one.write_bytes(b"<svg>")
        name = one.relative_to(tmp_path / "out")
    [finding] = judge(bundle.read(tmp_path / "out")).refusals
    assert finding.sentence == f"{name} is missing, or no WebP of that width."


def meaning():
    """Every row of the catalogue and of rights, without the numbers that a database gives out."""
    found = {}
    for table in ("catalogue.Title", *TABLES):
        model = apps.get_model(table)
        names = [
            one.name
            for one in model._meta.concrete_fields
            if not one.primary_key
            and not one.is_relation
            # Pictures are cut anew from their originals, under names of their own.
            and one.name not in {"created_at", "path", "colour", "crops"}
        ]
        linked = [
            f"{one.name}__{key}"
            for one in model._meta.concrete_fields
            if one.is_relation
            for key in ("slug", "name", "code", "reference")
            if key in {own.name for own in one.related_model._meta.concrete_fields}
        ]
        found[table] = sorted(map(repr, model.objects.values_list(*names, *linked)))
    return found


def test_an_empty_service_means_the_same_after_an_import(tmp_path):
    stage()
    before = meaning()
    assert all(before.values())
    bundle.write(tmp_path / "out")
    empty()
    assert not any(meaning().values())
    take_in(bundle.read(tmp_path / "out"), name="out", actor=ACTOR)
    assert meaning() == before


def test_a_licence_told_twice_is_refused_with_both_places(tmp_path):
    told = "licensor: Gaumont\nreference: G-1\noffers: [subscription]\nnote: {}\n"
    twice = f"{told.format('one')}---\n{told.format('two')}"
    report = judge(bundle.read(lay(tmp_path / "b", FILM, twice)))
    assert [(one.place, one.sentence) for one in report.refusals] == [
        ("licences.yaml:6", "This licence is told at licences.yaml:1 already.")
    ]


@pytest.mark.parametrize(
    ("part", "first", "second", "place"),
    [
        ("windows", "territory: FR, opens_at: 2097-03-01, closes_at: 2098-03-01",
         "territory: FR, opens_at: 2097-03-01, closes_at: 2099-03-01", "FR 2097-02-28"),
        ("holdbacks", "territory: FR, begins_at: 2097-03-01, reason: a",
         "territory: FR, begins_at: 2097-03-01, reason: b", "FR 2097-02-28"),
    ],
)  # fmt: skip
def test_a_window_told_again_on_other_terms_is_refused_with_both_places(
    tmp_path, part, first, second, place
):
    told = f"{FILM}{part}:\n- {{{first}}}\n- {{{first}}}\n"
    assert judge(bundle.read(lay(tmp_path / "a", told))).counts == Counter({Verdict.CREATED: 1})
    assert refused(tmp_path / "b", f"{told}- {{{second}}}\n") == [
        (
            "titles.yaml:1",
            f"{place}: titles.yaml:8 says other terms of it than titles.yaml:6: say which ones hold.",
        )
    ]


def test_what_a_bundle_does_not_say_of_a_window_stays_and_what_is_empty_is_taken_away(tmp_path):
    stays = "windows:\n- {territory: FR, opens_at: '2097-01-01T00:00:00+00:00'"
    more = ", status: revoked, awaits: the court, closes_at: '2098-01-01T00:00:00+00:00'"
    for told, counts in ((f"{stays}{more}}}\n", "created"), (f"{stays}}}\n", "same")):
        report = take_in(bundle.read(lay(tmp_path / "b", FILM + told)), name="b", actor=ACTOR)
        assert report.counts == Counter({Verdict(counts): 1})
    emptied = lay(tmp_path / "b", f"{FILM}{stays}, awaits: '', closes_at: ''}}\n")
    [finding] = take_in(bundle.read(emptied), name="b", actor=ACTOR).findings
    assert finding.differences == ("window:FR:awaits", "window:FR:closes_at")
    [held] = rights.windows(title_id=catalogue.title_id(slug="x"))
    assert (held.window.terms.status, held.window.terms.awaits) == (Status.REVOKED, "")
    assert held.window.closes_at is None


@pytest.mark.parametrize("width", ["9" * 5000, "²", "-1"])
def test_a_width_that_is_no_number_is_refused(tmp_path, width):
    told = f"pictures:\n- {{kind: poster, path: poster/ab/x, widths: ['{width}']}}\n"
    [finding] = judge(bundle.read(lay(tmp_path / "b", FILM + told))).refusals
    assert finding.sentence == "“widths” is a whole number."


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ("runtime_seconds: '3600001'\n",
         "A title lasts at least one second and at most 1000 hours."),
        ("---\nslug: y\nkind: extra\nparent: x\nnumber: '100001'\noriginal_name: Y\noriginal_language: fr\n",
         "A number is at most 100000."),
    ],
)  # fmt: skip
def test_what_no_database_keeps_is_refused_before_it_is_taken(tmp_path, told, sentence):
    [finding] = judge(bundle.read(lay(tmp_path / "b", FILM + told))).refusals
    assert finding.sentence == sentence


FRANCE = "windows:\n- {{territory: FR, opens_at: '2097-03-01T00:00:00+00:00'{}}}\n"
DOUBTFUL = (
    "Several windows here differ from one another in their status alone, and the file names none of them:"
    " withdraw those that no longer hold, or say the status of the one that is meant."
)


def with_statuses(*statuses: Status) -> int:
    """A title with windows that nothing else tells apart."""
    film, opens = a_film("X"), datetime(2097, 3, 1, tzinfo=UTC)
    for one in statuses:
        window = Window("FR", opens, None, Terms(status=one))
        services_of_rights.grant_window(title_id=film, window=window, actor=ACTOR)
    return film


def statuses(film: int) -> list[tuple[str, bool]]:
    return [
        (one.window.terms.status.value, one.window.closes_at is None)
        for one in rights.windows(title_id=film)
    ]


@pytest.mark.parametrize(
    ("held", "told"),
    [
        # A title that is called off must not stay open, one that was called off not open.
        ((Status.APPROVED, Status.PENDING), ", status: revoked"),
        ((Status.PENDING, Status.REVOKED), ", status: approved"),
        ((Status.PENDING, Status.REVOKED), ""),
        ((Status.APPROVED, Status.REVOKED), ", status: pending"),
    ],
)
def test_of_windows_that_differ_in_their_status_a_file_names_one_or_is_refused(
    tmp_path, held, told
):
    film = with_statuses(*held)
    before = statuses(film)
    report = take_in(
        bundle.read(lay(tmp_path / "b", FILM + FRANCE.format(told))), name="b", actor=ACTOR
    )
    assert [one.sentence for one in report.refusals] == [f"FR 2097-03-01: {DOUBTFUL}"]
    assert statuses(film) == before


@pytest.mark.parametrize(
    ("told", "changed"),
    [(", status: pending", "pending"), (", status: approved", "approved"), ("", "approved")],
)
def test_the_one_that_a_file_names_is_changed_and_the_other_stays(tmp_path, told, changed):
    film = with_statuses(Status.APPROVED, Status.PENDING)
    said = FRANCE.format(f"{told}, closes_at: '2098-01-01T00:00:00+00:00'")
    take_in(bundle.read(lay(tmp_path / "b", FILM + said)), name="b", actor=ACTOR)
    assert statuses(film) == [(one, one != changed) for one in ("approved", "pending")]
