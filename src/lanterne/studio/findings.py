"""What quality control found, said in the reader's language from a finding's code and its values.

A code has one sentence for each set of values it may come with, the most telling first. A finding that fits none,
because it is newer than this page or was kept before findings had values, is shown in the engine's own words.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.text import get_text_list
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from lanterne.ui.words import language_name
from lanterne_media.model import Finding

Words = str | Promise

SENTENCES: dict[str, tuple[Words, ...]] = {
    "bars_cut": (
        gettext_lazy(
            "Black bars are left out (top %(top)s, bottom %(bottom)s, left %(left)s, right %(right)s): "
            "the picture is %(width)s by %(height)s."
        ),
    ),
    "black": (gettext_lazy("The picture is black for %(seconds)s seconds."),),
    "channel_missing": (
        gettext_lazy("%(sound)s: the %(channel)s channel is silent from end to end."),
    ),
    "clipping": (
        gettext_lazy("%(sound)s peaks at %(peak)s dBFS: its loudest moments are clipped."),
    ),
    "combs": (
        gettext_lazy("The film is flagged progressive, but %(share)s %% of its frames show combs."),
    ),
    "decode_errors": (
        gettext_lazy("The decoder complained %(times)s times: the file is damaged."),
        gettext_lazy("The decoder complained once: the file is damaged."),
    ),
    "field_order": (
        gettext_lazy("The file is flagged %(flag)s, but read as %(seen)s, as its lines show."),
    ),
    "flashing": (
        gettext_lazy(
            "The picture flashes in red %(red)s times a second over %(area)s %% of the screen: it can cause seizures."
        ),
        gettext_lazy(
            "The picture flashes %(flashes)s times a second over %(area)s %% of the screen: it can cause seizures."
        ),
    ),
    "frames_lost": (
        gettext_lazy(
            "The picture cannot be decoded for %(lost)s seconds: the picture before is shown instead."
        ),
        gettext_lazy(
            "The picture cannot be decoded for %(lost_head)s seconds: the picture after is shown instead."
        ),
        gettext_lazy(
            "The picture cannot be decoded for %(lost_tail)s seconds: the film ends before."
        ),
    ),
    "frames_repeated": (
        gettext_lazy(
            "One frame of every %(every)s is shown twice: the film was brought to another rate by repeating."
        ),
        gettext_lazy("Frames shown twice in the midst of movement: %(repeats)s."),
    ),
    "freeze": (gettext_lazy("The picture stands still for %(seconds)s seconds."),),
    "grain": (
        gettext_lazy(
            "The picture has grain or noise: in calm areas it strays by %(deviation)s of 255."
        ),
    ),
    "hdr": (gettext_lazy("The picture has a high dynamic range (%(dynamics)s)."),),
    "hdr_not_kept": (
        gettext_lazy(
            "The tags of the colours contradict one another: the film is published in the standard range only."
        ),
    ),
    "illegal_levels": (
        gettext_lazy(
            "For %(seconds)s seconds levels are outside the legal range, in up to %(area)s %% of the picture."
        ),
    ),
    "interlaced_flag_wrong": (
        gettext_lazy("The file is flagged %(flag)s, but %(share)s %% of its frames look %(seen)s."),
    ),
    "language_contradicted": (
        gettext_lazy("%(who)s: said to be in %(language)s, but its title is “%(title)s”."),
    ),
    "left_out": (
        gettext_lazy(
            "%(sound)s is coded as %(undecoded)s, which we do not decode: the film is published without it."
        ),
        gettext_lazy(
            "%(sound)s (%(damaged)s) is damaged and cannot be decoded: the film is published without it."
        ),
    ),
    "letterbox": (
        gettext_lazy("Black bars surround a picture of %(width)s by %(height)s pixels."),
    ),
    "loudness_missed": (
        gettext_lazy(
            "%(sound)s is published at %(reached)s LUFS instead of %(wanted)s: its peaks reach %(peak)s dBTP."
        ),
    ),
    "missing_colour_tags": (
        gettext_lazy("Nothing says which %(tags)s the colours have; %(assumed)s are assumed."),
    ),
    "missing_hdr_metadata": (
        gettext_lazy(
            "Nothing says on which screen the film was graded or how bright it becomes: screens will guess."
        ),
    ),
    "mono": (gettext_lazy("%(sound)s has one channel."),),
    "mono_together": (
        gettext_lazy(
            "Sound tracks %(track)s to %(last)s, of one channel each, are taken together as %(layout)s."
        ),
    ),
    "no_sound": (gettext_lazy("The film has no sound track."),),
    "odd_size": (
        gettext_lazy("The size, %(width)s by %(height)s, is odd: one line or column will be lost."),
    ),
    "phase": (
        gettext_lazy(
            "%(sound)s: left and right are in opposite phase for %(seconds)s seconds; in mono they vanish."
        ),
    ),
    "pull_down": (
        gettext_lazy(
            "%(share)s %% of the frames repeat a field: this is film spread over fields (telecine)."
        ),
    ),
    "rotation": (
        gettext_lazy("The picture will be turned %(degrees)s degrees clockwise, as the file asks."),
    ),
    "silence": (
        gettext_lazy("%(sound)s is silent for %(seconds)s seconds."),
        gettext_lazy("%(sound)s is silent from end to end."),
    ),
    "size_changes": (
        gettext_lazy(
            "From here on the picture is %(width)s by %(height)s pixels, not %(before_width)s by %(before_height)s: "
            "it is fitted into %(into_width)s by %(into_height)s without being distorted."
        ),
    ),
    "sound_longer": (gettext_lazy("%(sound)s ends %(seconds)s seconds after the picture."),),
    "sound_shorter": (gettext_lazy("%(sound)s ends %(seconds)s seconds before the picture."),),
    "subtitle_brief": (
        gettext_lazy("%(who)s: only %(seconds)s seconds on the screen (%(times)s such places)."),
        gettext_lazy("%(who)s: only %(seconds)s seconds on the screen."),
    ),
    "subtitle_fast": (
        gettext_lazy("%(who)s: %(speed)s characters a second to be read (%(times)s such places)."),
        gettext_lazy("%(who)s: %(speed)s characters a second to be read."),
    ),
    "subtitle_language": (
        gettext_lazy(
            "%(who)s: said to be in %(language)s, but the words read like %(tongue)s (%(sure)s %% sure)."
        ),
    ),
    "subtitle_lasting": (
        gettext_lazy("%(who)s: %(seconds)s seconds on the screen (%(times)s such places)."),
        gettext_lazy("%(who)s: %(seconds)s seconds on the screen."),
    ),
    "subtitle_left_out": (
        gettext_lazy(
            "%(who)s: coded as %(codec)s, from which no words can be read, and so left out."
        ),
    ),
    "subtitle_outside": (
        gettext_lazy(
            "%(who)s: %(foreign)s %% lie after the end of the film, so they are another film’s."
        ),
        gettext_lazy(
            "%(who)s: the last ends %(seconds)s seconds after the film (%(times)s such places)."
        ),
        gettext_lazy("%(who)s: the last ends %(seconds)s seconds after the film."),
        gettext_lazy(
            "Subtitles (%(language)s) are left out: all come after the end of the film, so they are another film’s."
        ),
    ),
    "subtitle_overlap": (
        gettext_lazy(
            "%(who)s: two at once in the same place for %(seconds)s seconds (%(times)s such places)."
        ),
        gettext_lazy("%(who)s: two at once in the same place for %(seconds)s seconds."),
    ),
    "subtitle_tall": (
        gettext_lazy("%(who)s: %(lines)s lines at once (%(times)s such places)."),
        gettext_lazy("%(who)s: %(lines)s lines at once."),
    ),
    "subtitle_wide": (
        gettext_lazy("%(who)s: a line of %(characters)s characters (%(times)s such places)."),
        gettext_lazy("%(who)s: a line of %(characters)s characters."),
    ),
    "telecine": (
        gettext_lazy(
            "Film was spread over fields (telecine): its %(rate)s frames a second are put together again."
        ),
    ),
    "truncated": (
        gettext_lazy("%(sound)s: only %(decoded)s of %(declared)s seconds can be decoded."),
        gettext_lazy("Only %(decoded)s of %(declared)s seconds of picture can be decoded."),
    ),
    "variable_rate": (
        gettext_lazy(
            "Frames do not come at a constant rate; they will be shown at %(rate)s a second."
        ),
    ),
    "wrong_colour_tags": (
        gettext_lazy("The transfer is %(transfer)s, but %(bits)s bits are too few for it."),
        gettext_lazy("The transfer is %(transfer)s, but the primaries are %(primaries)s."),
        gettext_lazy("The matrix is %(matrix)s, but the pixels are %(pixels)s."),
        gettext_lazy("The matrix is %(matrix)s, but the primaries are %(primaries)s."),
        gettext_lazy(
            "The matrix is %(matrix)s, but pictures of %(lines)s lines are made with that of %(usual)s."
        ),
    ),
    "wrong_hdr_metadata": (
        gettext_lazy(
            "A screen of %(darkest)s to %(brightest)s cd/m² with these primaries cannot be meant, so it is left out."
        ),
        gettext_lazy(
            "A brightest pixel of %(pixel)s cd/m² and a brightest frame of %(frame)s cannot be meant, so both are left out."
        ),
        gettext_lazy(
            "The screen on which the film was graded is told without its brightness, so it is left out."
        ),
    ),
}
SCANS = {
    "progressive": gettext_lazy("progressive"),
    "top_first": gettext_lazy("top field first"),
    "bottom_first": gettext_lazy("bottom field first"),
}
TAGS = {
    "primaries": pgettext_lazy("colour tag", "primaries"),
    "transfer": pgettext_lazy("colour tag", "transfer"),
    "matrix": pgettext_lazy("colour tag", "matrix"),
}
CHANNELS = {
    "L": pgettext_lazy("sound channel", "left"),
    "R": pgettext_lazy("sound channel", "right"),
    "C": pgettext_lazy("sound channel", "centre"),
    "Ls": pgettext_lazy("sound channel", "left surround"),
    "Rs": pgettext_lazy("sound channel", "right surround"),
    "Lb": pgettext_lazy("sound channel", "left back"),
    "Rb": pgettext_lazy("sound channel", "right back"),
}
ASSUMED = {
    "bt2020": pgettext_lazy("colour tag", "those of BT.2020"),
    "size": pgettext_lazy("colour tag", "those usual for the size"),
}
OWN_WORDS = {"assumed": ASSUMED, "channel": CHANNELS}
# To the tenth of a second or a decibel, a loss to the hundredth; counts and sizes are whole.
PLACES = {
    "deviation": 1,
    "seconds": 1,
    "darkest": 4,
    "decoded": 1,
    "declared": 1,
    "peak": 1,
    "flashes": 1,
    "red": 1,
    "speed": 1,
    "reached": 1,
    "wanted": 1,
    "lost": 2,
    "lost_head": 2,
    "lost_tail": 2,
}


def sentence(finding: Finding) -> str | None:
    """What was found in the language of the page; ``None`` where only the engine's own words tell it."""
    sentences = SENTENCES.get(finding.code, ())
    if not finding.values and any("%(" in str(words) for words in sentences):
        return None
    known = _words(finding.values)
    for words in sentences:
        try:
            return str(words) % known
        except KeyError:
            continue
    return None


def _words(values: Mapping[str, str | float]) -> dict[str, str]:
    words = {name: _word(name, value) for name, value in _told_apart(values).items()}
    if "track" in values:
        words["sound"] = words["who"] = _sound(values)
    if "subtitle" in values:
        words["who"] = _subtitles(values)
    if values.get("times") == 1:
        del words["times"]
    return words


def _told_apart(values: Mapping[str, str | float]) -> dict[str, str | float]:
    """The same values under names that only one sentence asks for."""
    told = dict(values)
    if "frames" in told:
        told[f"lost_{told['edge']}" if "edge" in told else "lost"] = told["seconds"]
    if told.get("kind") == "red":
        told["red"] = told["flashes"]
    if "seen" in told and "sure" in told:
        told["tongue"] = told["seen"]
    if "reason" in told:
        told["undecoded" if told["reason"] == "codec" else "damaged"] = told["codec"]
    return told


def _sound(values: Mapping[str, str | float]) -> str:
    if values.get("tracks") == 1:
        return _("The sound")
    return _("Sound track %(number)d") % {"number": values["track"]}


def _subtitles(values: Mapping[str, str | float]) -> str:
    if values.get("subtitles") == 1:
        return _("The subtitles")
    return _("Subtitle track %(number)d") % {"number": values["subtitle"]}


def _word(name: str, value: str | float) -> str:
    if isinstance(value, str):
        return _named(name, value)
    if name == "rate":
        return number_format(f"{value:.5g}")
    places = PLACES.get(name, 0)
    sign = "+" if name == "peak" and value >= 0 else ""
    return sign + number_format(round(value, places), places)


def named(name: str, value: str | float) -> str:
    """A value by itself: a name in the reader's language, a figure with as many decimals as it has."""
    if isinstance(value, str):
        return _named(name, value)
    return number_format(int(value) if value == int(value) else value)


def _named(name: str, value: str) -> str:
    if name == "tags":
        return get_text_list([str(TAGS.get(tag, tag)) for tag in value.split()], _("and"))
    if name in {"language", "tongue"}:
        return language_name(value, language=get_language() or "en")
    if name == "dynamics":
        return value.upper()
    return str(OWN_WORDS.get(name, SCANS).get(value, value))
