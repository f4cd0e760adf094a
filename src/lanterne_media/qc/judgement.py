"""From what was seen and heard to findings that a person can act upon: arithmetic, no tool."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from lanterne_media.model import (
    Dynamics,
    FieldOrder,
    Finding,
    LeftOut,
    Mezzanine,
    Policy,
    Reason,
    Severity,
    SoundFacts,
    SoundRendition,
)
from lanterne_media.qc import brightness, channels, sights, tongues
from lanterne_media.qc.channels import Name
from lanterne_media.qc.decoding import Heard, SoundHeard, Span

CODES = (
    "bars_cut",  # black bars that every frame has are left out of what is published
    "black",  # the picture is black for two seconds or more
    "channel_missing",  # a channel is silent through the film while others are not
    "clipping",  # the sound's peaks are cut flat at full scale, or lie beyond it
    "combs",  # a part of a film that is flagged progressive shows combs
    "decode_errors",  # the decoder complained
    "field_order",  # the picture is read as fields, or as whole frames, against its flag
    "flashing",  # the picture flashes in a way that can cause seizures
    "frames_lost",  # frames of a damaged film do not decode, and the one before stands in for them
    "frames_repeated",  # single frames are shown twice, at regular steps or in the midst of movement
    "freeze",  # the picture stands still for four seconds or more
    "grain",  # calm areas of the picture are not still
    "hdr",  # the picture is made for bright screens
    "hdr_not_kept",  # its tags contradict one another, so that only its standard version is published
    "illegal_levels",  # luma outside the legal range over more than one per cent of the picture
    "interlaced_flag_wrong",  # the lines tell another field order than the flag
    "language_contradicted",  # the title of a track names another language than its tag
    "left_out",  # a sound track cannot be taken beside others that can
    "letterbox",  # black bars are part of the picture
    "loudness_missed",  # a published sound is quieter or louder than the house's loudness
    "missing_colour_tags",  # nothing says how to read the colours
    "missing_hdr_metadata",  # nothing says how bright it was graded
    "mono",  # a sound track has one channel
    "mono_together",  # tracks of one channel are taken as one sound
    "no_sound",  # there is no sound track
    "odd_size",  # a side has an odd number of pixels
    "phase",  # left and right oppose each other
    "pull_down",  # film was spread over the fields of video
    "rotation",  # the picture must be turned before it is shown
    "silence",  # the sound is silent for five seconds or more
    "size_changes",  # the picture changes its size in the middle, and all sizes are fitted into the largest
    "sound_longer",  # the sound goes on after the picture
    "sound_shorter",  # the sound ends before the picture
    "subtitle_brief",  # subtitles are on the screen for less than 5/6 of a second
    "subtitle_fast",  # subtitles ask for more than 17 characters a second to be read
    "subtitle_language",  # the words are in another language than the track's tag says
    "subtitle_lasting",  # subtitles stay for more than seven seconds
    "subtitle_left_out",  # no words can be read from a subtitle track, as from one of pictures
    "subtitle_outside",  # subtitles go on after the end of the film
    "subtitle_overlap",  # two subtitles are in the same place at once
    "subtitle_tall",  # subtitles of more than two lines
    "subtitle_wide",  # subtitles with a line of more than 42 characters
    "telecine",  # film that was spread over fields is put together again
    "truncated",  # less can be decoded than the file declares
    "variable_rate",  # frames do not come at a constant rate
    "wrong_colour_tags",  # the colour tags contradict one another or the picture
    "wrong_hdr_metadata",  # what it says of that cannot be meant
)

SYNC_SECONDS = 0.5
TRUNCATED_SECONDS = 0.5
SILENT = -70.0
EDGE_SECONDS = 1.0
MISSED_LU = 1.0
BAR = 0.02
# Standard definition as broadcasters store it; small pictures of the web may say what they like.
SD_RASTERS = {(720, 480), (720, 486), (720, 512), (720, 576), (704, 480), (704, 576)}
SD_MATRICES, HD_LINES = {"smpte170m", "bt470bg", "fcc"}, 720
NARROW = {"bt709", "smpte170m", "bt470bg"}
NOTE, WARNING, ERROR = Severity.NOTE, Severity.WARNING, Severity.ERROR

Values = dict[str, str | float]
Judge = Callable[[Mezzanine, Heard], Iterator[Finding]]


def judge(mezzanine: Mezzanine, heard: Heard) -> list[Finding]:
    judges: tuple[Judge, ...] = (
        _damage, _stretches, _scan, _shape, _colour, _pace, _sounds, _captions, sights.judge,
    )  # fmt: skip
    return [finding for one in judges for finding in one(mezzanine, heard)]


def _damage(mezzanine: Mezzanine, heard: Heard) -> Iterator[Finding]:
    if heard.errors:
        severity = ERROR if heard.errors * 100 >= heard.frames else WARNING
        times = "once" if heard.errors == 1 else f"{heard.errors} times"
        told = f"The decoder complained {times}: the file is damaged."
        yield Finding("decode_errors", severity, told, values={"times": heard.errors})
    video = mezzanine.video
    seconds = video.rate.seconds(heard.shown)
    if video.duration - seconds > max(TRUNCATED_SECONDS, video.rate.seconds(2)):
        told = f"Only {seconds:.1f} of {video.duration:.1f} seconds of picture can be decoded."
        yield Finding(
            "truncated",
            ERROR,
            told,
            start=video.start + seconds,
            end=video.start + video.duration,
            values={"decoded": round(seconds, 3), "declared": video.duration},
        )


def _stretches(mezzanine: Mezzanine, heard: Heard) -> Iterator[Finding]:
    for span in heard.black:
        is_edge = span.start < EDGE_SECONDS or span.end > mezzanine.duration - EDGE_SECONDS
        yield _stretch("black", NOTE if is_edge else WARNING, "The picture is black", span)
    for span in heard.frozen:
        if not any(span.is_within(black) for black in heard.black):
            yield _stretch("freeze", WARNING, "The picture stands still", span)


def _stretch(
    code: str, severity: Severity, what: str, span: Span, named: Values | None = None
) -> Finding:
    told = f"{what} for {span.seconds:.1f} seconds."
    values = {**(named or {}), "seconds": round(span.seconds, 3)}
    return Finding(code, severity, told, start=span.start, end=span.end, values=values)


def _scan(mezzanine: Mezzanine, heard: Heard) -> Iterator[Finding]:
    lines, flag = heard.lines, mezzanine.video.field_order
    seen, frames = lines.most
    is_harmless = seen is FieldOrder.PROGRESSIVE
    # Combs in a few frames come from titles and fades; a flag is wrong when most of the film says so.
    is_clear = lines.is_telling and frames * 10 >= lines.told * 8
    if seen is not flag and is_clear and (is_harmless or lines.has_combs(mezzanine.video)):
        names = {order: order.replace("_", " field ") for order in FieldOrder}
        share = round(100 * frames / lines.told)
        told = f"The file is flagged {names[flag]}, but {share} % of its frames look {names[seen]}."
        # A still picture and film scanned as fields have no combs either.
        severity = NOTE if is_harmless else WARNING
        values: Values = {"flag": flag.value, "seen": seen.value, "share": share}
        yield Finding("interlaced_flag_wrong", severity, told, values=values)


def _shape(mezzanine: Mezzanine, heard: Heard) -> Iterator[Finding]:
    video, crop = mezzanine.video, heard.crop
    if crop and (crop.width < video.width * (1 - BAR) or crop.height < video.height * (1 - BAR)):
        told = f"Black bars surround a picture of {crop.width} by {crop.height} pixels."
        size: Values = {"width": crop.width, "height": crop.height}
        yield Finding("letterbox", NOTE, told, values=size)
    if video.width % 2 or video.height % 2:
        told = (
            f"The size, {video.width} by {video.height}, is odd: one line or column will be lost."
        )
        size = {"width": video.width, "height": video.height}
        yield Finding("odd_size", NOTE, told, values=size)
    if video.rotation:
        told = f"The picture will be turned {video.rotation} degrees clockwise, as the file asks."
        yield Finding("rotation", NOTE, told, values={"degrees": video.rotation})


def _colour(mezzanine: Mezzanine, _heard: Heard) -> Iterator[Finding]:
    video = mezzanine.video
    if video.dynamics != Dynamics.SDR:
        told = f"The picture has a high dynamic range ({video.dynamics.upper()})."
        yield Finding("hdr", NOTE, told, values={"dynamics": video.dynamics.value})
    named = {"primaries": video.primaries, "transfer": video.transfer, "matrix": video.matrix}
    missing = [name for name, tag in named.items() if not tag and not _is_rgb(video.pixel_format)]
    if missing:
        is_bright = video.dynamics != Dynamics.SDR
        assumed = "of BT.2020" if is_bright else "usual for the size"
        told = f"Nothing says which {' and '.join(missing)} the colours have; those {assumed} are assumed."
        values: Values = {"tags": " ".join(missing), "assumed": "bt2020" if is_bright else "size"}
        yield Finding("missing_colour_tags", NOTE, told, values=values)
    for told, named_tags in _contradictions(mezzanine):
        yield Finding("wrong_colour_tags", WARNING, told, values=named_tags)
    for told, named_tags in _unusual(mezzanine):
        yield Finding("wrong_colour_tags", NOTE, told, values=named_tags)
    yield from brightness.judge(video)


def _is_rgb(pixel_format: str) -> bool:
    return pixel_format.startswith(("rgb", "bgr", "gbr", "xyz", "gray"))


def _contradictions(mezzanine: Mezzanine) -> Iterator[tuple[str, Values]]:
    video = mezzanine.video
    transfer: Values = {"transfer": video.transfer}
    matrix: Values = {"matrix": video.matrix}
    if video.dynamics != Dynamics.SDR and video.bit_depth < 10:
        told = f"The transfer is {video.transfer}, but {video.bit_depth} bits are too few for it."
        yield told, transfer | {"bits": video.bit_depth}
    if video.dynamics != Dynamics.SDR and video.primaries in NARROW:
        told = f"The transfer is {video.transfer}, but the primaries are {video.primaries}."
        yield told, transfer | {"primaries": video.primaries}
    if video.dynamics != Dynamics.SDR and video.matrix in NARROW:
        told = f"The transfer is {video.transfer}, but the matrix is {video.matrix}."
        yield told, transfer | matrix
    if video.matrix in {"gbr", "rgb"} and not _is_rgb(video.pixel_format):
        told = f"The matrix is {video.matrix}, but the pixels are {video.pixel_format}."
        yield told, matrix | {"pixels": video.pixel_format}
    if video.matrix.startswith("bt2020") and video.primaries in NARROW:
        told = f"The matrix is {video.matrix}, but the primaries are {video.primaries}."
        yield told, matrix | {"primaries": video.primaries}


def _unusual(mezzanine: Mezzanine) -> Iterator[tuple[str, Values]]:
    """Tags that may well be true of the pixels, and that nobody expects in a picture of this size."""
    video, usual = mezzanine.video, ""
    if (video.width, video.height) in SD_RASTERS and video.matrix == "bt709":
        usual = "BT.601"
    if video.height >= HD_LINES and video.matrix in SD_MATRICES:
        usual = "BT.709"
    if usual:
        told = f"The matrix is {video.matrix}, but pictures of {video.height} lines are made with that of {usual}."
        yield told, {"matrix": video.matrix, "lines": video.height, "usual": usual}


def _pace(mezzanine: Mezzanine, heard: Heard) -> Iterator[Finding]:
    video = mezzanine.video
    # A rate above what anybody sees is halved on purpose.
    is_uneven = heard.shown > heard.frames * 1.01 + 2
    if not video.is_constant_rate or is_uneven:
        told = f"Frames do not come at a constant rate; they will be shown at {video.rate.value:.5g} a second."
        yield Finding("variable_rate", NOTE, told, values={"rate": round(video.rate.value, 3)})


def _sounds(mezzanine: Mezzanine, heard: Heard) -> Iterator[Finding]:
    if not mezzanine.sounds and not mezzanine.left_out:
        yield Finding("no_sound", WARNING, "The film has no sound track.")
    for out in mezzanine.left_out:
        yield _left_out(mezzanine, out)
    for facts, sound in zip(mezzanine.sounds, heard.sounds, strict=True):
        name = _name(mezzanine, facts)
        if facts.channels == 1:
            yield Finding("mono", NOTE, f"{name.told} has one channel.", values=name.values)
        if facts.parts:
            numbers = f"{facts.tracks[0]} to {facts.tracks[-1]}"
            told = f"Sound tracks {numbers}, of one channel each, are taken together as {facts.layout}."
            values = name.values | {"last": facts.tracks[-1], "layout": facts.layout}
            yield Finding("mono_together", NOTE, told, values=values)
        yield from tongues.misnamed(name.told, name.values, facts.title, facts.language)
        yield from _levels(name, sound)
        yield from channels.judge(name, facts, sound)
        yield from _length(name, facts, sound, mezzanine)


def _left_out(mezzanine: Mezzanine, out: LeftOut) -> Finding:
    name = _name(mezzanine, out.sound)
    why = {
        Reason.CODEC: f"is coded as {out.sound.codec}, which we do not decode",
        Reason.DAMAGE: f"({out.sound.codec}) is damaged and cannot be decoded",
    }[out.reason]
    told = f"{name.told} {why}: the film is published without it."
    values = name.values | {"codec": out.sound.codec, "reason": out.reason.value}
    return Finding("left_out", WARNING, told, values=values)


def _captions(mezzanine: Mezzanine, _heard: Heard) -> Iterator[Finding]:
    """Tracks are counted as they lie in the file, from 1."""
    count = len(mezzanine.captions)
    for track in mezzanine.captions:
        if track.is_text:
            continue
        number = track.position + 1
        who = "The subtitles" if count == 1 else f"Subtitle track {number}"
        told = f"{who}: coded as {track.codec}, from which no words can be read, and so left out."
        values: Values = {"subtitle": number, "subtitles": count, "language": track.language}
        yield Finding("subtitle_left_out", WARNING, told, values=values | {"codec": track.codec})


def loudness(
    mezzanine: Mezzanine, made: Sequence[SoundRendition], policy: Policy
) -> Iterator[Finding]:
    """Which published sounds missed the house's loudness; ``made`` begins with the film's own, in their order.

    Only of its stereo, which is what all devices play.
    """
    own = _in_stereo(made)[: len(mezzanine.sounds)]
    for facts, sound in zip(mezzanine.sounds, own, strict=True):
        if sound.before is None or sound.after is None:
            continue
        reached = sound.after.integrated
        if abs(reached - policy.loudness_lufs) <= MISSED_LU:
            continue
        name = _name(mezzanine, facts)
        told = (
            f"{name.told} is published at {reached:.1f} LUFS instead of {policy.loudness_lufs:.1f}: "
            f"its peaks reach {sound.after.true_peak:.1f} dBTP."
        )
        values = name.values | {
            "wanted": policy.loudness_lufs,
            "reached": reached,
            "peak": sound.after.true_peak,
        }
        yield Finding("loudness_missed", NOTE, told, values=values)


def _in_stereo(made: Sequence[SoundRendition]) -> list[SoundRendition]:
    return [sound for sound in made if not sound.is_wide]


def _name(mezzanine: Mezzanine, facts: SoundFacts) -> Name:
    """Tracks are counted as they lie in the file, from 1."""
    known = [*mezzanine.sounds, *(out.sound for out in mezzanine.left_out)]
    tracks = sum(len(sound.tracks) for sound in known)
    first, last = facts.tracks[0], facts.tracks[-1]
    told = "The sound" if tracks == 1 else f"Sound track {first}"
    if facts.parts:
        told = f"The sound of tracks {first} to {last}"
    return Name(told, {"track": first, "tracks": tracks, "language": facts.language})


def _levels(name: Name, sound: SoundHeard) -> Iterator[Finding]:
    if sound.loudness < SILENT:
        told = f"{name.told} is silent from end to end."
        yield Finding("silence", WARNING, told, values=name.values)
        return
    for span in sound.silences:
        yield _stretch("silence", NOTE, f"{name.told} is silent", span, name.values)


def _length(
    name: Name, facts: SoundFacts, sound: SoundHeard, mezzanine: Mezzanine
) -> Iterator[Finding]:
    if facts.duration - sound.seconds > TRUNCATED_SECONDS and facts.duration <= mezzanine.duration:
        inside = f"{name.told[0].lower()}{name.told[1:]}"
        told = (
            f"Only {sound.seconds:.1f} of {facts.duration:.1f} seconds of {inside} can be decoded."
        )
        yield Finding(
            "truncated",
            ERROR,
            told,
            start=facts.start + sound.seconds,
            end=facts.start + facts.duration,
            values=name.values | {"decoded": round(sound.seconds, 3), "declared": facts.duration},
        )
    picture = mezzanine.video.start + mezzanine.video.duration
    end = facts.start + sound.seconds
    apart = name.values | {"seconds": round(abs(picture - end), 3)}
    if picture - end > SYNC_SECONDS:
        told = f"{name.told} ends {picture - end:.1f} seconds before the picture."
        yield Finding("sound_shorter", WARNING, told, start=end, end=picture, values=apart)
    if end - picture > SYNC_SECONDS:
        told = f"{name.told} ends {end - picture:.1f} seconds after the picture."
        yield Finding("sound_longer", WARNING, told, start=picture, end=end, values=apart)
