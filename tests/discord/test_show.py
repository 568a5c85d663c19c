"""Posts to channels and members: once, or it is known why not."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import discord
import pytest

from adapters import sending
from adapters.discord import names, refs
from adapters.discord.gateway_cache import GatewayCache
from bot.panels import (
    Absent,
    Direct,
    Forbidden,
    Gone,
    Later,
    MessageId,
    Panel,
    Paragraph,
    Picture,
    Post,
    Public,
    Sent,
    Text,
    Unknown,
)
from bot.typeset import Face, FaceKind
from tests.discord.town import Town, alts, texts

MARK = "00ff00ff00ff00ff"


def said(text: str) -> Panel:
    return Panel((Paragraph((Text(text),)),), title="Card of the day")


def pictured(*bodies: str) -> Panel:
    faces = (Picture(Face(FaceKind.QUESTION, body)) for body in bodies)
    return Panel((*faces, Paragraph((Text("x"),))))


def public(town: Town, panel: Panel, **more: Any) -> Post:
    to = Public(names.channel(town.channel.id), MessageId(1), MARK, **more)
    return Post(panel, to)


def sends(town: Town) -> list[Any]:
    return [
        one
        for one in town.env.http_requests
        if one.method == "POST" and one.path.endswith("/messages")
    ]


async def chatter(town: Town, messages: int) -> None:
    for number in range(messages):
        await town.ben.send(town.channel, f"Chatter {number}")


async def test_a_post_is_sent_with_its_mark_as_the_nonce(town: Town) -> None:
    outcome = await town.discord.show(public(town, said("Hello")))

    message = town.channel.last_message
    assert message is not None
    assert isinstance(outcome, Sent)
    assert refs.read(outcome.ref).message == message.id
    (sent,) = sends(town)
    assert (sent.json["nonce"], sent.json["enforce_nonce"]) == (MARK, True)


async def test_pictures_that_take_long_leave_no_doubt_that_nothing_was_sent(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "PICTURES", 0.05)
    town.painter.seconds = 3600

    assert await town.discord.show(public(town, pictured("One"))) == Later(1.0)
    assert sends(town) == []


async def test_an_edit_names_the_files_that_stay_and_brings_the_new(
    town: Town,
) -> None:
    first = await town.discord.show(public(town, pictured("One")))
    assert isinstance(first, Sent)

    second = await town.discord.show(
        public(town, pictured("One", "Two"), ref=first.ref)
    )

    assert isinstance(second, Sent)
    before, after = refs.read(first.ref), refs.read(second.ref)
    assert set(before.files.items()) < set(after.files.items())
    assert len(after.files) == 2
    assert alts(town.channel.last_message) == ["One", "Two"]


async def test_where_kept_files_are_lost_all_are_sent_anew(town: Town) -> None:
    first = await town.discord.show(public(town, pictured("One")))
    assert isinstance(first, Sent)
    town.env.inject_error("PATCH", "/channels/*/messages/*", status=400)

    second = await town.discord.show(public(town, pictured("One"), ref=first.ref))

    assert isinstance(second, Sent)
    assert refs.read(second.ref).files != refs.read(first.ref).files


async def test_an_unsure_post_that_stands_is_found_and_not_sent_again(
    town: Town,
) -> None:
    first = await town.discord.show(public(town, said("Hello")))
    assert isinstance(first, Sent)

    second = await town.discord.show(public(town, said("Hello"), unsure=True))

    assert isinstance(second, Sent)
    assert refs.read(second.ref).message == refs.read(first.ref).message
    assert len(sends(town)) == 1


async def test_an_unsure_post_is_found_though_much_was_said_since(town: Town) -> None:
    first = await town.discord.show(public(town, said("Hello")))
    assert isinstance(first, Sent)
    await chatter(town, 120)

    second = await town.discord.show(public(town, said("Hello"), unsure=True))

    assert isinstance(second, Sent)
    assert refs.read(second.ref).message == refs.read(first.ref).message
    assert len(sends(town)) == 1


async def test_where_more_was_said_than_can_be_looked_through_a_post_stays_unknown(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.discord.transport.PAGES", 1)
    await chatter(town, 101)

    outcome = await town.discord.show(public(town, said("Hello"), unsure=True))

    assert outcome == Unknown("more was said there since than I can look through")
    assert sends(town) == []


async def test_nothing_is_looked_through_that_is_older_than_the_post(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.discord.transport.PAGES", 1)
    await chatter(town, 101)
    later = discord.utils.utcnow() + timedelta(hours=1)

    outcome = await town.discord.show(
        public(town, said("Hello"), unsure=True, made=later)
    )

    assert isinstance(outcome, Sent)


async def test_an_unsure_post_that_is_not_there_is_sent(town: Town) -> None:
    await town.discord.show(public(town, said("Another"), unsure=False))
    to = Public(names.channel(town.channel.id), MessageId(2), "beef" * 4, unsure=True)

    outcome = await town.discord.show(Post(said("Mine"), to))

    assert isinstance(outcome, Sent)
    assert "Mine" in texts(town.channel.last_message)


async def test_a_post_too_late_to_be_sent_is_only_looked_for(town: Town) -> None:
    first = await town.discord.show(public(town, said("Hello"), unsure=True, late=True))
    await town.discord.show(public(town, said("Hello")))
    second = await town.discord.show(public(town, said("Over"), unsure=True, late=True))

    assert first == Absent()
    assert isinstance(second, Sent)
    assert len(sends(town)) == 1


async def test_without_the_history_an_unsure_post_stays_unknown(town: Town) -> None:
    hidden = discord.PermissionOverwrite(read_message_history=False)
    await deny(town, hidden)

    outcome = await town.discord.show(public(town, said("Hello"), unsure=True))

    assert outcome == Unknown("I may not read the message history there")
    assert sends(town) == []


async def test_a_send_that_got_no_answer_is_looked_for_then_sent_again(
    town: Town,
) -> None:
    town.env.inject_error("POST", "/channels/*/messages", status=503)

    outcome = await town.discord.show(public(town, said("Hello")))

    assert isinstance(outcome, Sent)
    first, second = sends(town)
    assert first.json["nonce"] == second.json["nonce"] == MARK
    assert len(town.channel.history()) == 1


async def test_two_failures_and_nothing_there_is_tried_later(town: Town) -> None:
    town.env.inject_error("POST", "/channels/*/messages", status=503, times=2)

    outcome = await town.discord.show(public(town, said("Hello")))

    assert outcome == Later(20, unsure=True)
    assert town.channel.history() == []


async def test_two_failures_and_no_way_to_look_for_now_stay_in_doubt(
    town: Town,
) -> None:
    town.env.inject_error("*", "/channels/*/messages", status=503, times=None)

    outcome = await town.discord.show(public(town, said("Hello")))

    assert outcome == Later(20, unsure=True)


async def test_what_is_in_doubt_stays_so_until_it_has_been_looked_for(
    town: Town,
) -> None:
    town.env.inject_error("GET", "/channels/*/messages", status=503)
    first = await town.discord.show(public(town, said("Hello"), unsure=True))
    town.env.inject_error("POST", "/users/@me/channels", status=503)
    to = Direct(names.member(town.ben.id), MessageId(3), MARK, unsure=True)
    second = await town.discord.show(Post(said("A word"), to))
    await town.discord.close()
    third = await town.discord.show(public(town, said("Hello"), unsure=True))

    assert first == Later(20, unsure=True)
    assert second == Later(15, unsure=True)
    assert third == Later(5, unsure=True)
    assert sends(town) == []


async def test_two_failures_and_nothing_to_be_read_is_unknown(town: Town) -> None:
    await deny(town, discord.PermissionOverwrite(read_message_history=False))
    town.env.inject_error("POST", "/channels/*/messages", status=503, times=2)

    outcome = await town.discord.show(public(town, said("Hello")))

    assert outcome == Unknown("I may not read the message history there")


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (403, 50013, Forbidden),
        (403, 50001, Forbidden),
        (404, 10003, Gone),
        (429, 0, Later),
        (401, 0, Later),
        (400, 50035, Forbidden),
    ],
)
async def test_what_discord_says_is_passed_on(
    town: Town, status: int, code: int, kind: type
) -> None:
    town.env.inject_error(
        "POST", "/channels/*/messages", status=status, code=code, message="No."
    )

    outcome = await town.discord.show(public(town, said("Hello")))

    assert isinstance(outcome, kind)
    assert len(sends(town)) == 1


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [(404, 10008, Gone), (400, 30046, Forbidden), (429, 30046, Forbidden)],
)
async def test_an_edit_that_discord_refuses_is_told_apart(
    town: Town, status: int, code: int, kind: type
) -> None:
    first = await town.discord.show(public(town, said("Hello")))
    assert isinstance(first, Sent)
    town.env.inject_error("PATCH", "/channels/*/messages/*", status=status, code=code)

    outcome = await town.discord.show(public(town, said("Bye"), ref=first.ref))

    assert isinstance(outcome, kind)


async def test_a_token_that_is_no_longer_good_is_not_tried_again(town: Town) -> None:
    town.env.inject_error("POST", "/channels/*/messages", status=401, times=None)

    for _ in range(5):
        assert isinstance(await town.discord.show(public(town, said("x"))), Later)

    assert len(sends(town)) == 1


async def test_where_files_are_not_taken_the_words_are_sent(town: Town) -> None:
    town.env.inject_error("POST", "/channels/*/messages", status=403, code=50013)

    outcome = await town.discord.show(public(town, pictured("Why is that?")))

    assert isinstance(outcome, Sent)
    assert "Why is that?" in texts(town.channel.last_message)


async def test_a_word_to_a_member_goes_by_direct_message(town: Town) -> None:
    to = Direct(names.member(town.ben.id), MessageId(3), MARK)

    outcome = await town.discord.show(Post(said("A word"), to))

    assert isinstance(outcome, Sent)
    (message,) = town.ben.user.dm_channel.history()
    assert "A word" in texts(message)


async def test_a_thread_a_pin_and_a_role_are_wishes_of_a_new_message(
    town: Town,
) -> None:
    role = town.guild.create_role("Learners", mentionable=True)
    post = public(town, said("x"), thread="The day", pin=True, role=str(role.id))

    outcome = await town.discord.show(post)

    assert isinstance(outcome, Sent)
    (thread,) = town.channel.threads
    assert thread.name == "The day"
    assert [pin.id for pin in town.channel.pinned_messages()] == [
        refs.read(outcome.ref).message
    ]
    (sent,) = sends(town)
    assert sent.json["allowed_mentions"] == {"parse": [], "roles": [role.id]}


async def test_a_wish_that_fails_undoes_nothing(town: Town) -> None:
    town.env.inject_error("POST", "/channels/*/messages/*/threads", status=403)

    outcome = await town.discord.show(public(town, said("x"), thread="The day"))

    assert isinstance(outcome, Sent)


async def test_what_the_gateway_did_not_tell_is_not_known(town: Town) -> None:
    cache = GatewayCache(lambda: town.env.bot)
    role = town.guild.create_role("Learners", mentionable=True)
    shy = town.guild.create_role("Shy")
    await town.env.settle()

    assert cache.me() == town.env.bot.user.id
    assert (cache.may_read(1), cache.may_call(1, role.id)) == (None, None)
    assert cache.may_read(town.channel.id) is True
    assert cache.may_call(town.channel.id, shy.id) is True  # we may mention all
    await deny(town, discord.PermissionOverwrite(mention_everyone=False))
    assert cache.may_call(town.channel.id, shy.id) is False
    assert cache.may_call(town.channel.id, role.id) is True
    assert cache.may_call(town.channel.id, 1) is False
    assert GatewayCache(lambda: town.adapter().link).me() == 0


async def test_in_a_thread_the_permissions_of_its_channel_count(town: Town) -> None:
    message = await town.drop()
    thread = await message.create_thread(name="Talk")
    await deny(town, discord.PermissionOverwrite(read_message_history=False))

    assert GatewayCache(lambda: town.env.bot).may_read(thread.id) is False


def test_a_messages_id_says_since_when_it_stands() -> None:
    sent = refs.of({"id": "175928847299117063"}, 7).sent()

    assert sent.at == datetime(2016, 4, 30, 11, 18, 25, 796000, tzinfo=UTC)
    assert refs.read(sent.ref).message == 175928847299117063


def test_pictures_in_components_are_part_of_a_reference() -> None:
    message = {
        "id": "9",
        "attachments": [{"id": "1", "filename": "deck.toml"}],
        "components": [
            {
                "type": 17,
                "components": [
                    {
                        "type": 12,
                        "items": [
                            {
                                "media": {
                                    "url": "https://cdn/attachments/5/2/a-1.png?ex=1",
                                    "attachment_id": "2",
                                }
                            },
                            {"media": {"url": "https://cdn/attachments/5/3/b-1.png"}},
                        ],
                    }
                ],
            }
        ],
    }

    ref = refs.of(message, 5)

    assert ref.files == {"deck.toml": "1", "a-1.png": "2", "b-1.png": "3"}
    assert refs.read(ref.written()) == ref
    assert json.loads(ref.written())[:2] == [5, 9]


async def deny(town: Town, overwrite: discord.PermissionOverwrite) -> None:
    channel = town.env.bot.get_channel(town.channel.id)
    assert isinstance(channel, discord.TextChannel)
    await channel.set_permissions(channel.guild.default_role, overwrite=overwrite)
    await town.env.settle()
