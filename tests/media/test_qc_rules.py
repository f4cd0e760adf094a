"""Delivery rule sets: data in, verdicts with their grounds out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lanterne_media.model import (
    Finding,
    Ground,
    Loudness,
    MediaRefused,
    Mezzanine,
    Outcome,
    Rate,
    Severity,
    SoundFacts,
    SoundRendition,
    Verdict,
    VideoFacts,
)
from lanterne_media.qc import delivered_loudness, facts, rulesets

NOTE, WARNING, ERROR = Severity.NOTE, Severity.WARNING, Severity.ERROR
SOUND = SoundFacts(1, 0, "aac", 2, 48_000, "stereo", "fr")
FILM = Mezzanine(
    path="film.mp4", identity="", size_bytes=1, container="mp4", duration=60.0,
    video=VideoFacts(0, "h264", 1920, 1080, Rate(25), 60.0), sounds=(SOUND,),
)  # fmt: skip
WELL = (Loudness(-23.0, -3.0, 5.0, -33.0),)


def found(code, severity=WARNING, start=None, **values):
    return Finding(code, severity, "So it is.", start, values=values)


def rules(text):
    return rulesets.read(f'name = "mine"\ntitle = {{ en = "Mine" }}\n{text}'.encode())


def rule(asks, verdict="redelivery"):
    return rules(
        f'[[rule]]\n{asks}\nverdict = "{verdict}"\nreason = {{ en = "No." }}\nsource = "The contract"'
    )


@pytest.mark.parametrize("name", rulesets.NAMES)
def test_a_faultless_film_is_accepted_by_every_rule_set_of_ours(name):
    verdict = rulesets.judge(rulesets.load(name), FILM, (), WELL)
    assert (verdict.rules, verdict.outcome, verdict.grounds) == (name, Outcome.ACCEPTED, ())


@pytest.mark.parametrize("name", rulesets.NAMES)
def test_our_rule_sets_say_everything_in_both_languages_of_the_studio(name):
    read = rulesets.load(name)
    assert {"en", "fr"} <= set(read.title)
    assert [one for one in read.rule if set(one.reason) != {"en", "fr"} or not one.source] == []
    french = " ".join(one.reason["fr"] for one in read.rule)
    assert [sign for sign in ":;!?" if f" {sign}" in french] == []


@pytest.mark.parametrize(
    ("finding", "outcomes"),
    [
        (found("flashing", ERROR, 1.0), ("redelivery", "noted", "redelivery")),
        (found("decode_errors", ERROR), ("redelivery", "redelivery", "redelivery")),
        (found("decode_errors", WARNING), ("redelivery", "redelivery", "noted")),
        (found("black", WARNING, 9.0, seconds=6.0), ("noted", "accepted", "noted")),
        (found("black", WARNING, 9.0, seconds=4.0), ("noted", "accepted", "accepted")),
        (found("black", NOTE, 0.0, seconds=6.0), ("accepted", "accepted", "accepted")),
        (found("silence", WARNING, track=1), ("redelivery", "accepted", "redelivery")),
        (found("silence", NOTE, 3.0, seconds=30.0), ("noted", "accepted", "noted")),
        (found("letterbox", NOTE), ("accepted", "accepted", "noted")),
        (found("bars_cut", NOTE), ("accepted", "accepted", "noted")),
        (found("telecine", NOTE), ("redelivery", "redelivery", "noted")),
        (found("pull_down"), ("redelivery", "redelivery", "noted")),
        (found("frames_repeated", NOTE, 2.0), ("accepted", "accepted", "accepted")),
        (found("subtitle_fast", NOTE, 2.0, speed=18.5), ("noted", "accepted", "noted")),
        (found("subtitle_outside", ERROR, 70.0), ("redelivery", "noted", "redelivery")),
    ],
)
def test_what_each_of_ours_says_of_a_finding(finding, outcomes):
    said = [
        rulesets.judge(rulesets.load(name), FILM, (finding,), WELL).outcome
        for name in ("broadcast-ebu", "cinematheque", "streaming")
    ]
    assert tuple(said) == outcomes


@pytest.mark.parametrize(
    ("heard", "outcome"),
    [
        ((-22.6, -1.0), "accepted"),
        ((-22.4, -1.0), "redelivery"),
        ((-23.6, -1.0), "redelivery"),
        ((-23.0, -0.9), "redelivery"),
    ],
)
def test_a_broadcaster_holds_loudness_to_r128(heard, outcome):
    loudness = (Loudness(*heard, 5.0, -33.0),)
    verdict = rulesets.judge(rulesets.load("broadcast-ebu"), FILM, (), loudness)
    assert verdict.outcome == outcome


def test_a_loudness_that_nobody_measured_is_not_judged():
    assert rulesets.judge(rulesets.load("broadcast-ebu"), FILM, (), (None,)).grounds == ()


def test_a_ground_says_which_finding_or_which_value_of_which_track():
    read = rules(
        '[[rule]]\nfindings = ["freeze"]\nmeasure = "seconds"\nover = 2\nverdict = "noted"\n'
        'reason = { en = "Long.", fr = "Long." }\nsource = "A"\n'
        '[[rule]]\nfact = "sound.channels"\nother_than = [6]\nverdict = "redelivery"\n'
        'reason = { en = "5.1 only." }\nsource = "B"\n'
    )
    findings = (found("black", seconds=9.0), found("freeze", seconds=3.0))
    assert rulesets.judge(read, FILM, findings) == Verdict(
        "mine",
        {"en": "Mine"},
        Outcome.REDELIVERY,
        (
            Ground(Outcome.REDELIVERY, "B", {"en": "5.1 only."}, fact="sound.channels", value=2, track=1),
            Ground(Outcome.NOTED, "A", {"en": "Long.", "fr": "Long."}, finding=1, value=3.0),
        ),
    )  # fmt: skip


def test_of_several_rules_against_one_finding_the_gravest_counts():
    read = rules(
        "".join(
            f'[[rule]]\nfindings = ["freeze"]\nverdict = "{verdict}"\n'
            f'reason = {{ en = "{verdict}" }}\nsource = "S"\n'
            for verdict in ("noted", "redelivery", "noted")
        )
    )
    [ground] = rulesets.judge(read, FILM, (found("freeze"),)).grounds
    assert ground.reason == {"en": "redelivery"}


@pytest.mark.parametrize("fact", facts.FACTS)
def test_every_fact_has_a_value(fact):
    assert [one.value for one in facts.of(fact, FILM, WELL)] != []


def test_a_turned_picture_is_as_high_as_it_is_shown():
    turned = replace(FILM, video=replace(FILM.video, rotation=90))
    assert [one.value for one in facts.of("picture.height", turned, ())] == [1920]


def test_words_may_be_held_to_a_list():
    read = rule('fact = "picture.codec"\nother_than = ["prores", "dnxhd"]')
    assert rulesets.judge(read, FILM, ()).outcome is Outcome.REDELIVERY
    kept = replace(FILM, video=replace(FILM.video, codec="prores"))
    assert rulesets.judge(read, kept, ()).outcome is Outcome.ACCEPTED


@pytest.mark.parametrize(
    ("asks", "said"),
    [
        ('findings = ["lens_flare"]', "there is no finding lens_flare."),
        ('fact = "picture.mood"\nover = 1', "there is no fact picture.mood."),
        ('fact = "picture.height"', "a fact needs a limit: over, under or other_than."),
        ("", "it names findings or a fact, and not both."),
        ('findings = ["black"]\nfact = "picture.height"\nover = 1', "it names findings or a fact, and not both."),
        ('findings = ["black"]\nover = 1', "a limit for findings needs a measure, and a measure a limit."),
        ('findings = ["black"]\nmeasure = "seconds"', "a limit for findings needs a measure, and a measure a limit."),
    ],
)  # fmt: skip
def test_a_rule_that_asks_for_nothing_is_refused_with_its_number(asks, said):
    with pytest.raises(MediaRefused) as refused:
        rule(asks)
    assert str(refused.value) == f"Rule 1 of 'mine': {said}"


def test_a_rule_neither_accepts_nor_keeps_its_reason_to_itself():
    with pytest.raises(
        MediaRefused, match=r"accepted is no verdict of a rule: leave the rule out\.$"
    ):
        rule('findings = ["black"]', verdict="accepted")
    with pytest.raises(MediaRefused, match=r"its reason is not said in English \(en\)\.$"):
        rules(
            '[[rule]]\nfindings = ["black"]\nverdict = "noted"\nreason = { fr = "Non." }\nsource = "S"'
        )


@pytest.mark.parametrize("text", [b"not toml", b"\xff\xfe", b'name = "x"', b'name = "x"\ntitle = {}\nrule = []\nmood = 1'])  # fmt: skip
def test_what_is_no_rule_set_is_refused(text):
    with pytest.raises(MediaRefused, match=r"^This is not a rule set: "):
        rulesets.read(text)


def test_a_rule_set_of_ones_own_is_a_file(tmp_path):
    mine = tmp_path / "mine.toml"
    mine.write_bytes((rulesets.KEPT / "streaming.toml").read_bytes())
    assert rulesets.load(str(mine)) == rulesets.load("streaming")
    with pytest.raises(MediaRefused, match=r"^There is no rule set '../streaming': give broadcast"):
        rulesets.load("../streaming")


def test_the_loudness_of_a_delivery_is_what_publishing_heard_before():
    two = replace(FILM, sounds=(SOUND, replace(SOUND, position=1)))
    made = (SoundRendition("a", "fr", 2, 128_000, None, None, tracks=(1,), mix="1"),
            SoundRendition("b", "fr", 2, 128_000, WELL[0], None, tracks=(2,), mix="2"))  # fmt: skip
    assert delivered_loudness(two, made) == (None, WELL[0])


def test_the_loudness_of_surround_is_that_of_all_its_channels():
    eight = replace(SOUND, channels=8, parts=tuple(range(8)))
    stereo, around = replace(WELL[0], integrated=-24.0), replace(WELL[0], integrated=-23.0)
    # Stereo is made of two of the eight; a file beside the film has tracks of the same numbers.
    made = (SoundRendition("a", "fr", 2, 128_000, stereo, None, tracks=(7, 8), mix=eight.mix),
            SoundRendition("b", "fr", 6, 384_000, around, None, tracks=(1, 2, 3, 4, 5, 6), mix=eight.mix),
            SoundRendition("c", "de", 6, 384_000, WELL[0], None, tracks=(1,), mix="beside-1"))  # fmt: skip
    assert delivered_loudness(replace(FILM, sounds=(eight,)), made) == (around,)
    assert delivered_loudness(replace(FILM, sounds=(eight,)), made[:1]) == (stereo,)


def test_a_timecode_counts_frames_and_drops_none():
    assert [Rate(25).timecode(61.2), Rate(30000, 1001).timecode(60.06)] == [
        "00:01:01:05",
        "00:01:00:00",
    ]
