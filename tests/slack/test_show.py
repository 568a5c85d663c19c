"""Posts of the engine's own: sent once, found again, edited, or known why not."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from adapters import sending
from adapters.slack import names, payloads, wire
from adapters.slack.limits import POST_GAP
from adapters.slack.refs import Ref
from bot.panels import Absent, Forbidden, Gone, Later, Post, Public, Sent, Unknown
from bot.wishes import Denied, Wish
from tests.clock import push_on
from tests.slack.peer import Channel, Kind, Message, Privacy
from tests.slack.peer.posting import Draft
from tests.slack.town import Town


async def ready(town: Town) -> None:
    """A channel whose card comes in an hour."""
    await town.say(town.ada, "drop set time:09:00 deck:basics")


def claimed(town: Town) -> Post:
    """It is nine: the card is handed out to be sent, and nobody has yet."""
    town.now = town.now.replace(hour=9)
    with town.store.transaction():
        (post,) = town.engine.due(town.now)
    return post


def chat(town: Town, messages: int) -> None:
    """Others talk."""
    for _ in range(messages):
        town.peer.posting.post(town.channel, town.ben.user, Draft("hello"))


def cards(town: Town) -> list[Message]:
    return [one for one in town.channel.messages if one.author.bot]


def uninvited(town: Town) -> Channel:
    return town.space.channel("exam", Privacy.PRIVATE, with_bot=False)


async def test_a_card_comes_with_its_picture_and_buttons(small: Town) -> None:
    drop = await small.drop()

    assert drop.pictures[0].data is not None
    assert drop.buttons[:2] == ["Answer", "Show answer"]
    assert drop.metadata is not None
    assert drop.metadata["event_type"] == "studybot"
    assert (drop.unfurl_links, drop.unfurl_media) == (False, False)


@pytest.mark.parametrize(
    "kind", [Kind.RESET_AFTER, Kind.TRUNCATED, Kind.STATUS_500, Kind.RESET_BEFORE]
)
async def test_a_lost_answer_makes_no_second_message(small: Town, kind: Kind) -> None:
    await ready(small)
    small.peer.fault("chat.postMessage", 1, kind)

    outcomes = await small.clock(hours=1)

    assert [type(one) for one in outcomes] == [Sent]
    assert len(small.channel.messages) == 1


async def test_a_message_that_comes_late_into_the_history_is_not_sent_again(
    small: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    await ready(small)
    small.peer.rules.history_delay = 0.3
    monkeypatch.setattr(small.slack._show, "_settle", 0.5)
    small.peer.fault("chat.postMessage", 1, Kind.RESET_AFTER)

    outcomes = await small.clock(hours=1)

    assert [type(one) for one in outcomes] == [Sent]
    assert len(small.channel.messages) == 1


async def test_pictures_that_take_long_leave_no_doubt_that_nothing_was_sent(
    small: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    small.space.scopes.discard("channels:history")
    await ready(small)
    monkeypatch.setattr(sending, "PICTURES", 0.05)
    small.painter.seconds = 3600

    assert await small.clock(hours=1) == [Later(1.0)]
    assert small.channel.messages == []
    small.painter.seconds = 0
    monkeypatch.setattr(sending, "PICTURES", 40)
    push_on(monkeypatch, 1)  # the pause between two messages of a channel
    assert [type(one) for one in await small.clock(seconds=1)] == [Sent]
    assert len(small.channel.messages) == 1


async def test_where_the_app_may_not_look_it_does_not_send_twice(small: Town) -> None:
    small.space.scopes.discard("channels:history")
    await ready(small)
    small.peer.fault("chat.postMessage", 1, Kind.RESET_AFTER)

    (outcome, *_) = await small.clock(hours=1)

    assert outcome == Unknown("I may not read the message history there")
    assert len(small.channel.messages) == 1


@pytest.mark.parametrize("arrives", [True, False])
async def test_a_reminder_with_a_lost_answer_is_looked_for_where_the_app_may_look(
    small: Town, arrives: bool
) -> None:
    small.space.scopes.add("im:history")
    await small.say(small.ben, "settings reminder:18:00")
    kind = Kind.RESET_AFTER if arrives else Kind.RESET_BEFORE
    small.peer.fault("chat.postMessage", 1, kind)

    outcomes = await small.clock(hours=10)

    assert [type(one) for one in outcomes] == [Sent]
    (reminder,) = small.ben.direct.messages
    assert reminder.buttons == ["Review now", "No more reminders"]


async def test_where_the_app_may_not_look_no_reminder_comes_twice(small: Town) -> None:
    await small.say(small.ben, "settings reminder:18:00")
    small.peer.fault("chat.postMessage", 1, Kind.RESET_AFTER)

    (outcome, *_) = await small.clock(hours=10)

    assert outcome == Unknown("I may not read the message history there")
    assert len(small.ben.direct.messages) == 1


async def test_a_channel_may_have_it_rather_twice(
    small: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    small.space.scopes.discard("channels:history")
    await small.say(small.ada, "drop set time:09:00 deck:basics twice:on")
    small.peer.fault("chat.postMessage", 1, Kind.RESET_AFTER)

    assert [type(one) for one in await small.clock(hours=1)] == [Unknown]
    push_on(monkeypatch, 1)  # the pause between two messages of a channel
    assert [type(one) for one in await small.clock(minutes=1)] == [Sent]

    assert len(small.channel.messages) == 2
    assert small.ada.direct.messages == []


async def test_a_channel_may_have_its_card_pinned_and_talked_about(
    small: Town,
) -> None:
    small.space.scopes.add("pins:write")
    await small.say(small.ada, "drop set time:09:00 deck:basics pin:on thread:on")

    await small.clock(hours=1)

    drop, talk = small.channel.messages
    assert talk.thread_ts == drop.ts
    assert "talk about it here" in talk.readable
    assert small.channel.pinned == [drop.ts]


async def test_the_pin_goes_with_the_card(small: Town) -> None:
    small.space.scopes.add("pins:write")
    await small.say(small.ada, "drop set time:09:00 deck:basics pin:on")
    await small.clock(hours=1)
    (drop,) = small.channel.messages
    assert small.channel.pinned == [drop.ts]

    await small.clock(hours=24)

    assert drop.ts not in small.channel.pinned


async def test_a_card_that_is_found_again_has_its_thread_and_pin_once(
    small: Town,
) -> None:
    small.space.scopes.add("pins:write")
    await small.say(small.ada, "drop set time:09:00 deck:basics pin:on thread:on")
    small.peer.fault("chat.postMessage", 1, Kind.RESET_AFTER)
    small.peer.fault("conversations.history", 1, Kind.STATUS_500)
    assert await small.clock(hours=1) == [Later(20.0, unsure=True)]
    assert small.channel.pinned == []

    assert [type(one) for one in await small.clock(seconds=20)] == [Sent]

    drop, talk = small.channel.messages
    assert talk.thread_ts == drop.ts
    assert small.channel.pinned == [drop.ts]


async def test_a_card_found_by_the_next_process_gets_no_second_thread(
    small: Town,
) -> None:
    small.space.scopes.add("pins:write")
    await small.say(small.ada, "drop set time:09:00 deck:basics pin:on thread:on")
    post = claimed(small)
    await small.slack.show(post)
    await small.restart()

    outcomes = await small.clock(minutes=10)

    assert [type(one) for one in outcomes] == [Sent]
    assert len(small.channel.messages) == 2


async def test_what_a_card_has_to_do_without_is_told_to_an_admin_once(
    small: Town,
) -> None:
    await small.say(small.ada, "drop set time:09:00 deck:basics pin:on")

    (outcome,) = await small.clock(hours=1)
    await small.clock(minutes=1)
    await small.clock(hours=24)

    why = "for that I need the scope pins:write, and to be in the channel"
    assert isinstance(outcome, Sent)
    assert outcome.denied == (Denied(Wish.PIN, why),)
    (told,) = small.ada.direct.messages
    assert f"without a pin ({why})" in told.readable
    assert len(small.peer.called("pins.add")) == 1


@pytest.mark.parametrize("kind", [Kind.STATUS_500, Kind.TRUNCATED, Kind.LIMITED])
async def test_where_it_cannot_be_looked_for_now_it_is_looked_for_later(
    small: Town, kind: Kind, monkeypatch: pytest.MonkeyPatch
) -> None:
    await ready(small)
    small.peer.fault("chat.postMessage", 1, Kind.RESET_AFTER)
    small.peer.fault("conversations.history", 1, kind, ms=50)

    assert await small.clock(hours=1) == [Later(20.0, unsure=True)]
    push_on(monkeypatch, 1)  # what a 429 asks for at the least

    assert [type(one) for one in await small.clock(seconds=20)] == [Sent]
    assert len(small.channel.messages) == 1


async def test_a_post_that_never_left_is_sent_once_it_was_looked_for(
    small: Town,
) -> None:
    await ready(small)
    small.peer.fault("chat.postMessage", 1, Kind.RESET_BEFORE)
    small.peer.fault("conversations.history", 1, Kind.STATUS_500)

    assert await small.clock(hours=1) == [Later(20.0, unsure=True)]
    assert small.channel.messages == []

    assert [type(one) for one in await small.clock(seconds=20)] == [Sent]
    assert len(small.channel.messages) == 1


async def test_a_429_of_the_history_is_obeyed_and_the_doubt_remains(
    small: Town,
) -> None:
    await ready(small)
    small.peer.fault("chat.postMessage", 1, Kind.RESET_AFTER)
    small.peer.fault("conversations.history", 1, Kind.LIMITED, ms=60_000)
    await small.clock(hours=1)

    (outcome,) = await small.clock(seconds=20)

    assert isinstance(outcome, Later)
    assert 50 < outcome.seconds <= 60
    assert outcome.unsure
    assert len(small.peer.called("conversations.history")) == 1


async def test_what_was_doubtful_stays_so_when_slack_is_unreachable(
    small: Town,
) -> None:
    await ready(small)
    post = claimed(small)
    assert isinstance(post.to, Public)
    doubtful = Post(post.panel, replace(post.to, unsure=True))
    small.peer.fault("conversations.history", 1, Kind.ERROR, error="ratelimited")

    assert await small.slack.show(doubtful) == Later(20.0, unsure=True)
    again = await small.slack.show(doubtful)

    assert isinstance(again, Later)
    assert again.unsure
    assert small.channel.messages == []


async def test_a_post_that_takes_too_long_may_stand_and_is_looked_for(
    small: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    await ready(small)
    small.peer.fault("chat.postMessage", 1, Kind.SILENCE)
    with monkeypatch.context() as soon:
        soon.setattr(sending, "ALTOGETHER", 0.5)
        assert await small.clock(hours=1) == [Later(20.0, unsure=True)]

    assert [type(one) for one in await small.clock(seconds=20)] == [Sent]
    assert len(small.channel.messages) == 1


async def test_a_post_of_a_process_that_died_is_found_again(small: Town) -> None:
    await ready(small)
    post = claimed(small)
    await small.slack.show(post)
    await small.restart()

    outcomes = await small.clock(minutes=10)

    assert [type(one) for one in outcomes] == [Sent]
    assert len(small.channel.messages) == 1


async def test_a_post_of_a_process_that_died_is_found_behind_all_that_was_said_since(
    small: Town,
) -> None:
    await ready(small)
    await small.slack.show(claimed(small))
    chat(small, 450)
    await small.restart()

    outcomes = await small.clock(minutes=10)

    assert [type(one) for one in outcomes] == [Sent]
    assert len(cards(small)) == 1
    assert len(small.peer.called("conversations.history")) == 3


async def test_what_was_said_before_it_is_not_looked_through(small: Town) -> None:
    small.peer.clock.set(small.now - timedelta(hours=1))
    chat(small, 450)
    small.peer.clock.set(small.now + timedelta(hours=1))
    await ready(small)
    claimed(small)
    await small.restart()

    await small.clock(minutes=10)

    assert len(cards(small)) == 1
    assert len(small.peer.called("conversations.history")) == 1


async def test_where_more_was_said_than_can_be_looked_through_it_is_not_sent_twice(
    small: Town,
) -> None:
    await ready(small)
    await small.slack.show(claimed(small))
    chat(small, 1200)
    await small.restart()

    (outcome, *_) = await small.clock(minutes=10)

    assert outcome == Unknown("more was said there since than I can look through")
    assert len(cards(small)) == 1


async def test_who_may_read_but_a_few_messages_at_once_does_not_send_twice(
    small: Town,
) -> None:
    await ready(small)
    await small.slack.show(claimed(small))
    chat(small, 450)
    await small.restart()
    small.peer.fault("conversations.history", 2, Kind.LIMITED, ms=60_000)

    (outcome, *_) = await small.clock(minutes=10)

    assert outcome == Unknown("more was said there since than I can look through")
    assert len(cards(small)) == 1


async def test_a_post_that_never_left_is_sent_by_the_next_process(small: Town) -> None:
    await ready(small)
    claimed(small)
    await small.restart()

    await small.clock(minutes=10)

    assert len(small.channel.messages) == 1


async def test_a_post_that_never_left_is_not_sent_a_day_late(small: Town) -> None:
    await ready(small)
    claimed(small)
    await small.restart()

    outcomes = await small.clock(hours=12)

    assert outcomes == [Absent()]
    assert small.channel.messages == []


async def test_a_429_is_obeyed(small: Town) -> None:
    await ready(small)
    small.peer.fault("chat.postMessage", 1, Kind.LIMITED, ms=7000)

    assert await small.clock(hours=1) == [Later(7.0)]
    assert small.channel.messages == []


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        ("not_in_channel", Forbidden),
        ("restricted_action", Forbidden),
        ("token_revoked", Later),
        ("account_inactive", Later),
        ("channel_not_found", Forbidden),
        ("is_archived", Gone),
    ],
)
async def test_each_refusal_of_slacks_has_its_outcome(
    small: Town, error: str, kind: type
) -> None:
    await ready(small)
    small.peer.fault("chat.postMessage", 1, Kind.ERROR, error=error)

    (outcome, *_) = await small.clock(hours=1)

    assert type(outcome) is kind


async def test_in_a_private_channel_it_says_that_it_is_not_invited_and_goes_on(
    small: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    hidden = uninvited(small)
    await small.ada.slash(hidden, "/study", "drop set time:09:00 deck:basics")
    await small.clock(hours=1)
    await small.clock(minutes=1)

    (told,) = small.ada.direct.messages
    assert told.readable == (
        "For your attention\n"
        "I cannot post in a private channel (I am not in it: type /invite @Studybot "
        "there first), so its cards rest. Give me back the permission, then type "
        "/study drop resume there; /study drop now posts today's card."
    )
    small.space.invite(hidden)
    await small.ada.slash(hidden, "/study", "drop resume")
    push_on(monkeypatch, POST_GAP)
    await small.clock(hours=24)

    assert [one.buttons for one in hidden.messages] == [["Answer", "Show answer"]]


async def test_who_wants_to_play_where_it_is_not_invited_is_told_so(
    small: Town,
) -> None:
    hidden = uninvited(small)
    await small.ben.slash(hidden, "/study", "challenge")
    await small.clock(seconds=1)
    await small.clock(seconds=1)

    (told,) = small.ben.direct.messages
    assert told.readable == (
        "For your attention\n"
        "I could not post your challenge in a private channel (I am not in it: type "
        "/invite @Studybot there first), so it is called off. Type /study challenge "
        "there again once I can."
    )


async def test_a_channel_that_is_opened_again_after_it_was_archived_goes_on(
    small: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    await small.drop()
    small.channel.archived = True
    push_on(monkeypatch, POST_GAP)
    await small.clock(hours=24)
    await small.clock(minutes=1)
    (told,) = small.ada.direct.messages
    assert "once I can post there again, /study drop resume" in told.readable

    small.channel.archived = False
    await small.say(small.ada, "drop resume")
    push_on(monkeypatch, POST_GAP)
    await small.clock(hours=24)

    assert len(small.channel.messages) == 2
    assert small.store.channels.gone_since(small.now) == []


async def test_a_message_that_was_deleted_is_gone(small: Town) -> None:
    drop = await small.drop()
    opened = await small.ben.press(drop, "Show answer")
    await small.ben.submit(opened.view, {"Tick": ["0"]})
    small.peer.fault("chat.update", 1, Kind.ERROR, error="message_not_found")

    outcomes = await small.clock(minutes=1)

    assert [type(one) for one in outcomes] == [Gone]


async def test_a_picture_that_slack_lost_is_brought_anew(small: Town) -> None:
    await ready(small)
    small.peer.fault("chat.postMessage", 1, Kind.ERROR, times=2, error="invalid_blocks")

    await small.clock(hours=1)

    (drop,) = small.channel.messages
    first, second = (small.peer.called("files.completeUploadExternal"))[:2]
    assert first.args["files"] != second.args["files"]
    assert drop.pictures[0].data is not None


async def test_where_slack_takes_no_picture_at_all_the_words_are_there(
    small: Town,
) -> None:
    await ready(small)
    small.peer.fault("chat.postMessage", 1, Kind.ERROR, times=3, error="invalid_blocks")

    await small.clock(hours=1)

    (drop,) = small.channel.messages
    assert drop.pictures == []
    assert "What is" in drop.readable


async def test_after_a_429_the_whole_workspace_waits(small: Town) -> None:
    await ready(small)
    other = small.space.channel("other")
    await small.ada.slash(other, "/study", "drop set time:09:00 deck:basics")
    small.peer.fault("chat.postMessage", 1, Kind.LIMITED, ms=7000)

    first, second = await small.clock(hours=1)

    assert first == Later(7.0)
    assert isinstance(second, Later)
    assert 6 < second.seconds <= 7
    assert len(small.peer.called("chat.postMessage")) == 1


async def test_an_edit_whose_answer_is_lost_is_made_again_and_holds_up_no_other(
    small: Town,
) -> None:
    drop = await small.drop()
    with small.store.transaction():
        (standing,) = small.engine.standing(
            names.channel(small.space.id, small.channel.id),
            names.member(small.space.id, small.ben.user.id),
            small.now,
        )
    small.peer.fault("chat.update", 1, Kind.RESET_BEFORE)

    outcomes = [await small.slack.show(standing) for _ in range(2)]

    assert [outcomes[0], type(outcomes[1])] == [Later(15.0), Sent]
    assert len(drop.versions) == 1


async def test_the_end_of_a_question_goes_before_what_only_counts_along(
    small: Town,
) -> None:
    drop = await small.drop()
    ref = Ref(small.channel.id, drop.ts).written()
    with small.store.transaction():
        (counted,) = small.engine.standing(
            names.channel(small.space.id, small.channel.id),
            names.member(small.space.id, small.ben.user.id),
            small.now,
        )
    assert isinstance(counted.to, Public)
    assert (counted.to.ref, counted.to.over) == (ref, False)
    ended = Post(counted.panel, replace(counted.to, over=True))

    many = [await small.slack.show(counted) for _ in range(7)]
    last = await small.slack.show(ended)

    assert [type(one) for one in many] == [Sent] * 6 + [Later]
    assert type(last) is Sent


async def test_an_answer_that_never_comes_is_not_waited_for(
    small: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire, "PATIENCE", 0.3)
    await ready(small)
    small.peer.fault("chat.postMessage", 1, Kind.SILENCE)

    outcomes = await small.clock(hours=1)

    assert [type(one) for one in outcomes] == [Sent]
    assert len(small.channel.messages) == 1


async def test_a_workspace_without_the_app_is_not_written_to(
    small: Town, tmp_path: Path
) -> None:
    await ready(small)
    post = claimed(small)
    await small.restart()
    small.slack.installations._token = ""

    assert await small.slack.show(post) == Later(600.0)


def test_a_messages_id_says_since_when_it_stands() -> None:
    sent = Ref("C1", "1795435200.250000").sent()

    assert sent.at == datetime(2026, 11, 23, 12, 0, 0, 250000, tzinfo=UTC)


def test_a_press_says_when_it_was_made() -> None:
    action = {"action_id": "lock:1:0", "action_ts": "1795435200.500000"}
    came = payloads.press({"user": {"id": "U1"}, "actions": [action]})

    assert came is not None
    assert came.at == datetime(2026, 11, 23, 12, 0, 0, 500000, tzinfo=UTC)


@pytest.mark.parametrize("ts", [None, "", "soon", "nan", "1e30"])
def test_what_is_no_timestamp_says_nothing(ts: str | None) -> None:
    assert payloads.moment(ts) is None
