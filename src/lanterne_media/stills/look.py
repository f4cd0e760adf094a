"""How a frame of any film becomes an upright still with square pixels and the colours that JPEG expects."""

from __future__ import annotations

from lanterne_media.model import Dynamics, FieldOrder, VideoFacts
from lanterne_media.reference import cropped

_MATRICES = {"bt709": "bt709", "bt470bg": "bt601", "smpte170m": "bt601", "bt2020nc": "bt2020", "bt2020c": "bt2020"}  # fmt: skip
_TRANSFERS = {Dynamics.PQ: "smpte2084", Dynamics.HLG: "arib-std-b67"}
_PARITIES = {FieldOrder.TOP_FIRST: "tff", FieldOrder.BOTTOM_FIRST: "bff"}


def whole_frame(video: VideoFacts) -> list[str]:
    """Make frames of fields, when neighbouring frames are there to compare with."""
    parity = _PARITIES.get(video.field_order)
    return [f"bwdif=mode=send_frame:parity={parity}"] if parity else []


def one_field(video: VideoFacts) -> list[str]:
    """Keep one field, when frames are too far apart for their neighbours to help."""
    return ["field=type=top"] if video.field_order in _PARITIES else []


def jpeg_colours(video: VideoFacts, width: int, height: int) -> list[str]:
    """Resize, then tone-map what is brighter than a page can show; JPEG is full range in the BT.601 matrix."""
    if video.dynamics is Dynamics.SDR:
        into = f"in_color_matrix={_matrix(video)}:in_range={_range(video)}"
        return [cropped(video) + _scale(width, height, into), *_JPEG]
    # Small first: the arithmetic of light is done in floating point.
    return [
        f"{cropped(video)}scale={width}:{height}:flags=area",
        f"zscale=tin={_TRANSFERS[video.dynamics]}:pin=bt2020:min=bt2020nc:t=linear:npl=100",
        "format=gbrpf32le",
        "zscale=p=bt709",
        "tonemap=hable:desat=0",
        "zscale=t=bt709:m=bt709:r=tv",
        "format=yuv420p",
        _scale(width, height, "in_color_matrix=bt709:in_range=tv"),
        *_JPEG,
    ]


_JPEG = ("setsar=1", "format=yuv420p")


def _scale(width: int, height: int, colours: str) -> str:
    return f"scale={width}:{height}:flags=area:{colours}:out_color_matrix=bt601:out_range=pc"


def _matrix(video: VideoFacts) -> str:
    return _MATRICES.get(
        video.matrix, "bt709" if min(video.width, video.height) >= 720 else "bt601"
    )


def _range(video: VideoFacts) -> str:
    return "pc" if video.colour_range in {"pc", "full", "jpeg"} else "tv"
