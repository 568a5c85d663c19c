"""The npm package `emulate`: a Web API of Slack's that others wrote, in Node."""

import asyncio
import json
import shutil
import socket
import subprocess
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web

VERSIONS = {20: "0.11.2", 24: "0.12.2"}
"""By Node's own, the newest that each of them runs."""

TEAM, ADMIN, CHANNEL = "T000000001", "U000000001", "C000000001"
BOT = "U000000009"
TOKEN, ADMINS = "xoxb-local-test", "xoxp-local-test"

# It listens everywhere, so it is told where before it comes.
SCRIPT = """
import { once } from "node:events";
import net from "node:net";
const listen = net.Server.prototype.listen;
let listening;
net.Server.prototype.listen = function (port) {
  listening = once(this, "listening");
  return listen.call(this, port, "127.0.0.1");
};
const { createEmulator } = await import("emulate");
const { port, seed } = JSON.parse(process.argv[1]);
await createEmulator({ service: "slack", port, seed });
await listening;
console.log("ready");
process.stdin.on("end", () => process.exit(0)).resume();
"""


@dataclass
class Emulated:
    """Calls of the Web API with the app's token, or another's."""

    url: str
    session: aiohttp.ClientSession
    api_url: str = ""
    """By way of `forward`."""

    async def forward(self, request: web.Request) -> web.Response:
        """What stands in the address, in the body: it looks there alone."""
        kept = ("Authorization", "Content-Type")
        headers = {key: request.headers[key] for key in kept if key in request.headers}
        body: Any = await request.read()
        if request.query:
            body = dict(request.query)
            headers.pop("Content-Type", None)
        url = f"{self.url}{request.path}"
        async with self.session.post(url, data=body, headers=headers) as answer:
            return web.Response(
                body=await answer.read(),
                status=answer.status,
                content_type=answer.content_type,
            )

    async def call(
        self, method: str, token: str = TOKEN, **given: Any
    ) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {token}"}
        url = f"{self.url}/api/{method}"
        async with self.session.post(url, json=given, headers=headers) as answer:
            found: dict[str, Any] = await answer.json()
        assert found["ok"], (method, found)
        return found

    async def data(self, url: str) -> bytes:
        headers = {"Authorization": f"Bearer {TOKEN}"}
        async with self.session.get(url, headers=headers) as answer:
            return await answer.read()


def version() -> str | None:
    """Which one Node can run here; None where there is none, or no Node."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return None
    said = subprocess.run([node, "--version"], capture_output=True, text=True).stdout
    major = int(said.strip().removeprefix("v").partition(".")[0])
    return VERSIONS.get(max((one for one in VERSIONS if one <= major), default=0))


@asynccontextmanager
async def served(
    method: str, path: str, handler: Callable[[web.Request], Awaitable[web.Response]]
) -> AsyncIterator[str]:
    """A small server of our own, for as long as the block lasts."""
    app = web.Application()
    app.router.add_route(method, path, handler)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    try:
        yield f"http://{host}:{port}"
    finally:
        await runner.cleanup()


@asynccontextmanager
async def emulated(folder: Path, scopes: list[str]) -> AsyncIterator[Emulated]:
    """Installed into `folder`, with a workspace in which the app has these scopes."""
    wanted = f"emulate@{version()}"
    npm = ("npm", "install", "--prefix", str(folder), "--ignore-scripts", wanted)
    await asyncio.to_thread(subprocess.run, npm, check=True, capture_output=True)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    app = {"client_id": "1.2", "client_secret": "x", "name": "Studybot"}
    bot = {"bot_name": "studybot", "bot_id": "B000000009", "bot_user_id": BOT}
    human = {"token": ADMINS, "user_id": ADMIN}
    token = {"token": TOKEN, "user_id": BOT, "bot_id": "B000000009"}
    slack = {
        "strict_scopes": True,
        "oauth_apps": [app | bot | {"redirect_uris": [], "scopes": scopes}],
        "tokens": [human, token | {"scopes": scopes, "bot_user_id": BOT}],
    }
    process = await asyncio.create_subprocess_exec(
        *("node", "--input-type=module", "-e", SCRIPT),
        json.dumps({"port": port, "seed": {"slack": slack}}),
        cwd=folder,
        stdin=PIPE,
        stdout=PIPE,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        while (line := await process.stdout.readline()).strip() != b"ready":
            assert line, "it did not start"
        async with aiohttp.ClientSession() as session:
            there = Emulated(f"http://127.0.0.1:{port}", session)
            async with served("*", "/api/{method}", there.forward) as address:
                there.api_url = f"{address}/api/"
                invited = {"channel": CHANNEL, "users": BOT}
                await there.call("conversations.invite", ADMINS, **invited)
                yield there
    finally:
        process.stdin.close()
        await process.wait()
