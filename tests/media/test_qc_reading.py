"""Whether subtitles can be read, and whether they are what they are said to be."""

from __future__ import annotations

import pytest

from lanterne_media.captions import Cue, webvtt
from lanterne_media.model import CaptionRendition, Finding, Severity
from lanterne_media.qc import tongues, words
from lanterne_media.qc.reading import Written, judge, speed, width

NOTE, WARNING, ERROR = Severity.NOTE, Severity.WARNING, Severity.ERROR
ONLY = {"subtitle": 1, "subtitles": 1, "language": "en"}
FRENCH = (
    "Il était une fois un petit lapin qui vivait dans la forêt, et qui n’avait peur de personne. "
    "Un matin, il sortit de son terrier pour sentir les fleurs et regarder les papillons, mais "
    "trois méchants rongeurs l’attendaient derrière un arbre avec des pierres et des noix."
)


def found(*cues, duration=100.0, language="en", title="", number=1, count=1):
    return judge([Written(number, count, language, tuple(cues), title)], duration)


def test_subtitles_that_are_easily_read_have_no_findings():
    assert found(Cue(1, 4, "Good evening,\nladies and gentlemen."), Cue(4, 6, "Please sit.")) == []


def test_too_fast_is_told_by_characters_a_second():
    fast, hurried = found(Cue(1, 3, "x" * 36), Cue(5, 6, "y" * 26))
    told = "The subtitles: 18.0 characters a second to be read (2 such places)."
    assert fast == Finding("subtitle_fast", NOTE, told, 1, 3, {**ONLY, "speed": 18.0, "times": 2})
    assert (hurried.severity, hurried.values["speed"]) == (WARNING, 26.0)


def test_seventeen_characters_a_second_can_be_read():
    assert found(Cue(1, 3, "x" * 34)) == []


def test_tags_are_not_read_and_wide_characters_count_for_two():
    assert speed(Cue(0, 2, "<i>four</i>")) == 2.0
    assert (width("日本語"), width("été"), width("e\u0301")) == (6, 3, 1)


@pytest.mark.parametrize(
    ("cue", "code", "says", "value"),
    [
        (Cue(1, 1.5, "Yes."), "subtitle_brief", "only 0.5 seconds on the screen", ("seconds", 0.5)),
        (Cue(1, 9, "Yes."), "subtitle_lasting", "8.0 seconds on the screen", ("seconds", 8.0)),
        (Cue(1, 6, "x" * 43), "subtitle_wide", "a line of 43 characters", ("characters", 43)),
        (Cue(1, 4, "a\nb\nc"), "subtitle_tall", "3 lines at once", ("lines", 3)),
    ],
)
def test_each_way_of_being_hard_to_read(cue, code, says, value):
    values = {**ONLY, value[0]: value[1], "times": 1}
    assert found(cue) == [
        Finding(code, NOTE, f"The subtitles: {says}.", cue.start, cue.end, values)
    ]


@pytest.mark.parametrize("cue", [Cue(1, 1.834, "Yes."), Cue(1, 8, "Yes."), Cue(1, 6, "x" * 42), Cue(1, 4, "a\nb")])  # fmt: skip
def test_what_is_just_within_the_limits_is_no_finding(cue):
    assert found(cue) == []


def test_the_five_worst_are_told_in_the_order_of_the_film():
    told = found(*(Cue(n * 3, n * 3 + 1, "x" * (18 + n)) for n in range(8)))
    assert [one.start for one in told] == [9, 12, 15, 18, 21]
    assert {one.values["times"] for one in told} == {8}


def test_two_at_once_in_the_same_place_overlap():
    [one] = found(Cue(1, 4, "One."), Cue(2.5, 5, "Two."))
    told = "The subtitles: two at once in the same place for 1.5 seconds."
    assert one == Finding(
        "subtitle_overlap", WARNING, told, 2.5, 4, {**ONLY, "seconds": 1.5, "times": 1}
    )


def test_one_above_and_one_below_are_two_voices():
    assert found(Cue(1, 4, "One."), Cue(2.5, 5, "Two.", "line:5%")) == []


def test_what_goes_on_after_the_film_is_a_warning():
    [one] = found(*(Cue(n, n + 1, "Yes.") for n in range(0, 18, 2)), Cue(99, 102, "End."))
    assert (one.code, one.severity, one.start, one.end) == ("subtitle_outside", WARNING, 99, 102)
    assert one.sentence == "The subtitles: the last ends 2.0 seconds after the film."


def test_subtitles_of_another_film_are_an_error():
    [one] = found(Cue(1, 3, "Yes."), Cue(150, 152, "No."), Cue(160, 162, "End."))
    assert (one.code, one.severity) == ("subtitle_outside", ERROR)
    assert one.values == {**ONLY, "seconds": 62.0, "times": 2, "foreign": 67}
    assert one.sentence == (
        "The subtitles: 67 % lie after the end of the film, so they are another film's."
    )


def test_words_in_another_language_than_the_tags_are_a_warning():
    cues = (Cue(n * 6, n * 6 + 6, part) for n, part in enumerate(FRENCH.split(", ")))
    [one] = [one for one in found(*cues, language="sv") if one.code != "subtitle_wide"]
    assert (one.code, one.severity) == ("subtitle_language", WARNING)
    assert (one.values["language"], one.values["seen"]) == ("sv", "fr")
    assert one.sentence.startswith("The subtitles: said to be in sv, but the words read like fr (")


@pytest.mark.parametrize("tag", ["fr", "fr-CA", "und", "tlh", "not a tag"])
def test_the_right_language_or_one_that_nobody_can_tell_is_no_fault(tag):
    assert tongues.contradicted(FRENCH, tag) is None


def test_a_few_words_prove_no_language():
    assert tongues.contradicted("Bonjour, mes amis !", "sv") is None


def test_languages_that_are_hardly_told_apart_are_not():
    norwegian = (
        "Det var en gang en liten kanin som bodde i skogen, og han var ikke redd for noen. En "
        "morgen kom han ut av hiet for å lukte på blomstene, men tre slemme gnagere ventet på ham. "
        "De kastet steiner og nøtter etter ham hele dagen, og til slutt ble kaninen ganske sint."
    )
    assert tongues.contradicted(norwegian, "da") is None
    assert tongues.contradicted(norwegian, "en") is not None


@pytest.mark.parametrize(
    ("title", "tag", "is_told"),
    [
        ("English commentary", "fr", True),
        ("Deutsch (Stereo)", "en", True),
        ("Commentaire en français", "en", True),
        ("English", "en-GB", False),
        ("Latin American Spanish", "es-419", False),
        ("Surround 5.1", "fr", False),
        ("English", "und", False),
        ("", "fr", False),
    ],
)
def test_a_title_that_names_another_language_contradicts_the_tag(title, tag, is_told):
    told = list(tongues.misnamed("Sound track 1", {"track": 1, "tracks": 2}, title, tag))
    values = {"track": 1, "tracks": 2, "language": tag, "title": title}
    sentence = f"Sound track 1: said to be in {tag}, but its title is “{title}”."
    wanted = Finding("language_contradicted", WARNING, sentence, values=values)
    assert told == ([wanted] if is_told else [])


def test_published_subtitles_are_judged_as_they_were_written(tmp_path):
    made = []
    for number, cue in enumerate((Cue(1, 3, "Good evening."), Cue(1, 1.5, "Yes."))):
        path = tmp_path / f"{number}.vtt"
        path.write_text(webvtt([cue]), encoding="utf-8")
        made.append(CaptionRendition(str(path), "fr", cues=1))
    [one] = words(made, 60.0)
    assert (one.code, one.sentence) == (
        "subtitle_brief",
        "Subtitle track 2: only 0.5 seconds on the screen.",
    )
    assert one.values == {
        "subtitle": 2, "subtitles": 2, "language": "fr", "seconds": 0.5, "times": 1,
    }  # fmt: skip
