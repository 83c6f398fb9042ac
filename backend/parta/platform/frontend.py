"""Serve the built web app: hashed assets for ever, the shell for every address that is a page."""

import mimetypes
from pathlib import Path

from django.core.exceptions import SuspiciousFileOperation
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.utils._os import safe_join

from parta.platform.config import config
from parta.platform.http import Respond

NOT_PAGES = ("/api/", "/_allauth/", "/healthz", "/readyz", "/metrics")


class FrontendMiddleware:
    """Answer GETs that are not for the API from the folder of the built web app."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in {"GET", "HEAD"} or request.path.startswith(NOT_PAGES):
            return self.get_response(request)
        found = built_file(request.path)
        if found is not None:
            return served(found, immutable=request.path.startswith("/assets/"))
        shell = config.frontend_dist / "index.html"
        if "." in request.path.rsplit("/", 1)[-1] or not shell.is_file():
            return HttpResponse(status=404)
        return served(shell, immutable=False)


def built_file(path: str) -> Path | None:
    try:
        found = Path(safe_join(config.frontend_dist, path.lstrip("/")))
    except SuspiciousFileOperation:
        return None
    return found if found.is_file() else None


def served(file: Path, *, immutable: bool) -> FileResponse:
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    if file.suffix == ".webmanifest":
        kind = "application/manifest+json"
    response = FileResponse(file.open("rb"), content_type=kind)
    response["Cache-Control"] = "public, max-age=31536000, immutable" if immutable else "no-cache"
    return response
