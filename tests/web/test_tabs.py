"""A member who has the page open twice: what is theirs is in both tabs."""

from pathlib import Path

from tests.web.small import small_web
from tests.web.test_conversation import page, said


async def test_a_change_of_picture_theme_reaches_each_tab_of_the_member(
    tmp_path: Path,
) -> None:
    web, _ = small_web(tmp_path)
    async with page(web) as opened, opened.tab("Ada") as one, opened.tab("Ada") as two:
        for tab in (one, two):
            await tab.heard("welcome")
        for tab, theme in ((one, "dark"), (two, "light"), (one, "dark")):
            await tab.ask("run", line=f"/settings set theme:{theme}")
            assert (await one.heard("theme"))["theme"] == theme
            assert (await two.heard("theme"))["theme"] == theme


async def test_a_word_on_a_press_reaches_the_other_tabs_of_the_member_alone(
    tmp_path: Path,
) -> None:
    web, _ = small_web(tmp_path)
    async with (
        page(web) as opened,
        opened.tab("Ada") as one,
        opened.tab("Ada") as two,
        opened.tab("Eve") as eve,
    ):
        for tab in (one, two, eve):
            await tab.heard("welcome")
        await one.ask("press", token="lock:2", message="m1")
        told = await two.heard("note")
        assert (told["key"], said(told)) == ("m1", "Locked in: B.")
        for tab in (one, eve):
            await tab.say({"type": "ping", "id": 9})
            assert (await tab.heard("pong", "note"))["type"] == "pong"
