"""The HTTP door of every domain: the API object, who is calling, refusals as problem+json, headers."""

import json
import sys
import uuid
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import structlog
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError, ValidationError
from ninja.security import SessionAuth

from parta.platform import errors
from parta.platform.config import config
from parta.platform.logs import current_request_id, set_request_id

log = structlog.get_logger(__name__)

Respond = Callable[[HttpRequest], HttpResponse]

# PostgreSQL is away or restarting, or would not wait for a lock: no bug, and soon over.
DATABASE_AWAY = (OperationalError, InterfaceError)


class Problem(Schema):
    """A refusal (RFC 9457). `code` is one of the contract's error codes, `params` its values."""

    type: str = "about:blank"
    title: str
    status: int
    code: str
    params: dict[str, Any]


class SignedIn(SessionAuth):
    """Somebody is signed in, by session cookie and CSRF token."""

    param_name = "parta_session"
    """As the contract calls the cookie; without PARTA_URL its real name carries the port."""

    def authenticate(self, request: HttpRequest, key: str | None) -> object | None:
        if not request.user.is_authenticated:
            raise errors.Unauthenticated
        return request.user


signed_in = SignedIn()


def make_api() -> NinjaAPI:
    """The one API; domains hang their routers on it in `parta/urls.py`. Public endpoints say `auth=None`."""
    api = NinjaAPI(title="Parta", version="1", auth=signed_in, docs_url=None, openapi_url=None, urls_namespace="api")
    api.exception_handler(errors.AppError)(lambda request, error: problem_response(error))
    api.exception_handler(ValidationError)(lambda request, error: problem_response(invalid_fields(error)))
    api.exception_handler(HttpError)(lambda request, error: problem_response(from_ninja(error)))
    api.exception_handler(Http404)(lambda request, error: problem_response(errors.NotFound()))
    api.exception_handler(Exception)(lambda request, error: problem_response(bug_or_away(error)))
    return api


def problem_response(error: errors.AppError) -> HttpResponse:
    response = HttpResponse(
        json.dumps(error.as_problem(), ensure_ascii=False, default=str),
        status=error.status,
        content_type="application/problem+json",
    )
    if isinstance(error, errors.TooMany):
        response["Retry-After"] = str(error.params["retry_after"])
    return response


def invalid_fields(error: ValidationError) -> errors.InvalidFields:
    """Name each field and the rule that it breaks; the value itself is not repeated."""
    return errors.InvalidFields(
        fields=[
            {"field": ".".join(str(part) for part in problem["loc"][2:] or problem["loc"][1:]), "rule": problem["type"]}
            for problem in error.errors
        ]
    )


def from_ninja(error: HttpError) -> errors.AppError:
    """Ninja's own refusals: a body that is no JSON (400), a failed CSRF check (403)."""
    if error.status_code == HTTPStatus.FORBIDDEN:
        return errors.Forbidden()
    return errors.InvalidFields(fields=[{"field": "", "rule": "json"}])


def bug_or_away(error: BaseException | None) -> errors.AppError:
    if isinstance(error, DATABASE_AWAY):
        log.warning("postgresql does not answer", error=str(error))
        return errors.Unavailable()
    log.error("request failed", exc_info=error)
    return errors.InternalError(request_id=current_request_id())


def no_such_address(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's answer to an address that no door has, in our form."""
    return problem_response(errors.NotFound())


def failed_before_the_door(request: HttpRequest) -> HttpResponse:
    """Django's answer when a middleware failed, in our form; the failure itself Django logs."""
    error = sys.exception()
    if isinstance(error, DATABASE_AWAY):
        response = problem_response(bug_or_away(error))
        # One line has said it; Django would print a hundred more for every request until PostgreSQL is back.
        response._has_been_logged = True  # type: ignore[attr-defined]  # Django's own mark
        return response
    return problem_response(errors.InternalError(request_id=current_request_id()))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's answer to a missing CSRF token, in our form."""
    return problem_response(errors.Forbidden())


def client_address(request: HttpRequest) -> str:
    """Who called, believing as many X-Forwarded-For entries as there are proxies of ours."""
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
    if config.trusted_proxies and len(hops) >= config.trusted_proxies:
        return hops[-config.trusted_proxies]
    return str(request.META.get("REMOTE_ADDR", ""))


def from_loopback(request: HttpRequest) -> bool:
    """The caller sits at this very machine, with no proxy between."""
    return client_address(request) in {"127.0.0.1", "::1"} and "X-Forwarded-For" not in request.headers


class RequestIdMiddleware:
    """Give each request an id that stands in its log lines and in the answer."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        structlog.contextvars.clear_contextvars()
        request_id = uuid.uuid4().hex
        set_request_id(request_id)
        response = self.get_response(request)
        response["X-Request-Id"] = request_id
        return response


class SecurityHeadersMiddleware:
    """Strict headers on everything that `web` answers; nothing is loaded from elsewhere."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response
        self.csp = "; ".join(
            [
                "default-src 'self'",
                f"connect-src 'self' {config.public_socket_url.removesuffix('/ws')}",
                "img-src 'self' data: blob:",
                "style-src 'self'",
                "script-src 'self'",
                "object-src 'none'",
                "base-uri 'none'",
                "form-action 'self'",
                "frame-ancestors 'none'",
            ]
        )

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response["Content-Security-Policy"] = self.csp
        response["X-Content-Type-Options"] = "nosniff"
        response["Referrer-Policy"] = "same-origin"
        response["Cross-Origin-Opener-Policy"] = "same-origin"
        response["Permissions-Policy"] = "camera=(self), microphone=(self), geolocation=()"
        if config.public_url.startswith("https://"):
            response["Strict-Transport-Security"] = "max-age=31536000"
        return response
