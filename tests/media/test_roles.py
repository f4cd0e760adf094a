"""In which language a track is and what it is for: flags first, titles where there is no flag."""

import pytest

from lanterne_media.model import SoundRole
from lanterne_media.probe import probe, roles


@pytest.mark.parametrize(
    ("told", "tag"),
    [
        ("fre", "fr"),
        ("fra", "fr"),
        ("ger", "de"),
        ("deu", "de"),
        ("chi", "zh"),
        ("ara", "ar"),
        ("pt-BR", "pt-BR"),
        ("zh-hant", "zh-Hant"),
        ("und", "und"),
        ("", "und"),
        ("nobody says this", "und"),
    ],
)
def test_languages_become_tags_that_players_know(told, tag):
    assert roles.language(told) == tag


@pytest.mark.parametrize(
    ("flags", "title", "role"),
    [
        ({}, "", SoundRole.MAIN),
        ({"visual_impaired": 1}, "", SoundRole.DESCRIPTION),
        ({"descriptions": 1}, "", SoundRole.DESCRIPTION),
        ({"hearing_impaired": 1}, "", SoundRole.CLEAR_DIALOGUE),
        ({"comment": 1}, "", SoundRole.COMMENTARY),
        ({"dub": 1}, "", SoundRole.DUB),
        ({}, "Français (audiodescription)", SoundRole.DESCRIPTION),
        ({}, "English AD", SoundRole.DESCRIPTION),
        ({}, "Director's Commentary", SoundRole.COMMENTARY),
        ({}, "Commentaire de la réalisatrice", SoundRole.COMMENTARY),
        ({}, "Sound for a bad day", SoundRole.MAIN),
        # What the file says outweighs what it is called.
        ({"dub": 1}, "Audio description", SoundRole.DUB),
    ],
)
def test_a_sound_is_for_what_its_flags_say(flags, title, role):
    assert roles.of_sound(flags, title) is role


@pytest.mark.parametrize(
    ("flags", "title", "is_forced", "is_for_the_deaf"),
    [
        ({}, "", False, False),
        ({"forced": 1}, "", True, False),
        ({"hearing_impaired": 1}, "", False, True),
        ({"captions": 1}, "", False, True),
        ({}, "Français (forcés)", True, False),
        ({}, "English SDH", False, True),
        ({}, "Sourds et malentendants", False, True),
        ({}, "Enforced calm", False, False),
        ({"forced": 1}, "English SDH", True, False),
    ],
)
def test_subtitles_are_for_whom_their_flags_say(flags, title, is_forced, is_for_the_deaf):
    assert roles.is_forced(flags, title) is is_forced
    assert roles.is_for_the_deaf(flags, title) is is_for_the_deaf


def test_flags_of_a_film_are_read(tools, clip):
    two = ("-map", "0:v", "-map", "1:a", "-map", "1:a", "-c:a", "aac")
    said = ("-metadata:s:a:0", "language=fre", "-metadata:s:a:1", "language=ger")
    flags = ("-disposition:a:0", "default+original", "-disposition:a:1", "visual_impaired")
    film = probe(clip("roles.mkv", words=(*two, *said, *flags)), run=tools)
    assert [(one.language, one.role, one.is_default, one.is_original) for one in film.sounds] == [
        ("fr", SoundRole.MAIN, True, True),
        ("de", SoundRole.DESCRIPTION, False, False),
    ]
