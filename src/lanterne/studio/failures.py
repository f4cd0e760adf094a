"""Why a job failed, in the reader's language: the engine speaks English, and what it says is known by its form."""

from __future__ import annotations

import re
from functools import cache

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

# Names between %( and ) are what the engine puts in. Its words are in src/lanterne_media.
SENTENCES = (
    gettext_noop("This is a playlist that points to other files: send the film itself."),
    gettext_noop("This is a still picture, not a film."),
    gettext_noop(
        "This is not a film file: we take MP4, MOV, MKV, WebM, MXF, MPEG-TS, MPEG and AVI."
    ),
    gettext_noop(
        "This file is cut short: its index is missing, so its export or its upload did not finish."
    ),
    gettext_noop("There is no file at %(path)s."),
    gettext_noop("%(path)s is a folder, not a film file."),
    gettext_noop("%(path)s is a link: name the file that it points to."),
    gettext_noop("%(path)s is a device or a pipe, not a film file."),
    gettext_noop("This file is empty."),
    gettext_noop("We are not allowed to read %(path)s."),
    gettext_noop("This film lasts %(lasts)s, longer than the %(most)s that we take."),
    gettext_noop("This file has no duration: it is a still picture or its index is broken."),
    gettext_noop(
        "The picture is %(width)s by %(height)s pixels, more than the %(most)s in all that we take."
    ),
    gettext_noop("A track is coded as %(code)s, which we do not decode."),
    gettext_noop("This file kept %(tool)s busy for more than %(limit)s."),
    gettext_noop("This file needs more memory or time to be opened than we allow."),
    gettext_noop("This file holds more than 1000 tracks."),
    gettext_noop("This file holds %(count)s tracks, more than the %(most)s that we take."),
    gettext_noop("This file makes %(tool)s say more than we can keep."),
    gettext_noop("This file describes itself in a way that cannot be read."),
    gettext_noop("This file has sound but no picture."),
    gettext_noop("This file has no picture."),
    gettext_noop("The picture is coded as %(code)s, which we do not decode."),
    gettext_noop("The sound is coded as %(code)s, which we do not decode."),
    gettext_noop("No frame of this film can be read."),
    gettext_noop("No frame of the picture can be decoded."),
    gettext_noop("No picture of this film can be decoded."),
    gettext_noop("The picture of this file cannot be decoded."),
    gettext_noop("The picture of this film cannot be decoded."),
    gettext_noop("This film breaks the decoder, or needs more memory than we allow."),
    gettext_noop(
        "Only %(made)s of %(promised)s seconds of the picture can be decoded: the file is cut short or damaged."
    ),
    gettext_noop(
        "%(lost)s seconds of the picture cannot be decoded, most of them from %(start)s on: the file is damaged."
        " A policy that keeps damaged films goes on, with the picture before shown instead."
    ),
    gettext_noop(
        "The picture changes the shape of its pixels in the middle, but not its size of %(width)s by %(height)s: it"
        " cannot be told where. Have the film exported with one shape."
    ),
    gettext_noop("No sound track of this film can be decoded: the file is damaged."),
    gettext_noop("%(name)s cannot be decoded: the file is damaged."),
    gettext_noop(
        "%(late)s of the %(count)s subtitles in %(name)s come after the end of the film: they are of another film."
    ),
    gettext_noop("These subtitles are pictures: no words can be read from them."),
    gettext_noop("This subtitle file cannot be opened."),
    gettext_noop("This subtitle file is empty."),
    gettext_noop("This subtitle file is larger than 10 MB, which no subtitles are."),
    gettext_noop("This subtitle file is nested too deeply to be read."),
    gettext_noop("Another process is working in %(folder)s."),
    gettext_noop("The package is not sound and was not published: %(wrong)s"),
    gettext_noop(
        "%(tool)s reached our limit of %(limit)s for one piece of work. What was finished is kept,"
        " and running again goes on from there."
    ),
    gettext_noop("%(tool)s failed (%(how)s): %(last)s"),
    gettext_noop("There is no policy named %(name)s any more."),
)
_NAME = re.compile(r"%\((\w+)\)s")


def told(sentence: str) -> str:
    """The sentence as the reader would say it; one of no known form stays in English."""
    if not sentence:
        return ""
    for said, form in _forms():
        if found := form.fullmatch(sentence):
            return _(said) % found.groupdict()
    return _(sentence)


@cache
def _forms() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((said, _form(said)) for said in SENTENCES)


def _form(said: str) -> re.Pattern[str]:
    parts = _NAME.split(said)
    named = (f"(?P<{part}>.+)" if at % 2 else re.escape(part) for at, part in enumerate(parts))
    return re.compile("".join(named), re.DOTALL)
