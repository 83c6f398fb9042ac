"""Is the process alive (`/healthz`), can it serve (`/readyz`), what does it count (`/metrics`)."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from parta.platform import valkey


def healthz(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"status": "ok"})


def readyz(request: HttpRequest) -> HttpResponse:
    """200 when PostgreSQL and Valkey answer; else 503 and which of them does not."""
    state = {"postgresql": postgresql_answers(), "valkey": valkey.answers()}
    return JsonResponse(state, status=200 if all(state.values()) else 503)


def metrics(request: HttpRequest) -> HttpResponse:
    return HttpResponse(generate_latest(), content_type=CONTENT_TYPE_LATEST)


def postgresql_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True
