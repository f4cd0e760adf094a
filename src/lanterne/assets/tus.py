"""Resumable uploads by the tus protocol 1.0.0: creation, creation with upload, termination.

Bytes and offsets are the business of ``assets.services``; this translates them into headers. Who may send what is the
business of the faces, which each have addresses of their own for it.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, UnreadablePostError

from lanterne.assets import services as assets
from lanterne.assets.services.uploads import LARGEST
from lanterne.core.errors import Refused

View = Callable[..., HttpResponse]
VERSION = "1.0.0"
BLOCK = 256 * 1024
BODY = "application/offset+octet-stream"
STATUSES: dict[type[Refused], int] = {
    assets.NoSuchUpload: 404,
    assets.WrongOffset: 409,
    assets.UploadTooLarge: 413,
}


class Malformed(Refused):
    """A header is missing or cannot be read."""


def protocol(view: View) -> View:
    """Speak version 1.0.0 and nothing else; refusals become the protocol's statuses."""

    @wraps(view)
    def spoken(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = _answer(view, request, *args, **kwargs)
        response["Tus-Resumable"] = VERSION
        return response

    return spoken


def _answer(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    if request.method == "OPTIONS":
        return _abilities()
    if request.headers.get("Tus-Resumable") != VERSION:
        return HttpResponse(status=412, headers={"Tus-Version": VERSION})
    try:
        return view(request, *args, **kwargs)
    except Refused as refusal:
        status = STATUSES.get(type(refusal), 400)
        return HttpResponse(str(refusal), status=status, content_type="text/plain; charset=utf-8")


def _abilities() -> HttpResponse:
    headers = {
        "Tus-Version": VERSION,
        "Tus-Extension": "creation,creation-with-upload,termination",
        "Tus-Max-Size": str(LARGEST),
    }
    return HttpResponse(status=204, headers=headers)


def began(
    request: HttpRequest, begin: Callable[[str, int], UUID], address: Callable[[UUID], str]
) -> HttpResponse:
    """Begin an upload of a name and a length, told where it goes on; the first bytes may come along."""
    if request.method != "POST":
        return _only("OPTIONS, POST")
    name = _metadata(request).get("filename", "")
    upload_id = begin(name, _whole_number(request, "Upload-Length"))
    response = HttpResponse(status=201)
    response["Location"] = request.build_absolute_uri(address(upload_id))
    if request.content_type == BODY:
        size = assets.append(upload_id=upload_id, offset=0, blocks=_blocks(request))
        response["Upload-Offset"] = str(size)
    return response


def went_on(request: HttpRequest, upload_id: UUID, actor: str) -> HttpResponse:
    """One upload: how far it is, more of it, or no more of it."""
    match _method(request):
        case "HEAD":
            return _offset(upload_id)
        case "PATCH":
            return _append(request, upload_id)
        case "DELETE":
            assets.abandon_upload(upload_id=upload_id, actor=actor)
            return HttpResponse(status=204)
    return _only("OPTIONS, HEAD, PATCH, DELETE")


def _offset(upload_id: UUID) -> HttpResponse:
    offset, length = assets.upload_offset(upload_id=upload_id)
    headers = {"Upload-Offset": str(offset), "Upload-Length": str(length)}
    return HttpResponse(headers={**headers, "Cache-Control": "no-store"})


def _append(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    if request.content_type != BODY:
        return HttpResponse(status=415)
    offset = _whole_number(request, "Upload-Offset")
    size = assets.append(upload_id=upload_id, offset=offset, blocks=_blocks(request))
    return HttpResponse(status=204, headers={"Upload-Offset": str(size)})


def _blocks(request: HttpRequest) -> Iterator[bytes]:
    """The body as it comes; a connection that breaks ends it, and what came before stays."""
    try:
        while block := request.read(BLOCK):
            yield block
    except UnreadablePostError:
        return


def _method(request: HttpRequest) -> str:
    """The protocol lets clients behind old proxies name their method in a header.

    Only in a POST: the forgery check looks at the real method and lets GET and HEAD through.
    """
    named = request.headers.get("X-HTTP-Method-Override") if request.method == "POST" else None
    return (named or request.method or "").upper()


def _metadata(request: HttpRequest) -> dict[str, str]:
    """Comma-separated pairs of a key and, after a space, its value in base 64."""
    pairs = (pair.split() for pair in request.headers.get("Upload-Metadata", "").split(","))
    return {pair[0]: _text(pair[1]) for pair in pairs if len(pair) == 2}


def _text(encoded: str) -> str:
    try:
        return base64.b64decode(encoded, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError) as error:
        raise Malformed("Upload-Metadata holds values in base 64.") from error


def _whole_number(request: HttpRequest, header: str) -> int:
    told = request.headers.get(header, "")
    if not (told.isascii() and told.isdigit()):
        raise Malformed(f"{header} is a whole number.")
    return int(told)


def _only(methods: str) -> HttpResponse:
    return HttpResponse(status=405, headers={"Allow": methods})
