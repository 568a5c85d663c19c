"""The server's door and what lies behind it, over real requests."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from aiohttp import WSServerHandshakeError
from aiohttp.test_utils import TestClient, TestServer

from bot.panels import Outcome, Sent
from tests.web.small import small_web, standing, words

MEMBERS = "members-token-long"
MANAGERS = "managers-token-long"

Client = TestClient[Any, Any]


@asynccontextmanager
async def client(folder: Path, **changes: Any) -> AsyncIterator[Client]:
    web, _ = small_web(folder, **changes)
    async with TestClient(TestServer(web.app())) as opened:
        yield opened


def own(opened: Client) -> dict[str, str]:
    return {"Origin": f"http://127.0.0.1:{opened.port}"}


async def test_the_page_comes_with_strict_headers(tmp_path: Path) -> None:
    async with client(tmp_path) as opened:
        answer = await opened.get("/")
        assert answer.status == 200
        assert answer.headers["Content-Security-Policy"] == (
            "default-src 'none'; script-src 'self'; style-src 'self'; "
            "img-src 'self'; connect-src 'self'; form-action 'none'; "
            "frame-ancestors 'none'; base-uri 'none'"
        )
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["Content-Type"] == "text/html; charset=utf-8"


async def test_errors_come_with_the_same_headers(tmp_path: Path) -> None:
    async with client(tmp_path) as opened:
        for path in ("/nothing", "/static/nothing.js", "/pictures/nothing.png"):
            answer = await opened.get(path)
            assert answer.status == 404
            assert answer.headers["X-Content-Type-Options"] == "nosniff"


async def test_health_is_plain(tmp_path: Path) -> None:
    async with client(tmp_path) as opened:
        answer = await opened.get("/healthz")
        assert (answer.status, await answer.text()) == (200, "ok")


async def test_the_pages_files_are_known_again_by_their_tag(tmp_path: Path) -> None:
    async with client(tmp_path) as opened:
        first = await opened.get("/static/main.js")
        assert first.headers["Content-Type"] == "text/javascript; charset=utf-8"
        tag = {"If-None-Match": first.headers["ETag"]}
        assert (await opened.get("/static/main.js", headers=tag)).status == 304


async def test_the_pages_files_are_kept_until_they_change(tmp_path: Path) -> None:
    async with client(tmp_path) as opened:
        page = await opened.get("/")
        assert page.headers["Cache-Control"] == "no-cache"
        named = re.findall(r'"(/static/[^"]+)"', await page.text())
        assert len(named) > 20
        forever = "max-age=31536000, immutable"
        for address in named:
            answer = await opened.get(address)
            assert answer.headers["Cache-Control"] == forever, address
        other = await opened.get("/static/0123456789ab/main.js")
        assert (other.status, other.headers["Cache-Control"]) == (200, "no-cache")


async def test_the_pages_files_come_packed_where_they_may(tmp_path: Path) -> None:
    async with client(tmp_path) as opened:
        for coding, packed in (("gzip", "gzip"), ("identity", None)):
            asked = {"Accept-Encoding": coding}
            answer = await opened.get("/static/style.css", headers=asked)
            assert answer.headers.get("Content-Encoding") == packed
            assert answer.headers["Vary"] == "Accept-Encoding"
            assert (await answer.text()).startswith("/* Two themes")


@pytest.mark.parametrize(("path", "status"), [("/healthz", 200), ("/", 403)])
async def test_beyond_loopback_health_is_told_under_any_name(
    tmp_path: Path, path: str, status: int
) -> None:
    far = {"host": "0.0.0.0", "token": MEMBERS, "hosts": ("study.example.org",)}
    async with client(tmp_path, **far) as opened:
        answer = await opened.get(path, headers={"Host": "10.0.0.3:8080"})
        assert answer.status == status


@pytest.mark.parametrize("path", ["/", "/healthz", "/session", "/static/main.js"])
async def test_another_host_is_refused(tmp_path: Path, path: str) -> None:
    async with client(tmp_path) as opened:
        answer = await opened.get(path, headers={"Host": "evil.example"})
        assert answer.status == 403


@pytest.mark.parametrize("origin", [None, "http://evil.example", "null"])
async def test_another_origin_opens_no_socket_and_uploads_nothing(
    tmp_path: Path, origin: str | None
) -> None:
    headers = {"Origin": origin} if origin else {}
    async with client(tmp_path) as opened:
        with pytest.raises(WSServerHandshakeError) as refused:
            await opened.ws_connect("/socket", headers=headers)
        assert refused.value.status == 403
        answer = await opened.post("/upload", data=b"x", headers=headers)
        assert answer.status == 403


@pytest.mark.parametrize(
    "name", ["..%2f..%2fetc%2fpasswd", ".hidden.png", "a.png%00", "C:x.png"]
)
async def test_a_pictures_name_is_never_a_path(tmp_path: Path, name: str) -> None:
    (tmp_path / ".hidden.png").write_bytes(b"secret")
    async with client(tmp_path) as opened:
        assert (await opened.get(f"/pictures/{name}")).status == 404


async def test_without_the_token_only_the_empty_page_is_shown(tmp_path: Path) -> None:
    async with client(tmp_path, token=MEMBERS) as opened:
        assert (await opened.get("/")).status == 200
        assert (await opened.get("/healthz")).status == 200
        for path in ("/session", "/pictures/a.png", "/files/a"):
            assert (await opened.get(path)).status == 401
        answer = await opened.post("/upload", data=b"x", headers=own(opened))
        assert answer.status == 401
        with pytest.raises(WSServerHandshakeError) as refused:
            await opened.ws_connect("/socket", headers=own(opened))
        assert refused.value.status == 401


async def test_the_token_is_turned_into_a_cookie(tmp_path: Path) -> None:
    async with client(tmp_path, token=MEMBERS) as opened:
        answer = await opened.get("/", params={"token": MEMBERS})
        cookie = answer.headers["Set-Cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=Strict" in cookie
        assert MEMBERS not in cookie
        session = await opened.get("/session")
        assert (session.status, await session.json()) == (200, {"manages": False})


@pytest.mark.parametrize("proxies", ["https", "HTTPS", "https, http"])
async def test_behind_https_the_cookie_is_secure(tmp_path: Path, proxies: str) -> None:
    async with client(tmp_path, token=MEMBERS) as opened:
        https = {"X-Forwarded-Proto": proxies}
        answer = await opened.get("/", params={"token": MEMBERS}, headers=https)
        assert "Secure" in answer.headers["Set-Cookie"]


async def test_a_wrong_token_sets_no_cookie(tmp_path: Path) -> None:
    async with client(tmp_path, token=MEMBERS) as opened:
        answer = await opened.get("/", params={"token": "wrong"})
        assert "Set-Cookie" not in answer.headers
        assert (await opened.get("/session")).status == 401


async def test_the_managers_token_lets_managers_in(tmp_path: Path) -> None:
    async with client(tmp_path, token=MEMBERS, manager_token=MANAGERS) as opened:
        await opened.get("/", params={"token": MANAGERS})
        assert await (await opened.get("/session")).json() == {"manages": True}


async def test_a_large_upload_is_refused(tmp_path: Path) -> None:
    async with client(tmp_path) as opened:
        most = 5 * 1024 * 1024
        answer = await opened.post(
            "/upload", data=BytesIO(b"x" * most), headers=own(opened)
        )
        assert answer.status == 200
        answer = await opened.post(
            "/upload", data=BytesIO(b"x" * (most + 2)), headers=own(opened)
        )
        assert (answer.status, await answer.text()) == (
            413,
            "That file is too large. 5 MB is the most: split the deck in two.",
        )


async def test_a_huge_frame_closes_the_socket(tmp_path: Path) -> None:
    async with (
        client(tmp_path) as opened,
        opened.ws_connect("/socket", headers=own(opened)) as socket,
    ):
        await socket.send_str("x" * 300_000)
        await socket.receive()
        assert socket.close_code == 1009


@pytest.mark.parametrize("said", ["x", "{}", '{"type":"run","id":1,"line":"/quiz"}'])
async def test_nonsense_or_no_hello_closes_the_socket(
    tmp_path: Path, said: str
) -> None:
    async with (
        client(tmp_path) as opened,
        opened.ws_connect("/socket", headers=own(opened)) as socket,
    ):
        await socket.send_str(said)
        await socket.receive()
        assert socket.close_code == 1008


async def test_what_nobody_sees_is_still_sent(tmp_path: Path) -> None:
    web, _ = small_web(tmp_path)
    outcome: Outcome = await web.show(standing(words("Hello"), 7))
    assert outcome == Sent("web:7")
