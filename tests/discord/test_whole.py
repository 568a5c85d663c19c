"""The whole bot over real sockets: its desk, store, painter, delivery and own deck.

Nothing of it is replaced; only the clock is set, and looked at more often.
"""

from collections.abc import AsyncIterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from adapters.ticker import Ticker
from tests.discord.life import Life, of_the_day, rules
from tests.discord.peer import Discord as Peer
from tests.discord.peer import NotThere, Permission, Person, Place, Seen, Server, What

LOOKS = timedelta(seconds=0.1)


@pytest.fixture
async def peer() -> AsyncIterator[Peer]:
    async with Peer(rules()) as running:
        yield running
        assert running.violations == []
        assert running.unrouted == []
        assert running.messages.notes == []


@pytest.fixture
def server(peer: Peer) -> Server:
    return peer.guild("Study group", joined=False)


@pytest.fixture
def study(server: Server) -> Place:
    return server.channel("study", system=True)


@pytest.fixture
def life(
    peer: Peer,
    tmp_path: Path,
    pictures: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Life:
    monkeypatch.setattr("adapters.serve.Ticker", partial(Ticker, every=LOOKS))
    return Life(peer, tmp_path, pictures)


async def set_up(life: Life, server: Server, study: Place) -> None:
    server.invite()
    await study.message("### Hello")
    await life.owner.slash(study, "drop set", time="09:00")


async def saved(person: Person, card: Seen, *picks: str) -> Seen:
    """The boxes of a revealed answer are ticked."""
    return await person.submit(await person.press(card, "Tick"), picks=list(picks))


async def test_from_an_invitation_to_a_saved_answer(
    life: Life, server: Server, study: Place
) -> None:
    async with life.lived():
        server.invite()
        hello = await study.message("### Hello")

        editor = await life.owner.press(hello, "Set up")
        evening = await life.owner.select(editor, "set.time", "18:00")
        preview = await life.owner.press(editor, "Preview")
        sent = await life.owner.press(evening, "Post today's card now")
        card = await life.card(study)
        ada = life.peer.user("Ada")
        opened = await ada.press(card, "Answer")
        revealed = await ada.submit(opened, text="Noise is added step by step.")
        verdict = await saved(ada, revealed, "0", "1")

        assert editor.ephemeral
        assert "At 18:00 (UTC), every day." in evening.text
        assert preview.ephemeral
        assert preview.message.id != editor.message.id
        assert len(preview.message.pictures) == 1
        assert preview.message.buttons == []
        assert "Today's card is on its way" in sent.text
        assert card.buttons == ["Answer", "Show answer"]
        assert [picture.media_type for picture in card.pictures] == ["image/png"]
        assert revealed.ephemeral
        assert "> Noise is added step by step." in revealed.text
        assert len(revealed.message.pictures) == 1
        assert verdict.what is What.UPDATE
        assert "2 of 5 key points" in verdict.text
        assert "2 of 5 key points" in revealed.text  # the same message, redrawn
        life.later(minutes=1)
        await study.message("1 has answered")
        assert len(card.edits) == 1
        assert len(card.pictures) == 1
    assert life.rows("select step from attempts order by step") == [
        ("commit",),
        ("tick",),
    ]


async def test_a_quiz_goes_on_in_one_message(
    life: Life, server: Server, study: Place
) -> None:
    async with life.lived():
        await set_up(life, server, study)
        ada = life.peer.user("Ada")
        shown = await ada.slash(study, "quiz", form="check")
        questions = []
        for _ in range(4):
            questions.append(shown.message.text)
            verdict = await ada.press(shown, "A")
            assert verdict.message.id == shown.message.id
            assert "A is right" in verdict.text or "Why not A" in verdict.text
            following = await ada.press(verdict, "Next")
            assert following.message.id == shown.message.id
            assert following.seconds < 3
        await ada.press(following, "Stop")

        assert len(set(questions)) == 4
        assert "(A)" not in shown.text
    assert life.rows("select count(*) from attempts where step = 'choice'") == [(4,)]


async def test_buttons_work_after_a_restart_and_there_is_no_second_card(
    life: Life, server: Server, study: Place
) -> None:
    ada = life.peer.user("Ada")
    async with life.lived():
        await set_up(life, server, study)
        life.later(hours=1, minutes=1)
        card = await life.card(study)
        asked = await ada.slash(study, "quiz", form="check")
    life.later(hours=2)
    async with life.lived():
        revealed = await ada.press(card, "Show answer")
        verdict = await ada.press(asked, "B")
        status = await life.owner.slash(study, "drop status")

        assert "Tick" in revealed.message.buttons
        assert verdict.message.id == asked.message.id
        assert "Next" in verdict.message.buttons
        assert "At 09:00 (UTC)" in status.text
        assert of_the_day(study) == [card]
    puts = life.peer.asked("PUT /applications/{application}/commands")
    assert len(puts) == 1


async def test_what_fell_due_while_it_was_away_is_shown_as_it_comes(
    life: Life, server: Server, study: Place
) -> None:
    async with life.lived():
        await set_up(life, server, study)
    life.later(hours=1, minutes=1)
    life.peer.latency = 0.3  # so that it is due before there is anybody to tell
    async with life.lived():
        # The clock stands still: whatever is put off, if by a second, never comes.
        await life.card(study)


async def test_a_year_later_an_old_button_is_answered_kindly(
    life: Life, server: Server, study: Place
) -> None:
    ada = life.peer.user("Ada")
    async with life.lived():
        await set_up(life, server, study)
        life.later(hours=1, minutes=1)
        card = await life.card(study)
        opened = await ada.press(card, "Answer")
    life.later(days=365)
    async with life.lived():
        late = await ada.submit(opened, text="Better late than never.")

        assert late.ephemeral
        assert late.what is What.MESSAGE


async def test_in_direct_messages_there_are_the_personal_commands(
    life: Life, server: Server, study: Place
) -> None:
    async with life.lived():
        await set_up(life, server, study)
        ada = life.peer.user("Ada")

        asked = await ada.slash(ada.direct, "quiz", form="check")
        verdict = await ada.press(asked, "C")
        with pytest.raises(NotThere, match="not for this place"):
            await ada.slash(ada.direct, "drop now")

        assert "Next" in verdict.message.buttons


async def test_those_who_may_not_manage_change_nothing(
    life: Life, server: Server, study: Place
) -> None:
    async with life.lived():
        await set_up(life, server, study)
        ben = life.peer.user("Ben")

        typed = await ben.slash(study, "drop set", time="10:00")
        hello = await study.message("### Hello")
        pressed = await ben.press(hello, "Set up")

        assert typed.ephemeral
        assert typed.text.startswith("Only those who may manage")
        assert pressed.ephemeral
        assert pressed.text.startswith("Only those who may manage")
    assert life.rows("select at from channels") == [(9 * 60,)]


async def test_a_thread_acts_for_its_channel(
    life: Life, server: Server, study: Place
) -> None:
    async with life.lived():
        await set_up(life, server, study)
        await life.owner.slash(study, "drop set", thread="on", pin="on")
        life.later(hours=1, minutes=1)
        card = await life.card(study)
        await life.holds(lambda: study.threads)
        named = study.threads[0].channel.name
        await life.holds(lambda: card.pinned)

        status = await life.owner.slash(study.threads[0], "drop status")

        assert named == "Card of the day, Mon 2 Mar 2026"
        assert "At 09:00 (UTC)" in status.text
    assert life.rows("select count(*) from channels") == [(1,)]


async def test_a_role_is_called_by_the_card_and_by_nothing_else(
    life: Life, server: Server, study: Place
) -> None:
    role = server.role("Learners", mentionable=True)
    async with life.lived():
        await set_up(life, server, study)
        await life.owner.slash(study, "drop set", role=role)
        life.later(hours=1, minutes=1)
        card = await life.card(study)
        called = card.pings

        ada = life.peer.user("Ada")
        await saved(ada, await ada.press(card, "Show answer"), "0")
        life.later(minutes=1)
        await study.message("1 has answered")

        assert (called, card.pings) == ((f"<@&{role.id}>",), ())


async def test_wishes_are_seen_and_dropped_in_the_menu(
    life: Life, server: Server, study: Place
) -> None:
    role = server.role("Learners", mentionable=True)
    async with life.lived():
        await set_up(life, server, study)
        given = {"thread": "on", "pin": "on", "role": role}
        editor = await life.owner.slash(study, "drop set", **given)
        wished = editor.text
        pinned = await life.owner.select(editor, "set.wishes", "pin")
        only = pinned.text
        bare = await life.owner.select(pinned, "set.wishes")

        each = "Each card gets a thread, is pinned while it is open and calls a role."
        assert each in wished
        assert "Each card is pinned while it is open." in only
        assert "Each card" not in bare.text
    assert life.rows("select thread, pin, role from channels") == [(0, 0, "")]


async def test_wishes_that_are_denied_are_dropped_and_an_admin_is_told_once(
    life: Life, server: Server, study: Place
) -> None:
    role = server.role("Learners")
    study.deny(Permission.CREATE_PUBLIC_THREADS, Permission.PIN_MESSAGES)
    async with life.lived():
        await set_up(life, server, study)
        given = {"thread": "on", "pin": "on", "role": role}
        await life.owner.slash(study, "drop set", **given)
        life.later(hours=1, minutes=1)
        card = await life.card(study)
        note = await life.owner.direct.message("#study")
        life.later(days=1)
        await life.card(study, cards=2)
        ended = "select count(*) from messages where state = 'sent' and kind = 'drop'"
        await life.until(ended, [(2,)])

        assert "Create Public Threads" in note.text
        assert "Pin Messages" in note.text
        assert "does not allow everyone to mention it" in note.text
        assert card.pings == ()
        assert f"<@&{role.id}>" not in card.text
        assert study.threads == []
        assert len(life.owner.direct.messages) == 1


async def test_everyone_is_never_called(
    life: Life, server: Server, study: Place
) -> None:
    async with life.lived():
        await set_up(life, server, study)
        everyone = server.guild.everyone
        refused = await life.owner.slash(study, "drop set", role=everyone)

        assert refused.text.startswith("I never call everyone.")
    assert life.rows("select role from channels") == [("",)]


async def test_a_pin_is_taken_away_when_the_card_closes(
    life: Life, server: Server, study: Place
) -> None:
    async with life.lived():
        await set_up(life, server, study)
        await life.owner.slash(study, "drop set", pin="on")
        life.later(hours=1, minutes=1)
        first = await life.card(study)
        await life.holds(lambda: first.pinned)
        life.later(days=1)
        second = await life.card(study, cards=2)

        await life.holds(lambda: second.pinned and not first.pinned)


async def test_thrown_out_it_is_silent_and_back_again_it_goes_on(
    life: Life, server: Server, study: Place
) -> None:
    async with life.lived():
        await set_up(life, server, study)
        server.kick()
        await life.until("select gone is not null, due from channels", [(1, None)])
        life.later(days=1)
        server.invite()
        await life.until("select gone, due is not null from channels", [(None, 1)])

        life.later(hours=1, minutes=1)
        await life.card(study)

    assert len(of_the_day(study)) == 1
    assert sum("### Hello" in one.text for one in study.messages) == 1


async def test_thrown_out_while_it_was_away_it_notes_it_when_it_comes(
    life: Life, server: Server, study: Place
) -> None:
    async with life.lived():
        await set_up(life, server, study)
    server.kick()
    life.later(days=1)
    async with life.lived():
        await life.until("select gone is not null, due from channels", [(1, None)])

        server.invite()
        await life.until("select gone, due is not null from channels", [(None, 1)])
        life.later(hours=1, minutes=1)
        await life.card(study)


async def test_invited_while_it_was_away_it_says_hello_when_it_comes(
    life: Life, server: Server, study: Place
) -> None:
    server.invite()
    for _ in range(2):
        async with life.lived():
            await study.message("### Hello")
            await life.until("select kind, state from messages", [("hello", "sent")])
    assert len(study.messages) == 1


async def test_without_a_channel_to_talk_in_the_owner_is_greeted(
    life: Life, server: Server, study: Place
) -> None:
    study.deny(Permission.SEND_MESSAGES)
    async with life.lived():
        server.invite()

        hello = await life.owner.direct.message("### Hello")

        assert "/drop set" in hello.text
    assert study.messages == []
