"""Delivering the files of a stream: the address is checked first, and no database is asked."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from http import HTTPStatus
from os import stat_result
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from lanterne.core import clock
from lanterne.core.errors import Refused
from lanterne.playback import ranges, services, tracks
from lanterne.playback.addresses import MediaAddress

_TYPES = {
    ".mpd": "application/dash+xml",
    ".m3u8": "application/vnd.apple.mpegurl",
    ".m4s": "video/mp4",
    ".mp4": "video/mp4",
    ".vtt": "text/vtt; charset=utf-8",
    ".jpg": "image/jpeg",
    ".json": "application/json",
}
_MANIFESTS = {".mpd", ".m3u8"}
_STATUS = {
    services.BadAddress: HTTPStatus.FORBIDDEN,
    services.AddressExpired: HTTPStatus.GONE,
    services.NoSuchFile: HTTPStatus.NOT_FOUND,
}
_BLOCK = 256 * 1024
# Up to here a part is read at once: one piece passes the server's border faster than many.
_WHOLE = 2 * 1024 * 1024


@require_safe
def serve(
    request: HttpRequest, token: str, expires: str, session: str, path: str
) -> HttpResponseBase:
    """Answer GET and HEAD, whole or one range."""
    address = MediaAddress(token, expires, session, path)
    try:
        file = services.open_segment(address=address, at=clock.now())
    except (services.BadAddress, services.AddressExpired, services.NoSuchFile) as refused:
        return _guarded(_refused(refused))
    if address.without and file.suffix in _MANIFESTS:
        return _guarded(_described(file, address.without))
    return _guarded(_delivered(request, file))


def _described(file: Path, without: Collection[str]) -> HttpResponse:
    """A description without the tracks that the session may not have: the one file that is not sent as it lies."""
    drop = tracks.mpd_without if file.suffix == ".mpd" else tracks.hls_without
    text = drop(file.read_text(encoding="utf-8"), without)
    headers = {"Cache-Control": _kept(file)}
    return HttpResponse(text, content_type=_content_type(file), headers=headers)


def _refused(refused: Refused) -> HttpResponse:
    status = _STATUS[type(refused)]
    return HttpResponse(f"{refused}\n", content_type="text/plain; charset=utf-8", status=status)


def _guarded(response: HttpResponseBase) -> HttpResponseBase:
    """Signed addresses must not travel on in a Referer, nor a file become a page."""
    response["Referrer-Policy"] = "no-referrer"
    response["X-Content-Type-Options"] = "nosniff"
    response.setdefault("Cache-Control", "no-store")
    return response


def _delivered(request: HttpRequest, file: Path) -> HttpResponseBase:
    # Only what a player needs is delivered: a report beside the streams is not for viewers.
    if file.suffix not in _TYPES:
        return _refused(services.NoSuchFile("There is no such file."))
    if settings.SENDFILE:
        return _handed_over(file)
    fact = file.stat()
    etag, changed = f'"{fact.st_mtime_ns:x}-{fact.st_size:x}"', int(fact.st_mtime)
    unchanged = get_conditional_response(request, etag=etag, last_modified=changed)
    response = unchanged or _part(request, file, fact, etag)
    response["ETag"], response["Last-Modified"] = etag, http_date(changed)
    response["Accept-Ranges"] = "bytes"
    response["Cache-Control"] = _kept(file)
    return response


def _handed_over(file: Path) -> HttpResponse:
    """For nginx to send, which sees to ranges and conditions by itself; only these headers outlive the handing over."""
    headers = {
        "X-Accel-Redirect": f"{settings.SENDFILE}{file.relative_to(settings.STREAMS)}",
        "Content-Type": _content_type(file),
        "Cache-Control": _kept(file),
    }
    return HttpResponse(headers=headers)


def _kept(file: Path) -> str:
    is_manifest = file.suffix in _MANIFESTS
    return "private, no-cache" if is_manifest else "private, max-age=31536000, immutable"


def _part(request: HttpRequest, file: Path, fact: stat_result, etag: str) -> HttpResponseBase:
    wanted = request.headers.get("Range", "") if _range_holds(request, fact, etag) else ""
    whole = ranges.Part(0, fact.st_size, fact.st_size)
    try:
        part = ranges.read(wanted, fact.st_size)
    except ranges.Unsatisfiable:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{fact.st_size}"})
    response = _body(request, file, part or whole)
    if part:
        response.status_code = HTTPStatus.PARTIAL_CONTENT
        response["Content-Range"] = part.header
    return response


def _range_holds(request: HttpRequest, fact: stat_result, etag: str) -> bool:
    """If-Range: a part of another version of the file must not be glued to this one."""
    condition = request.headers.get("If-Range")
    return condition in (None, etag, http_date(int(fact.st_mtime)))


def _body(request: HttpRequest, file: Path, part: ranges.Part) -> HttpResponseBase:
    headers = {"Content-Type": _content_type(file), "Content-Length": str(part.length)}
    if request.method == "HEAD":
        return HttpResponse(headers=headers)
    if part.length > _WHOLE:
        return StreamingHttpResponse(_blocks(file, part), headers=headers)
    return HttpResponse(_octets(file, part), headers=headers)


def _content_type(file: Path) -> str:
    is_sound = file.suffix in {".m4s", ".mp4"} and "audio" in file.parts[-4:-1]
    return "audio/mp4" if is_sound else _TYPES[file.suffix]


def _octets(file: Path, part: ranges.Part) -> bytes:
    # In one read, past the buffer: joining pieces would copy them all once more.
    with file.open("rb", buffering=0) as source:
        source.seek(part.start)
        return source.read(part.length)


def _blocks(file: Path, part: ranges.Part) -> Iterator[bytes]:
    with file.open("rb") as source:
        source.seek(part.start)
        left = part.length
        while left and (block := source.read(min(_BLOCK, left))):
            left -= len(block)
            yield block
