"""MovieLabs Avails as another house writes them, in and out and in again."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from openpyxl import Workbook

from lanterne.catalogue import queries as catalogue
from lanterne.catalogue.records import Verdict
from lanterne.exchange import formats
from lanterne.exchange.avails import weighing
from lanterne.exchange.runs import judge, take_in
from lanterne.rights import queries as rights
from lanterne.rights import services
from lanterne.rights.rules import Offer, Status, Terms, Tongue, Use, Window
from lanterne.rights.services import LicenceFacts
from tests.exchange.test_bundle import empty
from tests.titles import ACTOR, a_film, a_window

pytestmark = pytest.mark.django_db

# No prefix on what they call theirs, their own on the common part, 2.6, synonyms, lists turned round.
FOREIGN = """<?xml version="1.0"?>
<AvailList xmlns="http://www.movielabs.com/schema/avails/v2.6/avails"
           xmlns:c="http://www.movielabs.com/schema/md/v2.11/md">
  <Avail updateNum="3">
    <ALID>md:ALID:org:nordlys.example:7781</ALID>
    <Disposition><EntryType>Full Extract</EntryType><IssueDate>2026-11-02</IssueDate></Disposition>
    <Licensor><c:DisplayName>Nordlys &amp; Sønner</c:DisplayName></Licensor>
    <ServiceProvider><c:DisplayName>Lanterne</c:DisplayName></ServiceProvider>
    <AvailType>single</AvailType><ShortDescription>Havet</ShortDescription>
    <Asset contentID="md:cid:org:nordlys.example:7781">
      <WorkType>Feature</WorkType>
      <Metadata>
        <TitleDisplayUnlimited language="no">Havet om natten</TitleDisplayUnlimited>
        <TitleInternalAlias>HAVET</TitleInternalAlias>
        <ReleaseDate>2019-09-13</ReleaseDate><RunLength>PT1H42M</RunLength>
        <LocalizationOffering>sub</LocalizationOffering>
      </Metadata>
    </Asset>
    <Transaction TransactionID="t1">
      <LicenseType>svod</LicenseType>
      <Territory><c:country>NO</c:country></Territory>
      <Territory><c:country>DK</c:country></Territory>
      <TerritoryExcluded><c:country>DK</c:country></TerritoryExcluded>
      <Start>2027-03-01T00:00:00</Start><End>2028-03-01T00:00:00+01:00</End>
      <AllowedLanguage>fr</AllowedLanguage>
      <AllowedLanguage asset="subdub">no</AllowedLanguage>
      <HoldbackLanguage>en-US</HoldbackLanguage>
      <FormatProfile HDR="HDR10">UHD</FormatProfile>
      <ContractID>N-2026/4</ContractID>
      <Term termName="AnnounceDate"><Event>2026-12-01T00:00:00Z</Event></Term>
      <Term termName="SuppressionLiftDate"><Event>2027-01-15T00:00:00Z</Event></Term>
      <Term termName="HoldbackExclusionLanguage"><Language>sv</Language></Term>
    </Transaction>
    <Transaction>
      <LicenseType>TVOD</LicenseType>
      <Territory><c:country>SE</c:country></Territory>
      <StartCondition>DayAfterCinemaRun</StartCondition><EndCondition>Open</EndCondition>
      <AssetLanguage asset="dub">sv</AssetLanguage>
      <FormatProfile>HD</FormatProfile>
      <Term termName="TitleStatus"><Text>Tentative</Text></Term>
    </Transaction>
  </Avail>
  <Avail>
    <ALID>md:ALID:org:nordlys.example:9000</ALID>
    <Disposition><EntryType>Full Extract</EntryType></Disposition>
    <Licensor><c:DisplayName>Nordlys &amp; Sønner</c:DisplayName></Licensor>
    <AvailType>episode</AvailType><ShortDescription>Fyret</ShortDescription>
    <Asset contentID="md:cid:org:nordlys.example:9002">
      <WorkType>Episode</WorkType>
      <EpisodeMetadata>
        <TitleDisplayUnlimited language="no">Stormen</TitleDisplayUnlimited>
        <TitleInternalAlias>FYR 102</TitleInternalAlias>
        <EpisodeNumber><c:Number>2</c:Number></EpisodeNumber>
        <SeasonMetadata>
          <SeasonContentID>x</SeasonContentID><SeasonTitleInternalAlias>FYR 1</SeasonTitleInternalAlias>
          <SeasonNumber><c:Number>1</c:Number></SeasonNumber>
          <SeriesMetadata>
            <SeriesContentID>y</SeriesContentID>
            <SeriesTitleInternalAlias>Fyret</SeriesTitleInternalAlias>
          </SeriesMetadata>
        </SeasonMetadata>
      </EpisodeMetadata>
    </Asset>
    <Transaction>
      <LicenseType>FVOD</LicenseType>
      <Territory><c:country>NO</c:country></Territory>
      <StartCondition>Immediate</StartCondition><EndCondition>Open</EndCondition>
      <FormatProfile>HD</FormatProfile>
    </Transaction>
  </Avail>
</AvailList>
"""
OSLO = ZoneInfo("Europe/Oslo")
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@pytest.fixture
def foreign(tmp_path):
    path = tmp_path / "foreign.xml"
    path.write_text(FOREIGN, encoding="utf-8")
    return path


def taken(path):
    """Taken in, though hardly a title of these files is ready for what opens at once."""
    report = take_in(formats.read(path), name=path.name, actor=ACTOR, override="a test")
    assert report.refusals == []
    return report


def windows(slug):
    held = rights.windows(title_id=catalogue.title_id(slug=slug))
    return [one.window for one in held]


def test_a_file_of_another_house_says_what_it_says(foreign):
    taken(foreign)
    [norway, sweden] = windows("havet-om-natten")
    assert norway == Window(
        "NO",
        datetime(2027, 3, 1, tzinfo=OSLO),
        datetime(2028, 3, 1, tzinfo=OSLO),
        Terms(
            tongues=(Tongue("fr", Use.SUB), Tongue("no")),
            held_back=("en-US",),
            public_from=datetime(2027, 1, 15, tzinfo=UTC),
        ),
    )
    assert sweden == Window(
        "SE",
        LONG_AGO,
        None,
        Terms(
            offer=Offer.RENTAL,
            tongues=(Tongue("sv", Use.DUB),),
            status=Status.PENDING,
            awaits="DayAfterCinemaRun",
        ),
    )
    assert windows("fyret-s1-e2") == [Window("NO", LONG_AGO, None, Terms(offer=Offer.FREE))]
    [licence] = rights.licences()
    assert (licence.licensor, licence.reference) == ("Nordlys & Sønner", "N-2026/4")
    assert (licence.offers, licence.windows) == ((Offer.SUBSCRIPTION,), 1)
    [(_id, film)] = [one for one in catalogue.records() if one[1].slug == "havet-om-natten"]
    assert (film.facts["year"], film.facts["runtime_seconds"]) == (2019, 6120)


def test_it_is_taken_once(foreign):
    assert taken(foreign).counts == Counter({Verdict.CREATED: 5})
    assert taken(foreign).counts == Counter({Verdict.SAME: 4})


@pytest.mark.parametrize("ending", ["xml", "xlsx"])
def test_it_goes_out_and_comes_in_the_same(foreign, tmp_path, ending):
    taken(foreign)
    out, again = tmp_path / f"out.{ending}", tmp_path / f"again.{ending}"
    assert formats.write(out) == 2
    before = {slug: windows(slug) for slug in ("havet-om-natten", "fyret-s1-e2")}
    assert taken(out).counts == Counter({Verdict.SAME: 2})
    empty()
    taken(out)
    assert {slug: windows(slug) for slug in before} == before
    formats.write(again)
    if ending == "xml":
        assert again.read_bytes() == out.read_bytes()


@pytest.mark.parametrize("ending", ["xml", "xlsx"])
@pytest.mark.parametrize(("word", "is_premiere"), [("Pre-release", True), ("LIBRARY", False)])
def test_the_words_of_title_lists_are_subscription(foreign, tmp_path, word, is_premiere, ending):
    foreign.write_text(FOREIGN.replace(">svod<", f">{word}<"), encoding="utf-8")
    taken(foreign)
    norway = windows("havet-om-natten")[0]
    assert (norway.terms.offer, norway.terms.is_premiere) == (Offer.SUBSCRIPTION, is_premiere)
    assert taken(foreign).counts == Counter({Verdict.SAME: 4})
    out = tmp_path / f"out.{ending}"
    formats.write(out)
    assert taken(out).counts == Counter({Verdict.SAME: 2})
    empty()
    taken(out)
    assert windows("havet-om-natten")[0] == norway


def test_a_title_that_goes_to_the_library_is_no_premiere_any_more(foreign):
    for word, is_premiere in (("Pre-release", True), ("SVOD", True), ("Library", False)):
        foreign.write_text(FOREIGN.replace(">svod<", f">{word}<"), encoding="utf-8")
        taken(foreign)
        assert windows("havet-om-natten")[0].terms.is_premiere is is_premiere


DESCRIBED = FOREIGN.replace(
    "<FormatProfile HDR",
    "<LicenseRightsDescription>{}</LicenseRightsDescription><FormatProfile HDR",
)


@pytest.mark.parametrize(
    ("word", "is_premiere"), [("Pre-Theatrical", True), ("Library", False), ("New Release", False)]
)
def test_the_description_of_rights_says_what_is_shown_before_cinemas(foreign, word, is_premiere):
    foreign.write_text(DESCRIBED.format(word), encoding="utf-8")
    taken(foreign)
    assert windows("havet-om-natten")[0].terms.is_premiere is is_premiere


@pytest.mark.parametrize(
    "told",
    [FOREIGN.replace(">svod<", ">POEST<"), DESCRIBED.format("Preorder EST")],
    ids=["type", "description"],
)
def test_what_is_only_sold_in_advance_is_told_and_opens_nothing(foreign, told):
    foreign.write_text(told, encoding="utf-8")
    assert taken(foreign).notes[0] == (
        "Avail 1, Transaction 1",
        "It is only sold in advance: left out, because nobody can watch it yet.",
    )
    assert [one.territory for one in windows("havet-om-natten")] == ["SE"]


def test_a_title_that_is_there_keeps_what_is_known_of_it(foreign):
    a_film("Havet om natten", year=2019, language="en")
    taken(foreign)
    assert [one.facts["original_language"] for _id, one in catalogue.records()][-1] == "en"


def test_another_film_of_the_same_name_is_not_taken_for_it(foreign):
    a_film("Havet om natten", year=1950)
    [finding] = judge(formats.read(foreign), override="a test").refusals
    assert finding.sentence == "“havet-om-natten” is a title of 1950 here."


@pytest.mark.parametrize(
    ("was", "now", "place", "sentence"),
    [
        (">svod<", ">NVOD<", "Avail 1, Transaction 1", "LicenseType “NVOD” is not known here."),
        (">Feature<", ">Trailer<", "Avail 1, Transaction 1", "WorkType “Trailer” is not known here."),
        ("Full Extract", "Full Delete", "Avail 1, Transaction 1",
         "“Full Delete” is not taken: an import takes nothing away."),
        ("<c:country>SE", "<c:country>QQ", "Avail 1, Transaction 2",
         "“QQ” is not a country code such as FR."),
        ("EndCondition>Open", "EndCondition>ESTStart", "Avail 1, Transaction 2",
         "EndCondition “ESTStart” is no date."),
        ("2027-03-01T00", "2027-33-01T00", "Avail 1, Transaction 1",
         "“2027-33-01T00:00:00” is no day or time such as 2027-03-01T20:00:00+01:00."),
        ("avails/v2.6/avails", "avails/v1.9/avails", "Avail 1",
         "This is no Avail of version 2.6 or 2.7."),
        ("</AvailList>", "", "Avail 3", "This is not XML from here on."),
        ("<AvailList ", '<!DOCTYPE x [<!ENTITY a "b">]><AvailList ', "Avail 1",
         "A file with a DTD or entities is not taken."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_refused_with_its_place(foreign, was, now, place, sentence):
    foreign.write_text(FOREIGN.replace(was, now, 1), encoding="utf-8")
    [first, *_rest] = take_in(formats.read(foreign), name="f", actor=ACTOR).refusals
    assert (first.place, first.sentence) == (place, sentence)
    assert list(catalogue.records()) == []


def test_a_day_that_ends_an_offer_is_the_last_one(foreign):
    foreign.write_text(FOREIGN.replace("2028-03-01T00:00:00+01:00", "2028-02-29"), "utf-8")
    taken(foreign)
    assert windows("havet-om-natten")[0].closes_at == datetime(2028, 3, 1, tzinfo=OSLO)


@pytest.mark.parametrize("end", ["9999-12-31", "9999-12-31T23:59:59Z", "9999-12-31T23:59:59"])
def test_the_last_day_of_all_is_no_end(foreign, end):
    foreign.write_text(FOREIGN.replace("2028-03-01T00:00:00+01:00", end), "utf-8")
    taken(foreign)
    assert windows("havet-om-natten")[0].closes_at is None


def test_the_world_without_a_country_is_every_other_one(foreign):
    told = FOREIGN.replace("<c:country>NO", "<c:country>WW", 1)
    foreign.write_text(told, encoding="utf-8")
    taken(foreign)
    named = {one.territory for one in windows("havet-om-natten") if one.opens_at != LONG_AGO}
    assert len(named) > 240
    assert "DK" not in named


def a_sheet(path, *rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


HEAD = (
    "Territory",
    "WorkType",
    "TitleInternalAlias",
    "StoreLanguage",
    "LicenseType",
    "Start",
    "End",
)
DAYS = (datetime.fromisoformat("2027-03-01"), datetime.fromisoformat("2028-02-29"))
ROW = ("FR", "Movie", "Havet", "no", "SVOD", *DAYS)


def test_a_sheet_has_its_names_below_those_of_groups(tmp_path):
    taken(a_sheet(tmp_path / "a.xlsx", ("Avail", None), HEAD, ROW))
    paris = ZoneInfo("Europe/Paris")
    assert windows("havet") == [
        Window("FR", datetime(2027, 3, 1, tzinfo=paris), datetime(2028, 3, 1, tzinfo=paris))
    ]


def test_a_formula_is_refused_with_its_row(tmp_path):
    path = a_sheet(tmp_path / "a.xlsx", HEAD, ROW, (*ROW[:2], '=HYPERLINK("x")', *ROW[3:]))
    [finding] = judge(formats.read(path), override="a test").refusals
    assert (finding.place, finding.sentence) == (
        "Sheet!3",
        "A formula is not taken: give its value.",
    )


def test_a_name_that_looks_like_a_formula_goes_out_as_a_text(tmp_path):
    film = a_film("=1+1")
    a_window(film)
    formats.write(tmp_path / "a.xlsx")
    assert judge(formats.read(tmp_path / "a.xlsx")).counts == Counter({Verdict.SAME: 1})


def test_what_is_no_spreadsheet_is_refused(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04")
    [finding] = judge(formats.read(tmp_path / "a.xlsx")).refusals
    assert finding.sentence == "This is no spreadsheet that can be read here (.xlsx)."


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml"])
def test_a_spreadsheet_that_breaks_off_inside_is_refused(tmp_path, part):
    a_window(a_film("Playtime"))
    formats.write(tmp_path / "whole.xlsx")
    with (
        zipfile.ZipFile(tmp_path / "whole.xlsx") as whole,
        zipfile.ZipFile(tmp_path / "a.xlsx", "w") as broken,
    ):
        for name in whole.namelist():
            held = whole.read(name)
            broken.writestr(name, held[: len(held) // 2] if name == part else held)
    refusals = judge(formats.read(tmp_path / "a.xlsx")).refusals
    assert refusals[-1].sentence == "This is no spreadsheet that can be read here (.xlsx)."


SHEET = "xl/worksheets/sheet1.xml"
TOO_LARGE = "This spreadsheet holds more than 200 MB, or a row without end: split it."
CELL = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
    '<c r="A1" %s</c></row></sheetData></worksheet>'
)


@pytest.mark.parametrize(
    "content",
    [
        '<?xml version="1.0" encoding="foo"?><a/>',
        CELL % 't="s"><v>99999</v>',
        CELL % '><f t="dataTable"/><v>1</v>',
        CELL % f't="n"><v>{"9" * 5000}</v>',
    ],
    ids=["encoding", "shared", "table", "digits"],
)
def test_an_odd_spreadsheet_is_refused(tmp_path, content):
    a_sheet(tmp_path / "whole.xlsx", HEAD, ROW)
    with (
        zipfile.ZipFile(tmp_path / "whole.xlsx") as whole,
        zipfile.ZipFile(tmp_path / "a.xlsx", "w") as odd,
    ):
        for name in whole.namelist():
            odd.writestr(name, content if name == SHEET else whole.read(name))
    [finding] = judge(formats.read(tmp_path / "a.xlsx")).refusals
    assert finding.sentence == "This is no spreadsheet that can be read here (.xlsx)."


@pytest.mark.parametrize(
    ("content", "parts", "sentence"),
    [
        (CELL.replace("A1", "AAA1") % "><v>1</v>", 0, TOO_LARGE),
        ("<a/>", weighing.MOST_PARTS, TOO_LARGE),
        ('<!DOCTYPE x [<!ENTITY a "b">]>' + CELL % "><v>&a;</v>", 0,
         "A file with a DTD or entities is not taken."),
    ],
    ids=["wide", "parts", "declares"],
)  # fmt: skip
def test_a_spreadsheet_that_would_swell_is_refused(tmp_path, content, parts, sentence):
    a_sheet(tmp_path / "whole.xlsx", HEAD, ROW)
    with (
        zipfile.ZipFile(tmp_path / "whole.xlsx") as whole,
        zipfile.ZipFile(tmp_path / "a.xlsx", "w") as odd,
    ):
        for name in whole.namelist():
            is_odd = name == SHEET and not parts
            odd.writestr(name, content if is_odd else whole.read(name))
        for number in range(parts):
            odd.writestr(f"{number}.xml", content)
    [finding] = judge(formats.read(tmp_path / "a.xlsx"), override="a test").refusals
    assert finding.sentence == sentence


@pytest.mark.parametrize(("at", "value"), [(6, 1), (8, 99)], ids=["encrypted", "method"])
def test_a_spreadsheet_packed_in_another_way_is_refused(tmp_path, at, value):
    """Where each part begins, and two bytes further in the list of them at the end."""
    packed = bytearray(a_sheet(tmp_path / "a.xlsx", HEAD, ROW).read_bytes())
    for mark, place in ((b"PK\x03\x04", at), (b"PK\x01\x02", at + 2)):
        for found in re.finditer(re.escape(mark), bytes(packed)):
            packed[found.start() + place] = value
    (tmp_path / "a.xlsx").write_bytes(packed)
    [finding] = judge(formats.read(tmp_path / "a.xlsx")).refusals
    assert finding.sentence == "This is no spreadsheet that can be read here (.xlsx)."


def test_a_running_time_of_thousands_of_digits_is_refused(foreign):
    long = f"PT{'9' * 5000}H"
    foreign.write_text(re.sub(r"(RunLength>)[^<]+", rf"\g<1>{long}", FOREIGN), "utf-8")
    [first, *_rest] = judge(formats.read(foreign)).refusals
    assert first.sentence == f"“{long[:80]}” is no running time such as PT1H30M."


def test_a_window_for_two_qualities_is_one_unless_they_differ(tmp_path):
    head = (*HEAD, "FormatProfile")
    same = a_sheet(tmp_path / "a.xlsx", head, (*ROW, "SD"), (*ROW, "HD"))
    taken(same)
    assert len(windows("havet")) == 1
    longer = (*ROW[:-1], datetime.fromisoformat("2029-02-28"), "HD")
    differing = a_sheet(tmp_path / "b.xlsx", head, (*ROW, "SD"), longer)
    [finding] = judge(formats.read(differing)).refusals
    assert finding.sentence.endswith(
        "Sheet!3 says other terms of it than Sheet!2: say which ones hold."
    )


@pytest.mark.parametrize(
    ("before", "after", "status"),
    [
        ("Tentative", "Confirmed", Status.APPROVED),
        ("Full", "Cancelled", Status.REVOKED),
        ("", "Expired", Status.REVOKED),
    ],
)
def test_an_offer_that_is_confirmed_or_called_off_is_the_window_that_is_held(
    tmp_path, before, after, status
):
    head = (*HEAD, "TitleStatus")
    taken(a_sheet(tmp_path / "a.xlsx", head, (*ROW, before)))
    changed = taken(a_sheet(tmp_path / "b.xlsx", head, (*ROW, after)))
    assert [one.differences for one in changed.findings] == [("window:FR:status",)]
    assert [one.terms.status for one in windows("havet")] == [status]
    assert taken(tmp_path / "b.xlsx").counts == Counter({Verdict.SAME: 1})


def test_the_words_of_others_for_the_use_of_a_language(tmp_path):
    head = (*HEAD, "AllowedLanguages")
    taken(a_sheet(tmp_path / "a.xlsx", head, (*ROW, "fr:audio, no:subtitled, sv:subdub")))
    assert windows("havet")[0].terms.tongues == (
        Tongue("fr", Use.DUB),
        Tongue("no", Use.SUB),
        Tongue("sv"),
    )


SECRET = Terms(
    status=Status.REVOKED,
    held_back=("en",),
    awaits="the court",
    public_from=datetime(2027, 2, 1, tzinfo=UTC),
    is_premiere=True,
)


@pytest.fixture
def held(tmp_path):
    """A window of an offer on which staff have laid more since."""
    taken(a_sheet(tmp_path / "a.xlsx", HEAD, ROW))
    [one] = rights.windows(title_id=catalogue.title_id(slug="havet"))
    licence = services.register_licence(facts=LicenceFacts("Nord", "N-1"), actor=ACTOR)
    services.change_window(
        window_id=one.id, window=replace(one.window, terms=SECRET), licence_id=licence, actor=ACTOR
    )
    return one.id


def test_what_an_offer_does_not_say_of_a_window_stays(tmp_path, held):
    assert taken(tmp_path / "a.xlsx").counts == Counter({Verdict.SAME: 1})
    longer = (*ROW[:-1], datetime.fromisoformat("2029-02-28"))
    report = taken(a_sheet(tmp_path / "b.xlsx", HEAD, longer))
    assert [one.differences for one in report.findings] == [("window:FR:closes_at",)]
    [kept] = rights.windows(title_id=catalogue.title_id(slug="havet"))
    assert (kept.id, kept.window.terms) == (held, SECRET)
    assert rights.licences()[0].windows == 1


def test_what_an_offer_says_of_a_window_is_named_and_taken(tmp_path, held):
    head = (*HEAD, "TitleStatus", "StartCondition", "AnnounceDate", "Premiere", "HoldbackLanguage")
    said = (*ROW, "Confirmed", "Immediate", "2027-02-20T00:00:00Z", "false", "de")
    report = taken(a_sheet(tmp_path / "b.xlsx", head, said))
    assert [one.differences for one in report.findings] == [
        tuple(
            f"window:FR:{name}"
            for name in ("awaits", "held_back", "is_premiere", "public_from", "status")
        )
    ]
    [kept] = windows("havet")
    assert kept.terms == Terms(held_back=("de",), public_from=datetime(2027, 2, 20, tzinfo=UTC))
