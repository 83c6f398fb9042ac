"""What every answer of `web` has, whichever domain gives it."""

from pathlib import Path

import psycopg
import pytest
from django.db import connection
from django.test import Client, RequestFactory

from parta.platform import frontend
from parta.platform.config import config
from parta.platform.http import client_address, from_loopback


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A built web app of two files."""
    dist = tmp_path / "dist"
    (dist / "assets").mkdir(parents=True)
    (dist / "index.html").write_text("<!doctype html><title>Парта</title>", encoding="utf-8")
    (dist / "assets" / "app-1a2b.js").write_text("1", encoding="utf-8")
    (tmp_path / "secret.txt").write_text("not for the world", encoding="utf-8")
    monkeypatch.setattr(frontend, "config", config.model_copy(update={"frontend_dist": dist}))
    return dist


@pytest.mark.parametrize("path", ["/", "/messages/17/4", "/join/abc"])
def test_every_page_is_the_shell_which_is_asked_for_anew(built: Path, path: str) -> None:
    response = Client().get(path)

    assert response.status_code == 200
    assert "Парта" in response.getvalue().decode()
    assert response["Cache-Control"] == "no-cache"


def test_hashed_assets_are_kept_for_ever(built: Path) -> None:
    response = Client().get("/assets/app-1a2b.js")

    assert response.getvalue() == b"1"
    assert "immutable" in response["Cache-Control"]


@pytest.mark.parametrize(
    "path", ["/assets/gone-1.js", "/../secret.txt", "/assets/../../secret.txt", "/%2e%2e/secret.txt"]
)
def test_a_file_that_is_not_of_the_built_app_is_not_served(built: Path, path: str) -> None:
    response = Client().get(path)

    assert response.status_code == 404


def test_answers_carry_strict_headers_and_a_request_id(built: Path) -> None:
    response = Client().get("/")

    assert "script-src 'self'" in response["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert len(response["X-Request-Id"]) == 32
    response.getvalue()


@pytest.mark.django_db
def test_an_unknown_address_of_the_api_is_a_plain_404() -> None:
    assert Client().get("/api/no-such-thing").status_code == 404


@pytest.mark.parametrize(
    ("forwarded", "proxies", "address"),
    [
        ("", 0, "10.1.1.1"),
        ("6.6.6.6", 0, "10.1.1.1"),
        ("6.6.6.6, 9.9.9.9", 1, "9.9.9.9"),
        ("6.6.6.6, 9.9.9.9", 2, "6.6.6.6"),
        ("6.6.6.6", 2, "10.1.1.1"),
    ],
)
def test_only_our_own_proxies_are_believed_about_an_address(
    monkeypatch: pytest.MonkeyPatch, forwarded: str, proxies: int, address: str
) -> None:
    monkeypatch.setattr("parta.platform.http.config", config.model_copy(update={"trusted_proxies": proxies}))
    request = RequestFactory().get(
        "/", REMOTE_ADDR="10.1.1.1", headers={"X-Forwarded-For": forwarded} if forwarded else {}
    )

    assert client_address(request) == address


def test_who_comes_through_a_proxy_is_not_on_loopback() -> None:
    direct = RequestFactory().get("/", REMOTE_ADDR="127.0.0.1")
    proxied = RequestFactory().get("/", REMOTE_ADDR="127.0.0.1", headers={"X-Forwarded-For": "8.8.8.8"})

    assert from_loopback(direct)
    assert not from_loopback(proxied)


@pytest.mark.django_db(transaction=True)
def test_while_postgresql_is_away_the_answer_is_to_come_again() -> None:
    browser = Client(raise_request_exception=False)
    assert browser.get("/api/installation").status_code == 200

    end_our_line_to_postgresql()
    refused = browser.get("/api/installation")
    connection.close()

    assert (refused.status_code, refused.json()["code"]) == (503, "platform.unavailable")
    assert browser.get("/api/installation").status_code == 200


def end_our_line_to_postgresql() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        row = cursor.fetchone()
    assert row is not None
    with psycopg.connect(**connection.get_connection_params()) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [row[0]])
