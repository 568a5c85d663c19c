"""What a tab asks over its socket, and what it is answered."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer

from adapters.web import Web
from bot import wording
from bot.panels import (
    ChannelId,
    Direct,
    Gone,
    MemberId,
    MessageId,
    Panel,
    Post,
    Public,
    Sent,
)
from bot.typeset import Theme
from tests.web.small import (
    ANSWER,
    CHANNEL,
    SmallEngine,
    drop,
    small_web,
    standing,
    words,
)

Frame = dict[str, Any]


class Page:
    """A page without a browser: says frames, waits for the kind it wants."""

    def __init__(self, client: TestClient[Any, Any]) -> None:
        self.client = client
        self.own = {"Origin": f"http://127.0.0.1:{client.port}"}

    @asynccontextmanager
    async def tab(
        self, name: str, zone: str = "", *, narrow: bool = False
    ) -> AsyncIterator["Tab"]:
        async with self.client.ws_connect("/socket", headers=self.own) as socket:
            tab = Tab(socket)
            hello = {"type": "hello", "name": name, "zone": zone, "narrow": narrow}
            await tab.say(hello)
            yield tab


class Tab:
    def __init__(self, socket: Any) -> None:
        self.socket = socket
        self.id = 0

    async def say(self, frame: Frame) -> None:
        await self.socket.send_json(frame)

    async def heard(self, *kinds: str) -> Frame:
        while True:
            frame: Frame = await self.socket.receive_json(timeout=5)
            if frame["type"] in kinds:
                return frame

    async def ask(self, type: str, **frame: Any) -> Frame:
        self.id += 1
        await self.say({"type": type, "id": self.id, **frame})
        answer = await self.heard("reply", "form", "refusal", "choices", "pong")
        assert answer["id"] == self.id
        return answer


@asynccontextmanager
async def page(web: Web) -> AsyncIterator[Page]:
    async with TestClient(TestServer(web.app())) as client:
        yield Page(client)


def said(post: Frame) -> str:
    spans = [
        span
        for block in post["panel"]["blocks"]
        if block["kind"] == "paragraph"
        for span in block["spans"]
    ]
    return "".join(span["text"] for span in spans)


async def test_a_welcome_brings_what_stands_and_what_can_be_typed(
    tmp_path: Path,
) -> None:
    web, _ = small_web(tmp_path)
    async with page(web) as opened, opened.tab(" Ada  Lovelace ") as tab:
        welcome = await tab.heard("welcome")
        assert welcome["name"] == "Ada Lovelace"
        assert welcome["member"] == "web:ada-lovelace"
        assert welcome["channel"] == "study"
        assert [post["key"] for post in welcome["posts"]] == ["m1"]
        assert "drop set" in [command["name"] for command in welcome["commands"]]
        picture = welcome["posts"][0]["panel"]["blocks"][0]["images"][0]
        assert picture["alt"] == "Why is the bound tight?"
        answer = await opened.client.get(picture["dark"])
        assert (answer.status, answer.content_type) == (200, "image/png")
        assert "immutable" in answer.headers["Cache-Control"]


async def test_members_are_not_offered_what_only_managers_may_do(
    tmp_path: Path,
) -> None:
    token = "members-token-long"
    web, _ = small_web(tmp_path, token=token)
    async with page(web) as opened:
        await opened.client.get("/", params={"token": token})
        async with opened.tab("Ada") as tab:
            names = [c["name"] for c in (await tab.heard("welcome"))["commands"]]
            assert "drop status" in names
            assert "drop set" not in names
            refusal = await tab.ask("run", line="/drop now")
            assert refusal["text"] == "Only managers may do this."


async def test_a_bad_name_is_refused_and_another_may_be_said(tmp_path: Path) -> None:
    web, _ = small_web(tmp_path)
    async with page(web) as opened, opened.tab("!!!") as tab:
        refusal = await tab.heard("refusal")
        assert (refusal["id"], "letter or digit" in refusal["text"]) == (0, True)
        await tab.say({"type": "hello", "name": "Ada"})
        assert (await tab.heard("welcome"))["member"] == "web:ada"


async def test_a_caller_is_who_said_hello_with_the_zone_of_the_browser(
    tmp_path: Path,
) -> None:
    engine = SmallEngine()
    web, _ = small_web(tmp_path, engine)
    async with page(web) as opened:
        async with opened.tab("Ada", "Europe/Berlin") as tab:
            await tab.heard("welcome")
            await tab.ask("run", line="/quiz")
        async with opened.tab("Eve", "Nowhere/Land") as tab:
            await tab.heard("welcome")
            await tab.ask("run", line="/quiz")
    ada, eve = engine.callers
    assert (ada.member, ada.name, ada.channel) == ("web:ada", "Ada", CHANNEL)
    assert (ada.zone, ada.manages, eve.zone) == ("Europe/Berlin", True, "")


async def test_a_form_opens_and_its_values_come_back(tmp_path: Path) -> None:
    web, _ = small_web(tmp_path)
    async with page(web) as opened, opened.tab("Ada") as tab:
        await tab.heard("welcome")
        form = await tab.ask("press", token="answer:1", message="m1")
        assert form["form"]["token"] == "typed:1"
        refused = await tab.ask("press", token="typed:1", values={"text": ["nonsense"]})
        assert refused["text"] == "Write a word or two."
        reply = await tab.ask("press", token="typed:1", values={"text": ["zero"]})
        panel = reply["posts"][0]["panel"]
        assert panel["blocks"][0] == {"kind": "quote", "text": "zero"}
        assert panel["picks"]["token"] == "save:1"


async def test_in_place_takes_the_place_of_the_private_message_pressed(
    tmp_path: Path,
) -> None:
    web, _ = small_web(tmp_path)
    async with page(web) as opened, opened.tab("Ada") as tab:
        await tab.heard("welcome")
        quiz = (await tab.ask("run", line="/quiz"))["posts"][0]
        assert (quiz["key"][0], quiz["private"]) == ("p", True)
        reply = await tab.ask("press", token="pick:A", message=quiz["key"])
        assert reply["posts"][0]["key"] == quiz["key"]


async def test_in_place_never_replaces_what_stands_in_the_channel(
    tmp_path: Path,
) -> None:
    web, _ = small_web(tmp_path)
    async with page(web) as opened, opened.tab("Ada") as tab:
        await tab.heard("welcome")
        reply = await tab.ask("press", token="pick:A", message="m1")
        assert reply["posts"][0]["key"] != "m1"


async def test_a_refusal_is_told_word_for_word(tmp_path: Path) -> None:
    web, _ = small_web(tmp_path)
    async with page(web) as opened, opened.tab("Ada") as tab:
        await tab.heard("welcome")
        refusal = await tab.ask("press", token="old:1")
        assert refusal["text"] == "This is over. Type /quiz."
        refusal = await tab.ask("run", line="/quizz")
        assert "Did you mean /quiz?" in refusal["text"]


async def test_a_fault_is_logged_and_told_without_its_cause(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    web, _ = small_web(tmp_path)
    async with page(web) as opened, opened.tab("Ada") as tab:
        await tab.heard("welcome")
        with caplog.at_level(logging.ERROR):
            refusal = await tab.ask("run", line="/progress")
        assert refusal["text"] == wording.refusals.FAULT
        assert "RuntimeError: a fault" in caplog.text


async def test_every_tab_sees_a_public_post_and_its_replacement(
    tmp_path: Path,
) -> None:
    web, painter = small_web(tmp_path)
    async with page(web) as opened, opened.tab("Ada") as ada, opened.tab("Eve") as eve:
        await ada.heard("welcome")
        await eve.heard("welcome")
        counted = drop(6)
        panel = Panel(counted.blocks, counted.title, ahead=(ANSWER,))
        assert await web.show(standing(panel)) == Sent("web:1")
        for tab in (ada, eve):
            post = (await tab.heard("post"))["post"]
            assert (post["key"], post["at"]) == ("m1", "2026-11-23T12:00:00+00:00")
            assert (said(post), post["private"]) == ("6 have answered", False)
        assert painter.asked == [
            (ANSWER, Theme.DARK, 900),
            (ANSWER, Theme.LIGHT, 900),
            (ANSWER, Theme.DARK, 600),
            (ANSWER, Theme.LIGHT, 600),
        ]


async def test_a_direct_post_goes_to_its_member_alone(tmp_path: Path) -> None:
    web, _ = small_web(tmp_path)
    async with page(web) as opened, opened.tab("Ada") as ada, opened.tab("Eve") as eve:
        await ada.heard("welcome")
        await eve.heard("welcome")
        to = Direct(MemberId("web:ada"), MessageId(8), "mark")
        assert await web.show(Post(words("A word to you"), to)) == Sent("web:8")
        await web.show(standing(words("To all"), 9))
        first = (await ada.heard("post"))["post"]
        assert (said(first), first["private"]) == ("A word to you", True)
        assert said((await eve.heard("post"))["post"]) == "To all"


async def test_a_post_to_another_channel_is_gone(tmp_path: Path) -> None:
    web, _ = small_web(tmp_path)
    to = Public(ChannelId("web:elsewhere"), MessageId(1), "mark")
    assert isinstance(await web.show(Post(words("x"), to)), Gone)


async def test_a_slow_picture_follows_its_private_reply(tmp_path: Path) -> None:
    web, painter = small_web(tmp_path, SmallEngine(posts=[]))
    async with page(web) as opened, opened.tab("Ada") as tab:
        await tab.heard("welcome")
        painter.gate = asyncio.Event()
        reply = await tab.ask("run", line="/quiz")
        post = reply["posts"][0]
        assert post["panel"]["blocks"][0]["pending"] is True
        painter.gate.set()
        redrawn = await tab.heard("redraw")
        assert (redrawn["key"], redrawn["turn"]) == (post["key"], reply["id"])
        assert redrawn["pictures"][0]["images"][0]["width"] == 900


@pytest.mark.parametrize(
    ("narrow", "first", "later"), [(True, [0, 1], [1, 1]), (False, [1, 0], [1, 1])]
)
async def test_pictures_of_the_tabs_own_width_come_first(
    tmp_path: Path, narrow: bool, first: list[int], later: list[int]
) -> None:
    web, _ = small_web(tmp_path)
    async with page(web) as opened, opened.tab("Ada", narrow=narrow) as tab:
        await tab.heard("welcome")
        reply = await tab.ask("run", line="/quiz")
        block = reply["posts"][0]["panel"]["blocks"][0]
        assert [len(block["images"]), len(block["narrow"])] == first
        (block,) = (await tab.heard("redraw"))["pictures"]
        assert [len(block["images"]), len(block["narrow"])] == later
        assert block["narrow"][0]["dark"] == "/pictures/question-dark-600.png"
        assert block["narrow"][0]["width"] == 600


async def test_what_stands_says_when_it_was_made(tmp_path: Path) -> None:
    made = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
    to = Public(CHANNEL, MessageId(1), "mark", made=made)
    web, _ = small_web(tmp_path, SmallEngine(posts=[Post(drop(5), to)]))
    async with page(web) as opened, opened.tab("Ada") as tab:
        (post,) = (await tab.heard("welcome"))["posts"]
        assert post["at"] == "2026-11-20T08:00:00+00:00"
        await web.show(Post(drop(6), to))
        assert (await tab.heard("post"))["post"]["at"] == post["at"]


async def test_the_question_above_the_boxes_is_their_one_heading(
    tmp_path: Path,
) -> None:
    web, _ = small_web(tmp_path)
    async with page(web) as opened, opened.tab("Ada") as tab:
        await tab.heard("welcome")
        reply = await tab.ask("press", token="reveal:1")
        panel = reply["posts"][0]["panel"]
        assert panel["picks"]["label"] == "Which of these did you say?"
        assert [block["kind"] for block in panel["blocks"]] == ["picture"]


async def test_a_picture_that_cannot_be_drawn_leaves_its_words(tmp_path: Path) -> None:
    web, painter = small_web(tmp_path)
    painter.broken = True
    async with page(web) as opened, opened.tab("Ada") as tab:
        block = (await tab.heard("welcome"))["posts"][0]["panel"]["blocks"][0]
        assert (block["images"], block["words"]) == ([], "Why is the bound tight?")


async def test_an_upload_goes_to_its_command_once(tmp_path: Path) -> None:
    web, _ = small_web(tmp_path)
    async with page(web) as opened, opened.tab("Ada") as tab:
        await tab.heard("welcome")
        headers = {**opened.own, "X-File-Name": "d%C3%A9ck.toml"}
        answer = await opened.client.post("/upload", data=b"12345", headers=headers)
        id = (await answer.json())["id"]
        reply = await tab.ask("run", line="/deck import", files={"file": id})
        assert said(reply["posts"][0]) == "déck.toml has 5 bytes"
        again = await tab.ask("run", line="/deck import", files={"file": id})
        assert "Choose it once more" in again["text"]


async def test_a_file_is_a_download_whatever_it_claims_to_be(tmp_path: Path) -> None:
    web, _ = small_web(tmp_path)
    async with page(web) as opened, opened.tab("Ada") as tab:
        await tab.heard("welcome")
        reply = await tab.ask("run", line="/deck export x")
        file = reply["posts"][0]["panel"]["blocks"][0]
        answer = await opened.client.get(file["href"])
        assert answer.headers["Content-Type"] == "application/octet-stream"
        assert answer.headers["Content-Disposition"] == (
            "attachment; filename*=UTF-8''%3Cdeck%3E.toml"
        )


async def test_a_change_of_picture_theme_is_told_at_once(tmp_path: Path) -> None:
    web, _ = small_web(tmp_path)
    async with page(web) as opened, opened.tab("Ada") as tab:
        assert (await tab.heard("welcome"))["theme"] is None
        await tab.ask("run", line="/settings dark")
        assert (await tab.heard("theme"))["theme"] == "dark"


async def test_choices_come_from_the_engine(tmp_path: Path) -> None:
    web, _ = small_web(tmp_path)
    async with page(web) as opened, opened.tab("Ada") as tab:
        await tab.heard("welcome")
        answer = await tab.ask("complete", command="quiz", option="deck", typed="gen")
        assert answer["choices"] == [
            {"label": "Generative models", "value": "generative", "chosen": False}
        ]


async def test_a_flood_is_told_to_wait_and_the_socket_stays(tmp_path: Path) -> None:
    web, _ = small_web(tmp_path)
    async with page(web) as opened, opened.tab("Ada") as tab:
        await tab.heard("welcome")
        for id in range(1, 101):
            await tab.say({"type": "press", "id": id, "token": "old:1"})
        texts = {(await tab.heard("refusal"))["text"] for _ in range(100)}
        assert texts == {
            "This is over. Type /quiz.",
            "That was a lot at once. Wait a moment, then go on.",
        }
        assert (await tab.ask("ping"))["type"] == "pong"


async def test_people_come_and_go_and_two_tabs_are_one_person(tmp_path: Path) -> None:
    web, _ = small_web(tmp_path)
    async with page(web) as opened, opened.tab("Eve") as eve:
        assert await people(eve) == ["Eve"]
        async with opened.tab("Ada"), opened.tab("ADA"):
            while len(here := await people(eve)) < 2:
                pass
            assert [name.casefold() for name in here] == ["ada", "eve"]
        while len(here := await people(eve)) > 1:
            pass
        assert here == ["Eve"]


async def people(tab: Tab) -> list[str]:
    frame = await tab.heard("people")
    assert frame["count"] == len(frame["people"])
    return [person["name"] for person in frame["people"]]


async def test_what_is_pushed_during_a_welcome_comes_after_it(tmp_path: Path) -> None:
    web, painter = small_web(tmp_path)
    painter.gate = asyncio.Event()
    async with page(web) as opened, opened.tab("Ada") as tab:
        await asyncio.sleep(0.05)  # the welcome waits for its picture now
        await web.show(standing(words("Newer"), 2))
        painter.gate.set()
        first = await tab.socket.receive_json(timeout=5)
        assert first["type"] == "welcome"
        assert said((await tab.heard("post"))["post"]) == "Newer"


async def test_a_tab_that_says_hello_again_hears_its_new_welcome_first(
    tmp_path: Path,
) -> None:
    web, painter = small_web(tmp_path)
    async with page(web) as opened, opened.tab("Ada") as tab:
        await tab.heard("welcome")
        painter.gate = asyncio.Event()
        await tab.say({"type": "hello", "name": "Eve", "zone": "", "narrow": True})
        await asyncio.sleep(0.05)  # the welcome waits for its picture now
        await web.show(standing(words("Newer"), 2))
        painter.gate.set()
        first = await tab.heard("welcome", "post")
        assert (first["type"], first["name"]) == ("welcome", "Eve")
        assert said((await tab.heard("post"))["post"]) == "Newer"


async def test_a_welcome_does_not_wait_for_slow_pictures(tmp_path: Path) -> None:
    web, painter = small_web(tmp_path)
    painter.gate = asyncio.Event()
    async with page(web) as opened, opened.tab("Ada") as tab:
        (post,) = (await tab.heard("welcome"))["posts"]
        assert post["panel"]["blocks"][0]["pending"] is True
        painter.gate.set()
        redrawn = await tab.heard("redraw")
        assert (redrawn["key"], redrawn["turn"]) == (post["key"], post["turn"])
        assert redrawn["pictures"][0]["images"][0]["width"] == 900


async def test_a_shutdown_tells_the_tabs(tmp_path: Path) -> None:
    web, _ = small_web(tmp_path)
    client = TestClient(TestServer(web.app()))
    await client.start_server()
    opened = Page(client)
    socket = await client.ws_connect("/socket", headers=opened.own)
    closing = asyncio.create_task(client.server.close())
    await socket.receive(timeout=5)
    assert socket.close_code == 1001
    await closing
    await client.close()
