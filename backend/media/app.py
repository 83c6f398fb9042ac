"""Serve bytes to whoever holds a signed link that has not expired.

This origin knows nobody: it reads no cookie and sets none, and what it serves may not run. In production a reverse
proxy, S3 or a CDN may take its place.
"""

import mimetypes
import time
from collections.abc import AsyncIterator
from email.utils import format_datetime
from typing import cast
from urllib.parse import quote

import obstore
from obstore.store import ObjectStore
from prometheus_client import CONTENT_TYPE_LATEST, Counter, generate_latest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from media.config import config
from media.ranges import Part, Unsatisfiable, Whole, asked_range
from protocol.objects import object_store
from protocol.tickets import BadToken, FileLink, verify

CHUNK_BYTES = 256 * 1024
# What a browser shows or plays without running anything; all the rest is offered as a download.
SHOWN_IN_PLACE = ("image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "audio/", "video/", "text/vtt")
ON_EVERYTHING = {
    "Content-Security-Policy": "sandbox; default-src 'none'; img-src 'self'; media-src 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    # The page that shows a file lives at another port or name of the same site; a player fetches with CORS.
    "Cross-Origin-Resource-Policy": "same-site",
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Content-Range, Accept-Ranges, Content-Length",
}

served = Counter("parta_media_responses_total", "Answers of the media process", ["status"])
served_bytes = Counter("parta_media_bytes_total", "Bytes of files sent")


def make_app(store: ObjectStore, *, secret: str) -> Starlette:
    app = Starlette(
        routes=[
            Route("/healthz", healthz),
            Route("/readyz", readyz),
            Route("/metrics", metrics),
            Route("/{token}", serve_file, methods=["GET", "HEAD"]),
        ]
    )
    app.state.store = store
    app.state.secret = secret
    return app


async def serve_file(request: Request) -> Response:
    """One object, or the part of it that `Range` names; 404 for a bad link, whatever is wrong with it."""
    response = await _file_response(request)
    for name, value in ON_EVERYTHING.items():
        response.headers[name] = value
    served.labels(status=response.status_code).inc()
    return response


async def healthz(request: Request) -> Response:
    return JSONResponse({"status": "ok"})


async def readyz(request: Request) -> Response:
    """200 when the store answers."""
    store: ObjectStore = request.app.state.store
    try:
        # Any answer will do, that there is no such object too.
        await obstore.head_async(store, "readyz")
    except FileNotFoundError:
        pass
    except Exception as error:
        # obstore has as many kinds of failure as there are stores.
        return JSONResponse({"store": False, "reason": type(error).__name__}, status_code=503)
    return JSONResponse({"store": True})


async def metrics(request: Request) -> Response:
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)


async def _file_response(request: Request) -> Response:
    store: ObjectStore = request.app.state.store
    now = time.time()
    try:
        link = verify(request.path_params["token"], FileLink, secret=request.app.state.secret, now=now)
        meta = await obstore.head_async(store, link.key)
    except (BadToken, FileNotFoundError, ValueError):
        # ValueError: a key that no store takes, such as one with "..".
        return Response(status_code=404, headers={"Cache-Control": "no-store"})
    size = meta["size"]
    headers = {
        "Accept-Ranges": "bytes",
        "Cache-Control": f"private, max-age={max(0, int(link.exp - now))}",
        "Last-Modified": format_datetime(meta["last_modified"], usegmt=True),
        **_kind_and_name(link),
    }
    if etag := meta["e_tag"]:
        headers["ETag"] = etag
        if request.headers.get("If-None-Match") == etag:
            return Response(status_code=304, headers=headers)
    asked = asked_range(_range_header(request, etag=etag), size=size)
    match asked:
        case Unsatisfiable():
            return Response(status_code=416, headers=headers | {"Content-Range": f"bytes */{size}"})
        case Whole():
            part, status = Part(start=0, end=size), 200
        case Part():
            part, status = asked, 206
            headers["Content-Range"] = f"bytes {part.start}-{part.end - 1}/{size}"
    headers["Content-Length"] = str(part.end - part.start)
    if request.method == "HEAD" or part.start == part.end:
        return Response(status_code=status, headers=headers)
    return StreamingResponse(_bytes_of(store, link.key, part), status_code=status, headers=headers)


def _range_header(request: Request, *, etag: str | None) -> str:
    """The range asked for, unless the asker holds a part of another version (`If-Range`)."""
    held = request.headers.get("If-Range")
    return "" if held is not None and held != etag else request.headers.get("Range", "")


def _kind_and_name(link: FileLink) -> dict[str, str]:
    kind = mimetypes.guess_type(link.name or link.key)[0] or "application/octet-stream"
    if not link.name and kind.startswith(SHOWN_IN_PLACE):
        return {"Content-Type": kind, "Content-Disposition": "inline"}
    name = quote(link.name or link.key.rsplit("/", 1)[-1], safe="")
    return {
        # A kind that a browser may run (HTML, SVG) must not even look like one.
        "Content-Type": kind if kind.startswith(SHOWN_IN_PLACE) else "application/octet-stream",
        "Content-Disposition": f"attachment; filename*=UTF-8''{name}",
    }


async def _bytes_of(store: ObjectStore, key: str, part: Part) -> AsyncIterator[bytes]:
    found = await obstore.get_async(store, key, options={"range": (part.start, part.end)})
    async for chunk in found.stream(min_chunk_size=CHUNK_BYTES):
        sent = bytes(cast(memoryview, chunk))
        served_bytes.inc(len(sent))
        yield sent


app = make_app(object_store(config.s3_url, data=config.data), secret=config.secret)
