"""The ranges of brightness: how the colours of each are declared to encoders, to players and to screens."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lanterne_media.model import Chromaticity, Dynamics, Light, Mastering, VideoFacts


@dataclass(frozen=True, slots=True)
class Colours:
    """Primaries, transfer and matrix as ffmpeg names them, and their code points (ITU-T H.273)."""

    primaries: str
    transfer: str
    matrix: str
    codes: tuple[int, int, int]


COLOURS = {
    Dynamics.SDR: Colours("bt709", "bt709", "bt709", (1, 1, 1)),
    Dynamics.PQ: Colours("bt2020", "smpte2084", "bt2020nc", (9, 16, 9)),
    Dynamics.HLG: Colours("bt2020", "arib-std-b67", "bt2020nc", (9, 18, 9)),
}


# As the resizing filter names them.
MATRICES = {Dynamics.SDR: "bt709", Dynamics.PQ: "bt2020", Dynamics.HLG: "bt2020"}


def declared(video: VideoFacts) -> str:
    """The filter that writes primaries and transfer on every frame.

    Encoders take them from there: what the words for the output say is lost where frames say nothing, as those of
    plates do.
    """
    colours = COLOURS[video.dynamics]
    return f"setparams=color_primaries={colours.primaries}:color_trc={colours.transfer}"


def output_words(dynamics: Dynamics) -> list[str]:
    """The same for a file, and the matrix and range to which frames were scaled."""
    colours = COLOURS[dynamics]
    return [
        *("-color_primaries", colours.primaries, "-color_trc", colours.transfer),
        *("-colorspace", colours.matrix, "-color_range", "tv"),
    ]


# BT.2020, and P3 as masters for bright screens have it.
WIDE = {"bt2020", "smpte431", "smpte432"}
# Matrices by which pixels are made in the standard range.
_SAID = {"bt709", "bt470bg", "smpte170m", "bt2020nc", "bt2020c"}
# An SDR screen's white; and what is assumed of a film that does not say how bright it becomes, in cd/m².
_WHITE, _USUAL_PEAK = 100.0, 1000.0
# The brightest that PQ can say, and the dimmest screen on which anybody grades for bright ones.
_MOST, _LEAST = 10_000.0, 50.0
_TO_SDR = (
    "zscale=t=linear:npl=100,format=gbrpf32le,zscale=p=bt709,"
    "tonemap=hable:desat=0:peak={peak:g},zscale=t=bt709:m=bt709:r=tv"
)


def can_be_kept(video: VideoFacts) -> bool:
    """Whether a picture is made for bright screens and its tags do not contradict that."""
    has_colours = video.primaries in {"", *WIDE} and (
        is_rgb(video) or video.matrix in {"", "bt2020nc"}
    )
    return video.dynamics is not Dynamics.SDR and video.bit_depth >= 10 and has_colours


def is_rgb(video: VideoFacts) -> bool:
    return video.pixel_format.startswith(("gbr", "rgb", "bgr"))


def is_ready(video: VideoFacts) -> bool:
    """Whether a picture has the colours of its range already, so that no copy of it need be made."""
    if video.dynamics is Dynamics.SDR:
        return video.primaries not in WIDE
    return video.primaries in {"", "bt2020"} and not is_rgb(video)


def of_copy(copy: VideoFacts, like: VideoFacts, kept: Dynamics) -> VideoFacts:
    """A copy of ours in the range for which it was made."""
    colours = COLOURS[kept]
    told = replace(
        copy,
        primaries=colours.primaries,
        transfer=colours.transfer,
        matrix=colours.matrix,
        dynamics=kept,
    )
    if kept is Dynamics.SDR:
        return told
    return replace(
        told,
        bit_depth=10,
        mastering=believed_mastering(like.mastering),
        light=believed_light(like.light),
    )


def as_published(video: VideoFacts) -> VideoFacts:
    """A bright picture in the colours of its range, with what can be believed of its brightness."""
    colours = COLOURS[video.dynamics]
    return replace(
        video,
        primaries=colours.primaries,
        transfer=colours.transfer,
        matrix=colours.matrix,
        mastering=believed_mastering(video.mastering),
        light=believed_light(video.light),
    )


def into(video: VideoFacts, kept: Dynamics) -> list[str]:
    """The filters that bring a film to the range for which a copy is made."""
    if kept is not Dynamics.SDR:
        return [] if is_ready(video) else _to_its_range(video)
    if video.dynamics is not Dynamics.SDR:
        return _to_standard(video)
    return [] if is_ready(video) else _narrowed(video)


def after(video: VideoFacts, kept: Dynamics) -> VideoFacts:
    """What those filters leave."""
    if kept is not Dynamics.SDR:
        published = as_published(video)
        return published if is_ready(video) else replace(published, colour_range="tv")
    standard = replace(video, matrix="bt709", colour_range="tv", dynamics=Dynamics.SDR)
    is_standard = video.dynamics is Dynamics.SDR and is_ready(video)
    return video if is_standard else standard


def _to_its_range(video: VideoFacts) -> list[str]:
    """From the colours of a master to those of its range."""
    colours, told = COLOURS[video.dynamics], video.primaries or COLOURS[video.dynamics].primaries
    source = "min=gbr:rangein=full" if is_rgb(video) else f"min={colours.matrix}"
    wanted = f"p={colours.primaries}:t={colours.transfer}:m={colours.matrix}:r=limited"
    return [f"zscale=pin={told}:tin={colours.transfer}:{source}:{wanted}", "format=yuv420p10le"]


def _narrowed(video: VideoFacts) -> list[str]:
    """From wide primaries in the standard range, as of BT.2020 or P3, to those of BT.709, where the curve is the same."""
    usual = "bt2020nc" if video.primaries == "bt2020" else "bt709"
    is_full = is_rgb(video) or video.colour_range in {"pc", "full", "jpeg"}
    matrix = "gbr" if is_rgb(video) else video.matrix if video.matrix in _SAID else usual
    source = f"tin=bt709:min={matrix}:rangein={'full' if is_full else 'limited'}"
    return [f"zscale=pin={video.primaries}:{source}:p=bt709:t=bt709:m=bt709:r=limited"]


def _to_standard(video: VideoFacts) -> list[str]:
    """Tone mapping; a picture for bright screens whose other tags are missing or cannot be meant is BT.2020."""
    primaries = video.primaries if video.primaries in WIDE else "bt2020"
    has_rgb = video.matrix == "gbr" and video.pixel_format.startswith("gbr")
    matrix = video.matrix if has_rgb or video.matrix.startswith("bt2020") else "bt2020nc"
    # Said, because the filter would believe whatever a film says of itself.
    mapping = _TO_SDR.format(peak=_peak(video))
    if (primaries, matrix) == (video.primaries, video.matrix):
        return [mapping]
    return [f"setparams=color_primaries={primaries}:colorspace={matrix}", mapping]


def compared(video: VideoFacts) -> str:
    """The filters through which both sides of a comparison go.

    No open measure knows bright screens: both are mapped alike, with the same peak, to the range that VMAF was
    trained on.
    """
    if video.dynamics is Dynamics.SDR:
        return "format=yuv420p"
    colours = COLOURS[video.dynamics]
    tags = f"{declared(video)}:colorspace={colours.matrix}:range=tv"
    return f"{tags},{_TO_SDR.format(peak=_peak(video))},format=yuv420p"


def _peak(video: VideoFacts) -> float:
    """The film's brightest over the white of a standard screen."""
    light, screen = believed_light(video.light), believed_mastering(video.mastering)
    brightest = (light and light.pixel) or (screen and screen.brightest) or _USUAL_PEAK
    return brightest / _WHITE


def believed_mastering(told: Mastering | None) -> Mastering | None:
    """What was told of the screen, if there can be such a screen; its primaries as red, green, blue.

    Nothing is made up for what is missing: half a description is none.
    """
    if told is None or told.darkest is None or told.brightest is None:
        return None
    has_range = 0 <= told.darkest < 5 and _LEAST <= told.brightest <= _MOST
    points = (*told.primaries, told.white)
    has_points = all(0 < x < 1 and 0 < y < 1 and x + y <= 1 for x, y in points)
    red = max(told.primaries)
    green = max(told.primaries, key=lambda point: point[1])
    rest = [point for point in told.primaries if point not in {red, green}]
    # The standard only suggests an order, and films come in several.
    if not (has_range and has_points and len(rest) == 1):
        return None
    return replace(told, primaries=(red, green, rest[0]))


def believed_light(told: Light | None) -> Light | None:
    """What was told of the brightest pixel and frame, if light can be so."""
    is_possible = told is not None and 0 < told.pixel <= _MOST and told.frame <= told.pixel
    return told if is_possible else None


def x265_words(video: VideoFacts) -> tuple[str, ...]:
    """What x265 writes beside the picture: chromaticities in 1/50,000, brightness in 1/10,000 cd/m²."""
    words = []
    if screen := believed_mastering(video.mastering):
        red, green, blue = (_pair(point, 50_000) for point in screen.primaries)
        most, least = (round(10_000 * (each or 0)) for each in (screen.brightest, screen.darkest))
        white = _pair(screen.white, 50_000)
        words.append(f"master-display=G{green}B{blue}R{red}WP{white}L({most},{least})")
    if light := believed_light(video.light):
        words.append(f"max-cll={light.pixel},{light.frame}")
    return tuple(words)


def svt_words(video: VideoFacts) -> tuple[str, ...]:
    """The same for SVT-AV1, in whole units."""
    words = []
    if screen := believed_mastering(video.mastering):
        red, green, blue = (_pair(point) for point in screen.primaries)
        limits = f"L({screen.brightest:g},{screen.darkest:g})"
        words.append(f"mastering-display=G{green}B{blue}R{red}WP{_pair(screen.white)}{limits}")
    if light := believed_light(video.light):
        words.append(f"content-light={light.pixel},{light.frame}")
    return tuple(words)


def _pair(point: Chromaticity, unit: int = 0) -> str:
    x, y = (round(each * unit) if unit else each for each in point)
    return f"({x:g},{y:g})"
