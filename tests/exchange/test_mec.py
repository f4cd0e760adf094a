"""MovieLabs Media Entertainment Core as another house writes it, in and out and in again."""

from __future__ import annotations

from collections import Counter
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring

from lanterne.catalogue import queries as catalogue
from lanterne.catalogue import services
from lanterne.catalogue.records import RatingRecord, TitleRecord, Verdict, WordsRecord
from lanterne.catalogue.rules import CreditLine, IdentifierLine, Kind, Production
from lanterne.exchange import formats
from lanterne.exchange.formats import Format
from lanterne.exchange.mec import gathering
from lanterne.exchange.runs import judge, take_in
from tests.exchange.staged import stage
from tests.exchange.test_bundle import empty
from tests.titles import ACTOR, a_film, a_series

pytestmark = pytest.mark.django_db

# An older version, prefixes of their own, an episode before its season, the series inside the season.
FOREIGN = """<?xml version="1.0"?>
<list:CoreMetadataList xmlns:list="http://www.movielabs.com/schema/mdmec/v2.7"
    xmlns="http://www.movielabs.com/schema/md/v2.7/md">
<list:CoreMetadata><list:Basic ContentID="md:cid:org:nordlys.example:e2">
  <LocalizedInfo language="no" default="true">
    <TitleDisplay60>Stormen</TitleDisplay60>
  </LocalizedInfo>
  <ReleaseYear>2021</ReleaseYear><WorkType>Episode</WorkType>
  <SequenceInfo><Number>2</Number></SequenceInfo>
  <Parent relationshipType="isepisodeof"><ParentContentID>md:cid:org:nordlys.example:s1</ParentContentID></Parent>
</list:Basic></list:CoreMetadata>
<list:CoreMetadata><list:Basic ContentID="md:cid:org:nordlys.example:s1">
  <LocalizedInfo language="no"><TitleDisplayUnlimited>Fyret 1</TitleDisplayUnlimited></LocalizedInfo>
  <ReleaseYear>2021</ReleaseYear><WorkType>Season</WorkType>
  <Parent relationshipType="isseasonof">
    <Parent ContentID="md:cid:org:nordlys.example:s">
      <LocalizedInfo language="no"><TitleDisplayUnlimited>Fyret</TitleDisplayUnlimited></LocalizedInfo>
      <ReleaseYear>2021</ReleaseYear><WorkType>Series</WorkType>
    </Parent>
    <SequenceInfo><Number>1</Number></SequenceInfo>
  </Parent>
</list:Basic></list:CoreMetadata>
<list:CoreMetadata><list:Basic ContentID="md:cid:eidr-s:FBEB-FA47-487D-420A-8E31-I">
  <LocalizedInfo language="en">
    <TitleDisplay19>The Sea</TitleDisplay19><TitleDisplayUnlimited>The Sea at Night</TitleDisplayUnlimited>
    <TitleSort>Sea at Night, The</TitleSort><ArtReference resolution="1x1">x.jpg</ArtReference>
    <Summary190>Dark.</Summary190><Summary400 cast="false">Darker.</Summary400>
    <Summary4000>One line.

Another.</Summary4000>
    <Genre level="0">Drama</Genre><Genre>Sci-Fi</Genre><Genre level="1">Nordic noir</Genre>
    <Keyword>sea</Keyword><OriginalTitle>Havet om natten</OriginalTitle>
    <CopyrightLine>© 2019 Nordlys</CopyrightLine>
  </LocalizedInfo>
  <LocalizedInfo language="no"><TitleDisplayUnlimited>Havet om natten</TitleDisplayUnlimited></LocalizedInfo>
  <RunLength>PT1H42M</RunLength><ReleaseYear>2019</ReleaseYear><ReleaseDate>2019-09-13</ReleaseDate>
  <WorkType>movie</WorkType><WorkTypeDetail>Feature Film</WorkTypeDetail>
  <AltIdentifier><Namespace>imdb</Namespace><Identifier>tt0000418</Identifier></AltIdentifier>
  <AltIdentifier><Namespace>ORG</Namespace><Identifier>7781</Identifier></AltIdentifier>
  <RatingSet>
    <Rating><Region><country>US</country></Region><System>MPAA</System><Value>R</Value></Rating>
    <Rating><Region><country>FR</country></Region><System>CNC</System><Value>12</Value></Rating>
    <Rating><Region><country>FR</country></Region><System>Nobody</System><Value>12</Value></Rating>
  </RatingSet>
  <People><Job><JobFunction>Actor</JobFunction><BillingBlockOrder>2</BillingBlockOrder>
      <Character>Kari</Character></Job>
    <Name><DisplayName language="en">Ada</DisplayName><DisplayName language="no">Åda</DisplayName></Name></People>
  <People><Job><JobFunction>Gaffer</JobFunction></Job><Job><JobFunction>Director</JobFunction>
      <BillingBlockOrder>1</BillingBlockOrder></Job>
    <Name><DisplayName>Zoé</DisplayName></Name></People>
  <CountryOfOrigin listingOrder="2"><country>SE</country></CountryOfOrigin>
  <CountryOfOrigin listingOrder="1"><country>NO</country></CountryOfOrigin>
  <PrimarySpokenLanguage>no</PrimarySpokenLanguage><OriginalLanguage>no</OriginalLanguage>
  <AssociatedOrg role="distributor"><DisplayName>Nordlys</DisplayName></AssociatedOrg>
</list:Basic></list:CoreMetadata>
</list:CoreMetadataList>
"""
EIDR = IdentifierLine("eidr", "10.5240/FBEB-FA47-487D-420A-8E31-I")
# What the schemas state of the elements that are written: their order, and which of them every one has.
ORDER = {
    "CoreMetadataList": (["CoreMetadata"], {"CoreMetadata"}),
    "CoreMetadata": (["Basic"], {"Basic"}),
    "Basic": (
        ["LocalizedInfo", "RunLength", "ReleaseYear", "ReleaseDate", "ReleaseHistory", "WorkType",
         "WorkTypeDetail", "AltIdentifier", "RatingSet", "People", "CountryOfOrigin",
         "PrimarySpokenLanguage", "OriginalLanguage", "AssociatedOrg", "SequenceInfo", "Parent"],
        {"LocalizedInfo", "ReleaseYear", "WorkType"},
    ),
    "LocalizedInfo": (
        ["TitleDisplay19", "TitleDisplay60", "TitleDisplayUnlimited", "TitleSort", "ArtReference",
         "Summary190", "Summary400", "Summary4000", "Genre", "Keyword", "OriginalTitle", "CopyrightLine"],
        set(),
    ),
    "AltIdentifier": (["Namespace", "Identifier"], {"Namespace", "Identifier"}),
    "RatingSet": (["Rating"], {"Rating"}),
    "Rating": (["Region", "System", "Value"], {"Region", "System", "Value"}),
    "Region": (["country"], {"country"}),
    "CountryOfOrigin": (["country"], {"country"}),
    "People": (["Job", "Name"], {"Job", "Name"}),
    "Job": (["JobFunction", "BillingBlockOrder", "Character"], {"JobFunction"}),
    "Name": (["DisplayName"], {"DisplayName"}),
    "SequenceInfo": (["Number"], set()),
    "Parent": (["ParentContentID"], {"ParentContentID"}),
}  # fmt: skip
NEEDED = {"Basic": "ContentID", "LocalizedInfo": "language"}


@pytest.fixture
def foreign(tmp_path):
    path = tmp_path / "foreign.xml"
    path.write_text(FOREIGN, encoding="utf-8")
    return path


def taken(path):
    report = take_in(formats.read(path), name=path.name, actor=ACTOR)
    assert report.refusals == []
    return report


def held():
    return {record.slug: record for _id, record in catalogue.records()}


def test_a_file_of_another_house_says_what_it_says(foreign):
    assert formats.guessed(foreign) is Format.MEC
    assert taken(foreign).counts == Counter({Verdict.CREATED: 4})
    assert held()["havet-om-natten"] == TitleRecord(
        "havet-om-natten",
        Kind.FILM,
        facts={
            "original_name": "Havet om natten", "original_language": "no", "year": 2019,
            "runtime_seconds": 6120, "countries": ["NO", "SE"], "minimum_age": None,
            "spoken_languages": ["no"], "copyright_line": "© 2019 Nordlys",
        },
        words={"en": WordsRecord("The Sea at Night", "", "Dark.", "Darker.", "One line.\n\nAnother.")},
        ratings={"FR": RatingRecord("12", 12, "CNC"), "US": RatingRecord("R", 17, "MPAA")},
        genres=("drama", "science-fiction"),
        credits=(
            CreditLine("Zoé", "director", ""),
            CreditLine("Åda", "actor", "Kari"),
            CreditLine("Zoé", "Gaffer", ""),
        ),
        companies=(),
        production=(Production("NO", None), Production("SE", None)),
        identifiers=(EIDR, IdentifierLine("imdb", "tt0000418")),
    )  # fmt: skip
    episode = held()["fyret-s1-e2"]
    assert (episode.parent, episode.number, episode.facts["original_name"]) == (
        "fyret-s1", 2, "Stormen",
    )  # fmt: skip
    assert held()["fyret-s1"].parent == "fyret"


def test_what_is_not_known_here_is_told_in_the_report(foreign):
    place = "foreign.xml:23"
    assert judge(formats.read(foreign)).notes == [
        (place, "Genre “Nordic noir” is not known here and left out."),
        (place, "AltIdentifier “ORG” is not known here and left out."),
        (place, "Rating “FR Nobody 12” is not known here and left out."),
    ]


def test_it_is_taken_once(foreign):
    taken(foreign)
    assert taken(foreign).counts == Counter({Verdict.SAME: 4})


def test_a_title_is_known_again_by_its_identifier(foreign):
    film = a_film("Quite another name", year=2018)
    services.identify(title_id=film, scheme="eidr", value=EIDR.value, actor=ACTOR)
    taken(foreign)
    assert "havet-om-natten" not in held()
    assert held()["quite-another-name"].facts["original_name"] == "Havet om natten"


def test_another_film_of_the_same_name_is_not_taken_for_it(foreign):
    a_film("Havet om natten", year=1950)
    [finding] = judge(formats.read(foreign)).refusals
    assert finding.sentence == "“havet-om-natten” is a title of 1950 here."


def test_what_goes_out_comes_in_the_same(foreign, tmp_path):
    taken(foreign)
    before = held()
    out, again = tmp_path / "out.mec.xml", tmp_path / "again.mec.xml"
    assert formats.write(out) == 4
    assert taken(out).counts == Counter({Verdict.SAME: 4})
    empty()
    taken(out)
    assert held() == before
    formats.write(again)
    assert again.read_bytes() == out.read_bytes()


def test_an_export_changes_nothing_in_its_own_house(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "stored"
    stage()
    film = catalogue.title_id(slug="cafe")
    for role in ("cast", "voice", "screenwriter"):
        services.credit(title_id=film, person="Ada", role=role, actor=ACTOR)
    out = tmp_path / "out.mec.xml"
    written = formats.write(out)
    before = held()
    report = taken(out)
    assert report.counts == Counter({Verdict.SAME: written})
    assert held() == before


def test_an_export_keeps_the_order_and_the_needs_of_the_schema(foreign, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "stored"
    taken(foreign)
    stage()
    formats.write(tmp_path / "out.mec.xml")
    root = fromstring((tmp_path / "out.mec.xml").read_bytes())
    seen: set[str] = set()
    _check(root, seen)
    assert seen == set(ORDER)


def _check(element: Element, seen: set[str]) -> None:
    space, _brace, name = element.tag.removeprefix("{").partition("}")
    outer = {"CoreMetadataList", "CoreMetadata", "Basic"}
    end = "mdmec/v2.12" if name in outer else "md/v2.12/md"
    assert space == f"http://www.movielabs.com/schema/{end}"
    if NEEDED.get(name):
        assert element.get(NEEDED[name])
    if not len(element):
        assert element.text
        return
    seen.add(name)
    order, needed = ORDER[name]
    inside = [one.tag.rpartition("}")[2] for one in element]
    assert inside == sorted(inside, key=order.index)
    assert needed <= set(inside)
    for one in element:
        _check(one, seen)


def test_a_work_without_a_year_stays_and_a_part_has_that_of_its_whole(tmp_path):
    a_film("Nobody knows when", year=None)
    film = a_film("Whole", year=1999)
    services.create_title(
        kind="trailer", original_name="Part", original_language="fr", parent_id=film, number=1,
        actor=ACTOR,
    )  # fmt: skip
    assert formats.write(tmp_path / "out.mec.xml") == 2
    assert (tmp_path / "out.mec.xml").read_text("utf-8").count(">1999<") == 2


@pytest.mark.parametrize(
    ("was", "now", "line", "sentence"),
    [
        (">Episode<", ">Ring Tone<", 4, "WorkType “Ring Tone” is not known here."),
        ('"isepisodeof"', '"isclipof"', 4,
         "A work of this kind says by a Parent “isepisodeof” what it belongs to."),
        ("<SequenceInfo><Number>2</Number></SequenceInfo>", "", 4,
         "A part says its number (SequenceInfo)."),
        (">md:cid:org:nordlys.example:s1<", ">md:cid:org:x:y<", 4,
         "What it belongs to, md:cid:org:x:y, is neither in this file nor here."),
        ("8E31-I", "8E31-J", 23,
         "“10.5240/FBEB-FA47-487D-420A-8E31-J” has a slip in it: its check character is J and would have to be I."),
        ("PT1H42M", "1h42", 23, "“1h42” is no running time such as PT1H30M."),
        ('language="en">', 'language="en_US!">', 23, "“en_US!” is not a language tag such as fr or fr-CA."),
        ("mdmec/v2.7", "mdmec/v2.25", 4, "This is no MEC of version 2.4 to 2.12."),
        ("</list:CoreMetadataList>", "", 57, "This is not XML from here on."),
        ("<list:CoreMetadataList ", '<!DOCTYPE x [<!ENTITY a "b">]><list:CoreMetadataList ', 2,
         "A file with a DTD or entities is not taken."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_refused_with_its_line(foreign, was, now, line, sentence):
    foreign.write_text(FOREIGN.replace(was, now, 1), encoding="utf-8")
    [first, *_rest] = take_in(formats.read(foreign), name="f", actor=ACTOR).refusals
    assert (first.place, first.sentence) == (f"foreign.xml:{line}", sentence)
    assert held() == {}


@pytest.mark.parametrize(
    "more",
    ["<x>" * 5_000 + "</x>" * 5_000, "<x/>" * 20_000, f"<x>{'x' * 2_000_000}</x>"],
    ids=["depth", "nodes", "letters"],
)
def test_a_work_without_end_is_refused(foreign, more):
    foreign.write_text(FOREIGN.replace("<ReleaseYear>", f"{more}<ReleaseYear>", 1), "utf-8")
    [finding] = judge(formats.read(foreign)).refusals
    assert finding.sentence == "This is too deep or too long for one title."


def a_work(name, year, content_id, kind="Movie", more=""):
    return f"""<CoreMetadata xmlns="http://www.movielabs.com/schema/mdmec/v2.7"><Basic ContentID="{content_id}">
      <LocalizedInfo language="no"><TitleDisplayUnlimited>{name}</TitleDisplayUnlimited></LocalizedInfo>
      <ReleaseYear>{year}</ReleaseYear><WorkType>{kind}</WorkType>{more}</Basic></CoreMetadata>"""


def told(tmp_path, *works):
    path = tmp_path / "told.mec.xml"
    path.write_text(f"<CoreMetadataList>{''.join(works)}</CoreMetadataList>", encoding="utf-8")
    return path


def below(above, number):
    return (
        f"<SequenceInfo><Number>{number}</Number></SequenceInfo>"
        f'<Parent relationshipType="isseasonof">{above}</Parent>'
    )


def test_a_file_of_too_many_works_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(gathering, "MOST_WORKS", 2)
    path = told(tmp_path, *(a_work(f"F{one}", 1999, one) for one in range(3)))
    [finding] = judge(formats.read(path)).refusals
    assert finding.sentence == "This file has too many titles: split it."


def test_two_works_of_one_name_and_different_years_are_refused(tmp_path):
    path = told(tmp_path, a_work("Havet", 1950, "a"), a_work("Havet", 2019, "b"))
    [finding] = judge(formats.read(path)).refusals
    assert finding.sentence == "Two works here would have the address havet."


def test_a_parent_is_told_again_in_each_of_its_parts(tmp_path):
    series = """<Parent ContentID="s"><LocalizedInfo language="no"><TitleDisplayUnlimited>Fyret
      </TitleDisplayUnlimited></LocalizedInfo><ReleaseYear>2021</ReleaseYear><WorkType>Series</WorkType></Parent>"""
    seasons = [a_work(f"S{one}", 2021, one, "Season", below(series, one)) for one in (1, 2)]
    assert taken(told(tmp_path, *seasons)).counts == Counter({Verdict.CREATED: 3})
    assert [one.parent for one in held().values()] == ["", "fyret", "fyret"]


def test_a_part_names_its_whole_by_its_eidr(tmp_path):
    series, _seasons, _episodes = a_series("Fyret", seasons=())
    services.identify(title_id=series, scheme="eidr", value=EIDR.value, actor=ACTOR)
    above = "<ParentContentID>md:cid:eidr-s:FBEB-FA47-487D-420A-8E31-I</ParentContentID>"
    taken(told(tmp_path, a_work("S", 2021, "s1", "Season", below(above, 1))))
    assert held()["fyret-s1"].parent == "fyret"


def test_words_longer_than_their_element_may_be_are_left_out(tmp_path):
    a_film("N" * 19, year=1999)
    a_film("N" * 20, year=1999)
    film = a_film("N" * 61, year=1999)
    for language, most in (("en", 190), ("de", 191)):
        services.localise(
            title_id=film, language=language, name="X", synopsis_short="s" * most, actor=ACTOR
        )
    formats.write(tmp_path / "out.mec.xml")
    out = (tmp_path / "out.mec.xml").read_text("utf-8")
    assert out.count("<md:TitleDisplay19>N") == 1
    assert out.count("<md:TitleDisplay60>N") == 2
    assert out.count("<md:Summary190>") == 1


def test_the_catalogue_is_asked_once_for_many_works(tmp_path, django_assert_max_num_queries):
    for number in range(40):
        a_film(f"F{number}", year=1999)
    formats.write(tmp_path / "out.mec.xml")
    with django_assert_max_num_queries(12):
        assert len(list(formats.read(tmp_path / "out.mec.xml"))) == 40


def test_xml_without_a_work_is_refused(tmp_path):
    path = tmp_path / "nothing.mec.xml"
    path.write_text("<x/>")
    [finding] = judge(formats.read(path)).refusals
    assert (finding.place, finding.sentence) == (
        "nothing.mec.xml:1", "There is no CoreMetadata in this file.",
    )  # fmt: skip


def test_a_title_that_is_there_keeps_its_original_name_unless_the_file_says_it(tmp_path):
    moon = a_film("Le Voyage dans la Lune", year=1902)
    services.identify(title_id=moon, scheme="imdb", value="tt0000417", actor=ACTOR)
    german = """<CoreMetadata xmlns="http://www.movielabs.com/schema/mdmec/v2.7"><Basic ContentID="x">
      <LocalizedInfo language="de"><TitleDisplayUnlimited>Die Reise zum Mond</TitleDisplayUnlimited>
      </LocalizedInfo><ReleaseYear>1902</ReleaseYear><WorkType>Movie</WorkType>
      <AltIdentifier><Namespace>IMDB</Namespace><Identifier>tt0000417</Identifier></AltIdentifier>
      </Basic></CoreMetadata>"""
    path = tmp_path / "a.mec.xml"
    path.write_text(german, encoding="utf-8")
    [finding] = take_in(formats.read(path), name="a", actor=ACTOR).findings
    assert finding.differences == ("words:de",)
    said = german.replace(
        "</TitleDisplayUnlimited>",
        "</TitleDisplayUnlimited><OriginalTitle>A Trip to the Moon</OriginalTitle>",
    )
    path.write_text(said, encoding="utf-8")
    [finding] = judge(formats.read(path)).findings
    assert finding.differences == ("original_name",)


def test_another_film_of_the_same_name_and_year_is_not_taken_for_it(foreign):
    sea = a_film("Havet om natten", year=2019)
    services.identify(title_id=sea, scheme="imdb", value="tt0000417", actor=ACTOR)
    [finding] = judge(formats.read(foreign)).refusals
    assert finding.sentence == "“havet-om-natten” is another work here, with imdb tt0000417."
