"""Whatever is typed, pressed or forged: a Refusal with a way out, or an answer."""

import contextlib
import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from bot import wording
from bot.commands import walk
from bot.errors import NotAllowed, Refusal
from bot.panels import Form, Options, Quote, Upload
from bot.routes import ACTIONS, COMMANDS
from tests.engine.several import BENNY, link
from tests.engine.world import ADA, BEN, World, directly, rows, token, tokens

NASTY = (
    "\x00",
    "a\x00b",
    "\ud800",
    "x" * 10_000,
    "9" * 5_000,
    "\u202egnp.exe",
    "👩🏽‍🚀🏳️‍🌈" * 40,
    "<!channel> @everyone <@123> </quiz:1>",
    "'; drop table attempts; --",
    "{0} %s ${x} {{7*7}}",
    "``` ~~~ **_",
    "[x](javascript:alert(1))",
    "\n\n\n",
    "İıſß",
    "-1",
    "1e309",
    "NaN",
)


def _refusal(call: Callable[..., object], *args: object) -> str:
    """What is said where a call is refused; nothing where it is answered."""
    try:
        call(*args)
    except Refusal as refusal:
        return str(refusal)
    return ""


@pytest.fixture(autouse=True)
def _a_card_is_open(world: World) -> None:
    world.live_to(0, 9)


@pytest.mark.parametrize("text", NASTY)
def test_any_text_in_any_option_is_answered_or_refused(world: World, text: str) -> None:
    for name, command in walk():
        for option in command.options:
            said = _refusal(world.ask, ADA, name, {option.name: text})
            assert len(said) < 600
        with pytest.raises(Refusal):
            world.ask(ADA, name, {text: "x"})
    with pytest.raises(Refusal, match="There is no command"):
        world.ask(ADA, text, {})


@pytest.mark.parametrize("text", NASTY)
def test_any_text_in_any_field_of_any_press_is_answered_or_refused(
    world: World, text: str
) -> None:
    names = ("text", "picks", "choice", "zone", "time", "days", "reminder", "theme")
    for action in ACTIONS:
        for argument in ("1", "1:0", ""):
            given = dict.fromkeys(names, text)
            said = _refusal(world.touch, ADA, f"{action}:{argument}", given)
            assert len(said) < 600


@pytest.mark.parametrize("text", NASTY)
def test_any_token_is_answered_or_refused(world: World, text: str) -> None:
    forged = (text, f"answer:{text}", f"{text}:1", f"choose:1:{text}", "", "no.such:1")
    for one in forged:
        with pytest.raises(Refusal):
            world.touch(BEN, one, {})


@pytest.mark.parametrize("text", ["\x00", "a\x00b", "\u202egnp", "@everyone", "👩🏽‍🚀"])
def test_what_was_typed_is_shown_as_typed(world: World, text: str) -> None:
    shown = world.press(
        BEN, token(world.drop(), "Answer").replace("answer", "commit"), text=text
    )

    assert Quote(text) in shown.blocks


def test_any_name_is_taken(world: World) -> None:
    for text in NASTY:
        world.check(replace(BEN, name=text))

        assert len(rows(world.run(ADA, "leaderboard"))) == 1


MANAGING = {
    "deck.use",
    "deck.remove",
    "schedule",
    "set.time",
    "set.zone",
    "set.wishes",
    "set.preview",
    "set.days",
    "set.decks",
    "set.more",
    "set.typed",
    "drop.now",
    "drop.pause",
    "drop.resume",
    "drop.skip",
    "drop.off",
}


@pytest.mark.parametrize("action", sorted(ACTIONS))
def test_each_press_checks_again_who_may_manage(world: World, action: str) -> None:
    values = {"choice": "12:00", "time": "12:00"}
    refused = False
    try:
        world.touch(BEN, f"{action}:1:0", values)
    except NotAllowed as refusal:
        refused = str(refusal) == wording.refusals.only_for_managers("test")
    except Refusal:
        pass

    assert refused == (action in MANAGING)


@pytest.mark.parametrize("action", sorted(MANAGING | {"board"}))
def test_what_belongs_to_a_channel_is_refused_in_direct_messages(
    world: World, action: str
) -> None:
    lost = replace(directly(ADA), manages=True)
    given = "week:channel" if action == "board" else "1:0"
    with pytest.raises(NotAllowed, match="in a channel only"):
        world.touch(lost, f"{action}:{given}", {"choice": "12:00"})


@pytest.mark.parametrize("name", [name for name, row in walk() if row.on("test")])
def test_each_command_works_or_is_refused_in_direct_messages(
    world: World, name: str
) -> None:
    row = dict(walk())[name]
    given: Options = {"deck": "basics", "file": Upload("deck.toml", b"")}
    needed = {one.name: given[one.name] for one in row.options if one.required}
    if name == "settings unlink":
        link(world, BEN, BENNY)
    if row.personal:
        world.ask(directly(BEN), name, needed)
        return
    with pytest.raises(NotAllowed, match="in a channel only"):
        world.ask(directly(BEN), name, needed)


def test_every_token_of_every_panel_is_known_and_short(world: World) -> None:
    seen: set[str] = set()
    queue = [world.drop()]
    for name in COMMANDS:
        if name not in ("deck import", "drop now"):
            options = {"deck": "basics"} if name in ("deck show", "deck export") else {}
            with contextlib.suppress(Refusal):
                queue.append(world.panel(world.ask(ADA, name, options)))
    while queue:
        panel = queue.pop()
        for found in tokens(panel):
            assert found.split(":")[0] in ACTIONS
            assert len(found) <= 100
            shape = re.sub(r"\d+", "0", found)
            if shape in seen or "delete" in found:
                continue
            seen.add(shape)
            try:
                response = world.touch(ADA, found, {"picks": "0", "choice": "1"})
            except Refusal:
                continue
            if not isinstance(response, Form):
                queue.append(world.panel(response))
    assert len(seen) > 20


def test_only_forms_that_say_so_open(world: World) -> None:
    for action, row in ACTIONS.items():
        assert world.engine.opens_form(f"{action}:1") == row.form
        try:
            response = world.touch(ADA, f"{action}:1:0", {"text": "x", "picks": "0"})
        except Refusal:
            continue
        assert row.form or not isinstance(response, Form)
    assert not world.engine.opens_form("nonsense")
