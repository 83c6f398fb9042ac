"""What the holder of a link gets, and what everybody else does not."""

import time
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import obstore
import pytest

from media.app import make_app
from media.ranges import Part, Unsatisfiable, Whole, asked_range
from protocol.objects import object_store
from protocol.tickets import FileLink, sign

SECRET = "a secret of this test, long enough for all"
CONTENT = bytes(range(256)) * 4


@pytest.fixture
async def media(tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    store = object_store("", data=tmp_path)
    obstore.put(store, "org/1/photo.png", CONTENT)
    obstore.put(store, "org/1/page.html", b"<script>alert(1)</script>")
    transport = httpx.ASGITransport(make_app(store, secret=SECRET))
    async with httpx.AsyncClient(transport=transport, base_url="http://media.test") as client:
        yield client


def link(key: str = "org/1/photo.png", *, name: str = "", lives: float = 60, secret: str = SECRET) -> str:
    return "/" + sign(FileLink(key=key, exp=time.time() + lives, name=name), secret=secret)


async def test_a_link_gives_the_whole_file(media: httpx.AsyncClient) -> None:
    response = await media.get(link())

    assert response.status_code == 200
    assert response.content == CONTENT
    assert response.headers["Content-Type"] == "image/png"
    assert response.headers["Content-Disposition"] == "inline"
    assert response.headers["Accept-Ranges"] == "bytes"


@pytest.mark.parametrize(
    "bad",
    [
        pytest.param(link(lives=-1), id="expired"),
        pytest.param(link(secret="another secret, also long enough for all"), id="signed by another"),
        pytest.param(link("org/1/missing.png"), id="no such file"),
        pytest.param(link("../secret"), id="out of the store"),
        pytest.param("/org/1/photo.png", id="bare key"),
        pytest.param("/nonsense", id="no link"),
    ],
)
async def test_anything_but_a_good_link_is_not_found(media: httpx.AsyncClient, bad: str) -> None:
    response = await media.get(bad)

    assert response.status_code == 404
    assert response.content in {b"", b"Not Found"}


@pytest.mark.parametrize(
    ("header", "status", "content"),
    [
        ("bytes=0-9", 206, CONTENT[:10]),
        ("bytes=1000-", 206, CONTENT[1000:]),
        ("bytes=-24", 206, CONTENT[-24:]),
        ("bytes=1000-5000", 206, CONTENT[1000:]),
        ("bytes=0-1,5-6", 200, CONTENT),
        ("lines=1-2", 200, CONTENT),
        ("bytes=1024-", 416, b""),
    ],
)
async def test_a_part_can_be_asked_for(media: httpx.AsyncClient, header: str, status: int, content: bytes) -> None:
    response = await media.get(link(), headers={"Range": header})

    assert response.status_code == status
    assert response.content == content
    if status == 206:
        assert response.headers["Content-Range"].endswith("/1024")


async def test_a_part_of_another_version_is_not_given(media: httpx.AsyncClient) -> None:
    response = await media.get(link(), headers={"Range": "bytes=0-9", "If-Range": '"another"'})

    assert response.status_code == 200
    assert response.content == CONTENT


async def test_what_the_browser_holds_already_is_not_sent_again(media: httpx.AsyncClient) -> None:
    etag = (await media.get(link())).headers["ETag"]

    response = await media.get(link(), headers={"If-None-Match": etag})

    assert response.status_code == 304
    assert response.content == b""


async def test_head_tells_the_size_and_sends_nothing(media: httpx.AsyncClient) -> None:
    response = await media.head(link())

    assert response.headers["Content-Length"] == "1024"
    assert response.content == b""


async def test_a_page_in_a_file_can_do_nothing(media: httpx.AsyncClient) -> None:
    response = await media.get(link("org/1/page.html"))

    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert response.headers["X-Content-Type-Options"] == "nosniff"


async def test_a_named_link_is_a_download_under_that_name(media: httpx.AsyncClient) -> None:
    response = await media.get(link(name="Расписание 7А.png"))

    assert response.headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''%D0%A0")


async def test_no_cookie_is_set_and_none_matters(media: httpx.AsyncClient) -> None:
    response = await media.get(link(), headers={"Cookie": "sessionid=somebody"})

    assert response.status_code == 200
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics"])
async def test_the_process_tells_how_it_is(media: httpx.AsyncClient, path: str) -> None:
    assert (await media.get(path)).status_code == 200


def test_ranges_of_an_empty_object() -> None:
    assert asked_range("", size=0) == Whole()
    assert asked_range("bytes=0-", size=0) == Unsatisfiable()
    assert asked_range("bytes=2-1", size=5) == Whole()
    assert asked_range("bytes=-9", size=5) == Part(start=0, end=5)
