"""All flows through the real discord.py, its far side played by simcord."""

import discord
import pytest

from bot import wording
from bot.decks.limits import SENT_BYTES
from bot.panels import Sent
from tests.discord.bounds import walk
from tests.discord.town import Town, alts, labels, texts, token
from tests.engine.decks import TINY


async def test_commands_are_registered_once_and_again_only_when_they_change(
    town: Town,
) -> None:
    def puts() -> int:
        return sum(
            one.method == "PUT" and one.path.endswith("/commands")
            for one in town.env.http_requests
        )

    assert puts() == 1
    await town.restart()
    assert puts() == 1

    (town.folder / "discord-commands.json").write_text("{}")
    await town.restart()
    assert puts() == 2


async def test_an_admin_sets_the_drop_up_and_sees_what_is_set(town: Town) -> None:
    result = await town.ada.slash(town.channel, "drop set")

    assert result.ephemeral
    assert "### When cards come" in texts(result.response)
    assert labels(result.response)[:3] == [
        "Other time or zone",
        "Preview",
        "Post today's card now",
    ]


async def test_a_select_of_the_editor_redraws_it_in_place(town: Town) -> None:
    shown = await town.ada.slash(town.channel, "drop set", time="09:00")

    changed = await town.ada.select(shown.response, ["18:00"], custom_id="set.time")

    assert changed.response.id == shown.response.id
    assert "At 18:00 (UTC)" in texts(changed.response)


async def test_a_time_can_be_typed_into_a_form(town: Town) -> None:
    shown = await town.ada.slash(town.channel, "drop set", time="09:00")
    opened = await town.ada.click(shown.response, label="Other time or zone")

    assert opened.modal["title"] == "When cards come"
    typed = {"time": "7am", "zone": "Berlin", "days": "mon-fri"}
    changed = await town.ada.submit_modal(opened, typed)

    assert changed.response.id == shown.response.id
    assert "At 07:00 (Europe/Berlin)" in texts(changed.response)


async def test_those_who_may_not_manage_are_told_so_in_private(town: Town) -> None:
    result = await town.ben.slash(town.channel, "drop set", time="09:00")

    assert result.ephemeral
    assert texts(result.response).startswith("Only those who may manage this server")


async def test_a_press_checks_permission_for_itself(town: Town) -> None:
    drop = await town.drop()
    status = await town.ada.slash(town.channel, "drop status")
    skip = token(status.response, "Skip the next")
    stored = town.env.backend.get_message(town.channel.id, drop.id)
    for component in walk(stored.components):
        if component.get("label") == "Answer":
            component["custom_id"] = skip

    refused = await town.ben.click(drop, label="Answer")

    assert refused.ephemeral
    said = "Only those who may manage this server can do that."
    assert texts(refused.response).startswith(said)


async def test_a_card_drops_with_its_picture_words_and_buttons(town: Town) -> None:
    message = await town.drop()

    assert "### Card of the day" in texts(message)
    assert labels(message) == ["Answer", "Show answer"]
    assert alts(message) == ["Question\n\nWhat is one?"]
    assert "<t:" in texts(message)
    assert ":R>" in texts(message)


async def test_answer_reveal_and_tick(town: Town) -> None:
    drop = await town.drop()
    opened = await town.ben.click(drop, label="Answer")
    assert opened.modal["title"] == "Your answer"

    typed = {"text": "softmax over the scores, then @everyone *bold*"}
    revealed = await town.ben.submit_modal(opened, typed)
    assert revealed.ephemeral
    assert "> softmax over the scores, then @\u200beveryone \\*bold\\*" in texts(
        revealed.response
    )
    assert alts(revealed.response) == ["Answer\n\nThe secret of one is $x^2$."]

    ticking = await town.ben.click(revealed.response, label="Tick")
    (boxes,) = [c for c in walk(ticking.modal["components"]) if c["type"] == 22]
    assert [box["default"] for box in boxes["options"]] == [False, True, False, False]

    saved = await town.ben.submit_modal(ticking, {"picks": ["0", "1", "2"]})
    assert saved.response.id == revealed.response.id
    assert "3 of 4 key points" in texts(saved.response)

    await town.clock(minutes=1)
    assert "1 has answered" in texts(town.channel.last_message)


async def test_nothing_ticked_can_be_saved(town: Town) -> None:
    drop = await town.drop()
    revealed = await town.ben.click(drop, label="Show answer")
    ticking = await town.ben.click(revealed.response, label="Tick")

    saved = await town.ben.submit_modal(ticking, {"picks": []})

    assert "### Saved" in texts(saved.response)
    assert "☑" not in texts(saved.response)


async def test_the_same_button_twice_counts_once_and_says_so(town: Town) -> None:
    drop = await town.drop()
    revealed = await town.ben.click(drop, label="Show answer")
    ticking = await town.ben.click(revealed.response, label="Tick")
    await town.ben.submit_modal(ticking, {"picks": ["0", "1", "2", "3"]})

    again = await town.ben.click(drop, label="Show answer")

    assert "### Saved" in texts(again.response)
    await town.clock(minutes=1)
    assert "1 has answered" in texts(town.channel.last_message)


async def test_the_live_message_is_edited_and_keeps_its_picture(town: Town) -> None:
    drop = await town.drop()
    before = town.channel.last_message
    revealed = await town.ben.click(drop, label="Show answer")
    ticking = await town.ben.click(revealed.response, label="Tick")
    await town.ben.submit_modal(ticking, {"picks": ["0"]})

    (outcome,) = await town.clock(minutes=1)

    after = town.channel.last_message
    assert isinstance(outcome, Sent)
    assert after.id == before.id
    assert alts(after) == ["Question\n\nWhat is one?"]
    (edit,) = [one for one in town.env.http_requests if one.method == "PATCH"][-1:]
    assert [list(kept) for kept in edit.json["attachments"]] == [["id"]]


async def test_a_drop_that_closes_shows_the_answer_too(town: Town) -> None:
    await town.drop()

    await town.clock(days=1, minutes=-1)
    await town.clock(minutes=2)

    first, second = town.channel.history()[:2]
    both = sorted((first, second), key=lambda message: message.id)
    assert "Card of the day: the answer" in texts(both[0])
    assert len(alts(both[0])) == 2


async def test_a_quiz_asks_gives_the_verdict_and_goes_on(town: Town) -> None:
    asked = await town.ben.slash(town.channel, "quiz", form="check")
    assert asked.ephemeral
    assert labels(asked.response)[:4] == ["A", "B", "C", "D"]

    verdict = await town.ben.click(asked.response, label="A")
    assert verdict.response.id == asked.response.id
    assert "Why not A" in texts(verdict.response)

    following = await town.ben.click(verdict.response, label="Next")
    assert following.response.id == asked.response.id
    assert "A" in labels(following.response)


async def test_text_comes_as_a_message_of_its_own_beside_the_question(
    town: Town,
) -> None:
    asked = await town.ben.slash(town.channel, "quiz", form="card")

    source = await town.ben.click(asked.response, label="Text")

    assert source.response.id != asked.response.id
    assert "```\nWhat is" in texts(source.response)


async def test_buttons_of_an_old_process_still_work(town: Town) -> None:
    drop = await town.drop()
    await town.restart()

    revealed = await town.ben.click(drop, label="Show answer")

    assert "Tick" in labels(revealed.response)


async def test_a_button_that_nobody_knows_any_more_is_answered_kindly(
    town: Town,
) -> None:
    drop = await town.drop()
    stored = town.env.backend.get_message(town.channel.id, drop.id)
    for component in walk(stored.components):
        if component.get("label") == "Answer":
            component["custom_id"] = "vote_up_v1:99"

    pressed = await town.ben.click(drop, label="Answer")

    assert pressed.ephemeral
    assert texts(pressed.response).replace("\\", "") == wording.refusals.OLD_BUTTON


async def test_settings_are_changed_in_a_form_and_redrawn_in_place(town: Town) -> None:
    shown = await town.ben.slash(town.channel, "settings set")
    opened = await town.ben.click(shown.response, label="Change")
    typed = {"zone": "Tokyo", "reminder": "18:00", "theme": "light"}

    saved = await town.ben.submit_modal(opened, typed)

    assert saved.response.id == shown.response.id
    assert "Asia/Tokyo" in texts(saved.response)


async def test_the_chosen_theme_is_the_one_that_is_drawn(town: Town) -> None:
    await town.ben.slash(town.channel, "settings set", theme="light")
    await town.ben.slash(town.channel, "quiz")

    assert [str(theme) for _, theme in town.painter.asked][-1] == "light"


async def test_a_bad_value_is_refused_with_a_way_out(town: Town) -> None:
    refused = await town.ben.slash(town.channel, "settings set", reminder="soonish")

    assert refused.ephemeral
    assert "09:00" in texts(refused.response)


async def test_decks_and_zones_are_completed_as_one_types(town: Town) -> None:
    decks = await town.ben.autocomplete(town.channel, "quiz", "deck", "bas")
    zones = await town.ben.autocomplete(town.channel, "settings set", "zone", "berlin")

    assert decks == [{"name": "Basics", "value": "basics"}]
    assert [zone["value"] for zone in zones] == ["Europe/Berlin"]


async def test_a_deck_is_imported_from_a_file(town: Town) -> None:
    result = await town.ada.slash(town.channel, "deck import", file=("tiny.toml", TINY))

    assert "Tiny is here: 1 card" in texts(result.response)
    used = await town.ada.click(result.response, label="Study it here")
    assert used.response.id == result.response.id


async def test_while_a_deck_is_read_it_is_said_and_nobody_else_waits(
    town: Town,
) -> None:
    town.background.seconds = 5

    asked = await town.ada.slash(town.channel, "deck import", file=("tiny.toml", TINY))
    assert asked.deferred
    others = await town.ben.slash(town.channel, "streak")
    assert "No streak just now" in texts(others.response)

    await town.env.advance_time(6)
    assert "Tiny is here: 1 card" in texts(asked.response)


async def test_a_file_with_faults_changes_nothing(town: Town) -> None:
    broken = TINY.replace(b"answer", b"anwser")

    asked = await town.ada.slash(
        town.channel, "deck import", file=("tiny.toml", broken)
    )

    assert "tiny.toml has 2 faults. Nothing was changed" in texts(asked.response)
    listed = await town.ben.slash(town.channel, "deck list")
    assert "Tiny" not in texts(listed.response)


async def test_a_deck_is_exported_as_a_file(town: Town) -> None:
    result = await town.ben.slash(town.channel, "deck export", deck="basics")

    (file,) = [c for c in walk(result.response.components) if c.get("type") == 13]
    assert file["file"]["url"].endswith("basics.toml")


async def test_personal_commands_work_in_direct_messages(town: Town) -> None:
    user = town.ben.user
    await user.send_dm("hello")

    shown = await user.slash("streak")

    assert "### Your streak" in texts(shown.response)


async def test_a_thread_acts_for_its_channel(town: Town) -> None:
    drop = await town.drop()
    found = await drop.create_thread(name="Talk")
    (thread,) = [one for one in town.channel.threads if one.id == found.id]

    shown = await town.ben.slash(thread, "today")

    assert "Card of the day" in texts(shown.response)


async def test_a_fault_of_ours_is_logged_and_answered(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    town.store.close()

    result = await town.ben.slash(town.channel, "streak")

    assert texts(result.response).startswith("Something went wrong")
    assert "An interaction failed" in caplog.text
    town.store = town.store.open(town.folder / "studybot.db")


async def test_where_pictures_fail_the_words_are_shown(town: Town) -> None:
    town.painter.broken = True

    asked = await town.ben.slash(town.channel, "quiz", form="card")

    assert "What is one?" in texts(asked.response)


async def test_while_the_painter_is_slow_it_is_said_that_work_goes_on(
    town: Town,
) -> None:
    town.painter.seconds = 5

    asked = await town.ben.slash(town.channel, "quiz", form="card")
    assert asked.deferred
    assert asked.ephemeral

    await town.env.advance_time(6)
    assert labels(asked.response)[0] == "Answer"


async def test_while_the_database_is_slow_it_is_said_that_work_goes_on(
    town: Town,
) -> None:
    town.desk.seconds = 5

    shown = await town.ben.slash(town.channel, "streak")
    assert shown.deferred
    assert shown.ephemeral

    await town.env.advance_time(6)
    assert "### Your streak" in texts(shown.response)


async def test_a_form_that_comes_too_late_is_asked_for_once_more(town: Town) -> None:
    drop = await town.drop()
    town.desk.seconds = 2

    opened = await town.ben.click(drop, label="Answer")
    assert opened.modal["title"] == "Your answer"

    town.desk.seconds = 5
    late = await town.ben.click(drop, label="Answer")
    await town.env.advance_time(6)
    assert late.ephemeral
    assert texts(late.response).startswith("That took me too long.")


async def test_completion_gives_up_before_it_is_too_late(town: Town) -> None:
    town.desk.seconds = 5

    assert await town.ben.autocomplete(town.channel, "quiz", "deck", "bas") == []


async def test_a_completion_that_fails_is_logged_and_offers_nothing(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    town.store.close()

    assert await town.ben.autocomplete(town.channel, "quiz", "deck", "bas") == []
    assert "A completion failed" in caplog.text
    town.store = town.store.open(town.folder / "studybot.db")


async def test_what_nobody_waits_for_any_more_is_kept(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    drop = await town.drop()
    revealed = await town.ben.click(drop, label="Show answer")
    ticking = await town.ben.click(revealed.response, label="Tick")
    town.env.inject_error(
        "POST", "/interactions/*/*/callback", status=404, code=10062, times=None
    )

    await town.ben.submit_modal(ticking, {"picks": ["0"]})
    await town.ben.slash(town.channel, "settings set", reminder="soonish")

    assert "An answer could not be delivered" in caplog.text
    assert "A refusal could not be delivered" in caplog.text
    await town.clock(minutes=1)
    assert "1 has answered" in texts(town.channel.last_message)


async def test_a_file_that_is_too_large_is_not_even_fetched(town: Town) -> None:
    large = ("large.toml", bytes(SENT_BYTES + 1))

    refused = await town.ada.slash(town.channel, "deck import", file=large)

    assert "The file has 5.0 MB; 5 MB fit here." in texts(refused.response)


async def test_where_an_edit_in_place_is_not_taken_a_message_is(town: Town) -> None:
    asked = await town.ben.slash(town.channel, "quiz", form="check")
    town.env.inject_error("POST", "/interactions/*/*/callback", status=400)

    verdict = await town.ben.click(asked.response, label="A")

    assert verdict.response.id != asked.response.id
    assert "Next" in labels(verdict.response)


async def test_pictures_refused_in_a_late_answer_to_a_press_come_as_a_new_message(
    town: Town,
) -> None:
    asked = await town.ben.slash(town.channel, "quiz", form="card")
    town.painter.seconds = 5
    town.env.inject_error("PATCH", "/webhooks/*/messages/@original", status=400)

    shown = await town.ben.click(asked.response, label="Show answer")
    await town.env.advance_time(6)

    (followup,) = shown.followups
    assert followup.ephemeral
    assert "Tick" in labels(followup)


async def test_pictures_refused_in_a_late_redrawing_come_as_a_new_message(
    town: Town,
) -> None:
    asked = await town.ben.slash(town.channel, "quiz", form="check")
    town.painter.seconds = 5
    town.env.inject_error("PATCH", "/webhooks/*/messages/@original", status=400)

    verdict = await town.ben.click(asked.response, label="A")
    await town.env.advance_time(6)

    (followup,) = verdict.followups
    assert followup.ephemeral
    assert "Next" in labels(followup)
    assert "A" in labels(asked.response)  # what was pressed stays as it was


async def test_a_late_answer_takes_the_place_of_no_private_message(
    town: Town,
) -> None:
    asked = await town.ben.slash(town.channel, "quiz", form="check")
    town.desk.seconds = 5

    text = await town.ben.click(asked.response, label="Text")
    await town.env.advance_time(6)

    (followup,) = text.followups
    assert followup.ephemeral
    assert "How large is one?" in texts(followup)
    assert "A" in labels(asked.response)


async def test_where_files_are_not_taken_the_words_are_shown(town: Town) -> None:
    town.env.inject_error("POST", "/interactions/*/*/callback", status=400)

    asked = await town.ben.slash(town.channel, "quiz", form="card")

    assert "What is one?" in texts(asked.response)


async def test_a_slow_redrawing_leaves_what_was_pressed_in_place(town: Town) -> None:
    asked = await town.ben.slash(town.channel, "quiz", form="check")
    town.painter.seconds = 5

    verdict = await town.ben.click(asked.response, label="A")
    assert verdict.deferred

    await town.env.advance_time(6)
    source = await town.ben.click(verdict.response, label="Text")
    assert verdict.response.id == asked.response.id
    assert "Next" in labels(verdict.response)
    assert source.response.id != asked.response.id


async def test_pictures_refused_in_a_deferred_answer_come_as_a_new_message(
    town: Town,
) -> None:
    town.painter.seconds = 5
    town.env.inject_error("PATCH", "/webhooks/*/messages/@original", status=400)

    asked = await town.ben.slash(town.channel, "quiz", form="card")
    await town.env.advance_time(6)

    assert asked.response is None
    (followup,) = asked.followups
    assert followup.ephemeral
    assert labels(followup)[0] == "Answer"


async def test_nobody_is_pinged(town: Town) -> None:
    await town.drop()
    (sent,) = [
        one
        for one in town.env.http_requests
        if one.method == "POST" and one.path.endswith("/messages")
    ]

    assert sent.json["allowed_mentions"]["parse"] == []
    assert sent.json["enforce_nonce"] is True


async def test_discord_py_keeps_none_of_the_sent_views(town: Town) -> None:
    drop = await town.drop()
    await town.ben.click(drop, label="Answer")
    await town.ben.slash(town.channel, "quiz")

    kept = town.discord.link._connection._view_store

    assert (kept._views, kept._modals, kept._synced_message_views) == ({}, {}, {})


async def test_without_the_permission_to_send_the_admin_is_told(town: Town) -> None:
    await town.ada.slash(town.channel, "drop set", time="09:00", deck="basics")
    muted = discord.PermissionOverwrite(send_messages=False)
    town.guild.create_text_channel("elsewhere")
    await town.env.bot.get_channel(town.channel.id).set_permissions(
        town.guild.me, overwrite=muted
    )

    await town.clock(hours=1)
    await town.clock(minutes=1)

    (told,) = town.ada.user.dm_channel.history()
    assert "I cannot post in #study (Discord says: Missing Permissions)" in texts(told)
