"""The small Slack, proved with the real Bolt and the real client."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial
from typing import Any
from urllib.parse import urlencode

import aiohttp
import pytest
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.oauth.installation_store.file import FileInstallationStore
from slack_sdk.oauth.state_store.file import FileOAuthStateStore
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from tests.slack import peer
from tests.slack.peer import Kind, Twist
from tests.slack.peer.waiting import until

Json = dict[str, Any]

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def section(text: str) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def actions(*labels: str) -> Json:
    return {
        "type": "actions",
        "elements": [
            {"type": "button", "text": plain(label), "action_id": label.lower()}
            for label in labels
        ],
    }


def picture(file_id: str) -> Json:
    return {"type": "image", "slack_file": {"id": file_id}, "alt_text": "e = mc²"}


def modal(title: str, *blocks: Json, submit: str | None = "Save") -> Json:
    body: Json = {"type": "modal", "callback_id": "answer", "title": plain(title)}
    if submit:
        body["submit"] = plain(submit)
    return body | {"blocks": list(blocks)}


ANSWER_BOX = {
    "type": "input",
    "block_id": "typed",
    "label": plain("Your answer"),
    "element": {"type": "plain_text_input", "action_id": "text", "max_length": 1500},
}
TICKS = {
    "type": "input",
    "block_id": "ticks",
    "optional": True,
    "label": plain("Which did you say?"),
    "element": {
        "type": "checkboxes",
        "action_id": "points",
        "options": [
            {"text": plain("Bias"), "value": "1"},
            {"text": plain("Variance"), "value": "2"},
        ],
    },
}


def small_app(client: AsyncWebClient, **settings: Any) -> AsyncApp:
    """A card with a button, a modal in two steps, a home tab, a shortcut."""
    app = AsyncApp(client=client, **settings)

    @app.command("/study")
    async def study(ack: Any, command: Json, respond: Any, client: Any) -> None:
        await ack()
        if command["text"] == "quiz":
            await respond(text="A card", blocks=[section("A *card*"), actions("Next")])
        elif command["text"] == "drop":
            await client.chat_postMessage(
                channel=command["channel_id"],
                text="A card",
                blocks=[section("A *card*"), actions("Answer")],
            )

    @app.action("next")
    async def next_card(ack: Any, respond: Any) -> None:
        await ack()
        blocks = [section("Another"), actions("Next")]
        await respond(text="Another", blocks=blocks, replace_original=True)

    @app.action("answer")
    async def answer(ack: Any, body: Json, client: Any) -> None:
        await ack()
        view = modal("Answer", ANSWER_BOX)
        await client.views_open(trigger_id=body["trigger_id"], view=view)

    @app.view("answer")
    async def answered(ack: Any, view: Json, body: Json, client: Any) -> None:
        values = view["state"]["values"]
        if "ticks" in values:
            chosen = values["ticks"]["points"]["selected_options"]
            await ack()
            said = ", ".join(option["text"]["text"] for option in chosen)
            await client.chat_postMessage(channel=body["user"]["id"], text=said)
        elif values["typed"]["text"]["value"] == "bad":
            await ack(response_action="errors", errors={"typed": "Say more"})
        else:
            typed = values["typed"]["text"]["value"]
            step = modal("Tick", section(f"You wrote: {typed}"), TICKS)
            await ack(response_action="update", view=step)

    @app.event("app_home_opened")
    async def home(event: Json, client: Any) -> None:
        view = {"type": "home", "blocks": [section("Streak: 3"), actions("Today")]}
        await client.views_publish(user_id=event["user"], view=view)

    @app.shortcut("explain")
    async def explain(ack: Any, respond: Any, shortcut: Json) -> None:
        await ack()
        await respond(text=f"About {shortcut['message']['text']}")

    @app.options("deck")
    async def decks(ack: Any, payload: Json) -> None:
        found = [{"text": plain(payload["value"].title()), "value": "ml"}]
        await ack(options=found)

    return app


@pytest.fixture
async def slack() -> AsyncIterator[peer.Slack]:
    async with peer.Slack() as running:
        yield running


def client_of(
    slack: peer.Slack, team: peer.Workspace, **options: Any
) -> AsyncWebClient:
    return AsyncWebClient(token=team.token, base_url=slack.api_url, **options)


@asynccontextmanager
async def by_socket(
    slack: peer.Slack, app: AsyncApp, ping_interval: float = 0.3
) -> AsyncIterator[AsyncSocketModeHandler]:
    """A socket on which no pong came for four intervals is given up."""
    handler = AsyncSocketModeHandler(app, slack.app_token, ping_interval=ping_interval)
    await handler.connect_async()  # type: ignore[no-untyped-call]  # as Bolt has it
    await slack.sockets.connected()
    try:
        yield handler
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]  # as Bolt has it


@asynccontextmanager
async def by_http(slack: peer.Slack, app: AsyncApp) -> AsyncIterator[str]:
    async def events(request: web.Request) -> web.Response:
        return await to_aiohttp_response(
            await app.async_dispatch(await to_bolt_request(request))
        )

    server = web.Application(client_max_size=1024 * 1024)
    server.router.add_route("*", "/slack/{rest}", events)
    runner = web.AppRunner(server, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    base = "http://{}:{}".format(*runner.addresses[0][:2])
    slack.http_app_url = f"{base}/slack/events"
    try:
        yield base
    finally:
        await runner.cleanup()


async def test_a_command_is_answered_privately_and_redrawn_by_its_button(
    slack: peer.Slack,
) -> None:
    team = slack.team()
    channel = team.channel("study")
    ada = team.user("Ada")
    async with by_socket(slack, small_app(client_of(slack, team))):
        seen = await ada.slash(channel, "/study", "quiz")
        card = seen.message
        assert card.readable == "A *card*\n[Next]"
        assert card.ephemeral
        assert seen.latency is not None
        assert seen.latency < 1
        await ada.press(card, "Next")
    assert card.readable == "Another\n[Next]"
    assert ada.private == [card]
    assert channel.messages == []
    assert slack.violations == []


async def test_a_modal_opens_goes_on_and_closes(slack: peer.Slack) -> None:
    team = slack.team()
    channel = team.channel("study")
    ada = team.user("Ada")
    async with by_socket(slack, small_app(client_of(slack, team))):
        await ada.slash(channel, "/study", "drop")
        opened = await ada.press(channel.messages[0], "Answer")
        assert opened.view.title == "Answer"
        refused = await ada.submit(opened.view, {"Your answer": "bad"})
        assert refused.errors == {"typed": "Say more"}
        step = await ada.submit(opened.view, {"Your answer": "it overfits"})
        assert step.view is opened.view
        assert step.view.readable.startswith("Tick\nYou wrote: it overfits")
        done = await ada.submit(step.view, {"points": ["Variance"]})
    assert done.message.text == "Variance"
    assert ada.view is None
    assert slack.violations == []


async def test_members_cannot_do_what_slack_would_not_let_them(
    slack: peer.Slack,
) -> None:
    team = slack.team()
    channel = team.channel("study")
    ada, bob = team.user("Ada"), team.user("Bob")
    async with by_socket(slack, small_app(client_of(slack, team))):
        await ada.slash(channel, "/study", "drop")
        view = (await ada.press(channel.messages[0], "Answer")).view
        with pytest.raises(peer.Impossible, match="must be filled in"):
            await ada.submit(view)
        with pytest.raises(peer.Impossible, match="1501 characters"):
            await ada.submit(view, {"Your answer": "x" * 1501})
        with pytest.raises(peer.Impossible, match="not on this member's screen"):
            await bob.submit(view, {"Your answer": "mine"})
        with pytest.raises(peer.Impossible, match="there are \\['Answer'\\]"):
            await ada.press(channel.messages[0], "Reveal")
        card = (await bob.slash(channel, "/study", "quiz")).message
        bob.reload()
        with pytest.raises(peer.Impossible, match="ephemeral"):
            await bob.press(card, "Next")


async def test_home_shortcuts_and_suggestions(slack: peer.Slack) -> None:
    team = slack.team()
    channel = team.channel("study")
    ada = team.user("Ada")
    client = client_of(slack, team)
    async with by_socket(slack, small_app(client)):
        seen = await ada.open_home()
        assert seen.view.readable == "Streak: 3\n[Today]"
        assert ada.home is seen.view
        await client.chat_postMessage(channel=channel.id, text="Bayes")
        said = await ada.shortcut(channel.messages[0], "explain")
        assert said.message.text == "About Bayes"
        select = {"type": "external_select", "action_id": "deck", "min_query_length": 1}
        await client.chat_postMessage(
            channel=channel.id,
            text="Which deck?",
            blocks=[{"type": "actions", "elements": [select]}],
        )
        offered = await ada.suggest(channel.messages[1], "deck", "statistics")
    assert offered.options == [{"text": plain("Statistics"), "value": "ml"}]
    assert slack.violations == []


async def test_a_file_is_not_ready_at_first(slack: peer.Slack) -> None:
    slack.rules.file_ready_after = 60
    team = slack.team()
    channel = team.channel("study")
    client = client_of(slack, team)
    uploaded = await client.files_upload_v2(content=PIXEL, filename="card.png")
    file_id = uploaded["file"]["id"]
    blocks = [picture(file_id)]
    with pytest.raises(SlackApiError) as refused:
        await client.chat_postMessage(channel=channel.id, text="x", blocks=blocks)
    assert refused.value.response["error"] == "invalid_blocks"
    assert refused.value.response["errors"] == [
        "invalid slack file [json-pointer:/blocks/0/slack_file]"
    ]
    assert (await client.files_info(file=file_id))["file"]["mimetype"] == ""
    slack.clock.advance(60)
    assert (await client.files_info(file=file_id))["file"]["mimetype"] == "image/png"
    await client.chat_postMessage(channel=channel.id, text="x", blocks=blocks)
    (message,) = channel.messages
    assert message.pictures == [peer.Picture(PIXEL, "e = mc²")]
    assert slack.violations == []


async def test_a_file_shared_at_once_brings_its_blocks_along(slack: peer.Slack) -> None:
    team = slack.team()
    channel = team.channel("study")
    client = client_of(slack, team)
    await client.files_upload_v2(
        content=PIXEL,
        filename="card.png",
        alt_txt="a card",
        channel=channel.id,
        blocks='[{"type": "section", "text": {"type": "mrkdwn", "text": "Today"}}]',
    )
    (message,) = channel.messages
    assert message.readable == "Today"
    assert message.pictures == [peer.Picture(PIXEL, "a card")]
    slack.rules.uploads = False
    assert await error_of(
        client.files_getUploadURLExternal(filename="a.png", length=1)
    ) == ("file_uploads_disabled")


async def error_of(call: Awaitable[Any]) -> str:
    """The word with which Slack refused; empty where it did not."""
    try:
        await call
    except SlackApiError as error:
        return str(error.response["error"])
    return ""


async def test_a_429_is_obeyed_with_the_retry_handler(slack: peer.Slack) -> None:
    team = slack.team()
    channel = team.channel("study")
    patient = client_of(slack, team, retry_handlers=[AsyncRateLimitErrorRetryHandler()])
    slack.fault("chat.postMessage", 1, Kind.LIMITED, ms=1000)
    before = slack.clock.timestamp()
    await patient.chat_postMessage(channel=channel.id, text="once")
    assert slack.clock.timestamp() - before >= 1
    assert [message.text for message in channel.messages] == ["once"]


async def test_the_tiers_hold(slack: peer.Slack) -> None:
    slack.rules.be_strict()
    team, other = slack.team("One"), slack.team("Two")
    client = client_of(slack, team)
    for _ in range(20):
        await client.users_list()
    with pytest.raises(SlackApiError) as refused:
        await client.users_list()
    assert refused.value.response.status_code == 429
    assert refused.value.response["error"] == "ratelimited"
    assert 58 <= int(refused.value.response.headers["Retry-After"]) <= 60
    await client_of(slack, other).users_list()
    slack.clock.advance(61)
    await client.users_list()
    channel = team.channel("study")
    posts = [client.chat_postMessage(channel=channel.id, text="x") for _ in range(5)]
    errors = [await error_of(post) for post in posts]
    assert errors == ["", "", "", "ratelimited", "ratelimited"]


async def test_a_reset_after_the_effect_is_posted_twice_by_the_default_client(
    slack: peer.Slack,
) -> None:
    team = slack.team()
    channel = team.channel("study")
    slack.fault("chat.postMessage", 1, Kind.RESET_AFTER)
    answer = await client_of(slack, team).chat_postMessage(channel=channel.id, text="a")
    assert answer["ok"]
    assert [message.text for message in channel.messages] == ["a", "a"]

    careful = client_of(slack, team, retry_handlers=[])
    slack.fault("chat.postMessage", 1, Kind.RESET_AFTER)
    with pytest.raises(aiohttp.ClientError):
        await careful.chat_postMessage(channel=channel.id, text="b")
    assert [message.text for message in channel.messages] == ["a", "a", "b"]


@pytest.mark.parametrize(
    ("kind", "raised", "posted"),
    [
        (Kind.RESET_BEFORE, aiohttp.ClientError, 0),
        (Kind.RESET_AFTER, aiohttp.ClientError, 1),
        (Kind.SILENCE, TimeoutError, 1),
        (Kind.TRUNCATED, SlackApiError, 1),
        (Kind.STATUS_500, SlackApiError, 0),
        (Kind.STATUS_502, SlackApiError, 0),
        (Kind.STATUS_503, SlackApiError, 0),
        (Kind.LIMITED_BARE, SlackApiError, 0),
        (Kind.ERROR, SlackApiError, 0),
    ],
)
async def test_faults_strike_before_or_after_the_effect(
    slack: peer.Slack, kind: Kind, raised: type[Exception], posted: int
) -> None:
    team = slack.team()
    channel = team.channel("study")
    client = client_of(slack, team, retry_handlers=[], timeout=1)
    fault = slack.fault("chat.postMessage", 2, kind)
    await client.chat_postMessage(channel=channel.id, text="first")
    with pytest.raises(raised):
        await client.chat_postMessage(channel=channel.id, text="second")
    assert len(channel.messages) == 1 + posted
    assert fault.struck == 1
    await client.chat_postMessage(channel=channel.id, text="third")


async def test_a_response_url_is_good_for_five_uses_and_half_an_hour(
    slack: peer.Slack,
) -> None:
    team = slack.team()
    channel = team.channel("study")
    ada = team.user("Ada")
    payload = slack.payloads.slash(ada.user, channel, "/study", "")
    url = AsyncWebhookClient(payload["response_url"])
    for _ in range(5):
        assert (await url.send(text="hello")).status_code == 200
    refused = await url.send(text="hello")
    assert (refused.status_code, refused.body) == (
        404,
        '{"ok": false, "error": "used_url"}',
    )
    assert len(ada.private) == 5
    payload = slack.payloads.slash(ada.user, channel, "/study", "")
    url = AsyncWebhookClient(payload["response_url"])
    assert (await url.send(text="all", response_type="in_channel")).body == "ok"
    assert [message.text for message in channel.messages] == ["all"]
    slack.clock.advance(30 * 60 + 1)
    assert "expired_url" in (await url.send(text="late")).body


async def test_a_response_url_replaces_and_deletes_what_was_pressed(
    slack: peer.Slack,
) -> None:
    team = slack.team()
    channel = team.channel("study")
    ada = team.user("Ada")
    client = client_of(slack, team)
    await client.chat_postMessage(channel=channel.id, text="x", blocks=[actions("Go")])
    (message,) = channel.messages
    (button,) = message.blocks[0]["elements"]
    pressed = slack.payloads.message_action(
        ada.user, message, message.blocks[0], button, {}
    )
    url = AsyncWebhookClient(pressed["response_url"])
    await url.send(
        text="only for you", response_type="ephemeral", replace_original=False
    )
    assert [each.text for each in ada.private] == ["only for you"]
    await url.send(text="changed", replace_original=True, blocks=[section("changed")])
    assert message.readable == "changed"
    assert slack.violations == []
    await url.send(text="to whom?")
    assert "default" in str(slack.violations[0])
    await url.send(delete_original=True)
    assert channel.messages == []


async def test_an_ephemeral_message_is_in_no_history_and_cannot_be_updated(
    slack: peer.Slack,
) -> None:
    team = slack.team()
    channel = team.channel("study")
    ada = team.user("Ada")
    client = client_of(slack, team)
    sent = await client.chat_postEphemeral(channel=channel.id, user=ada.id, text="psst")
    assert [message.text for message in ada.private] == ["psst"]
    assert (await client.conversations_history(channel=channel.id))["messages"] == []
    update = client.chat_update(channel=channel.id, ts=sent["message_ts"], text="!")
    assert await error_of(update) == "message_not_found"


async def test_history_gives_back_metadata_newest_first_page_by_page(
    slack: peer.Slack,
) -> None:
    team = slack.team()
    channel = team.channel("study")
    client = client_of(slack, team)
    for number in range(3):
        mark = {"event_type": "drop", "event_payload": {"drop": number}}
        await client.chat_postMessage(channel=channel.id, text="x", metadata=mark)
    page = await client.conversations_history(
        channel=channel.id, limit=2, include_all_metadata=True
    )
    drops = [m["metadata"]["event_payload"]["drop"] for m in page["messages"]]
    assert drops == [2, 1]
    assert page["has_more"]
    rest = await client.conversations_history(
        channel=channel.id, cursor=page["response_metadata"]["next_cursor"]
    )
    assert len(rest["messages"]) == 1
    assert "metadata" not in rest["messages"][0]


async def test_a_trigger_opens_one_modal_within_three_seconds(
    slack: peer.Slack,
) -> None:
    team = slack.team()
    ada = team.user("Ada")
    client = client_of(slack, team)
    view = modal("Answer", ANSWER_BOX)
    trigger = slack.tickets.trigger(ada.user)
    await client.views_open(trigger_id=trigger, view=view)
    twice = client.views_open(trigger_id=trigger, view=view)
    assert await error_of(twice) == "exchanged_trigger_id"
    late = slack.tickets.trigger(ada.user)
    slack.clock.advance(3.1)
    opened = client.views_open(trigger_id=late, view=view)
    assert await error_of(opened) == "expired_trigger_id"
    junk = client.views_open(trigger_id="1.2", view=view)
    assert await error_of(junk) == "invalid_trigger_id"


async def test_an_old_hash_conflicts_and_inputs_survive_an_update(
    slack: peer.Slack,
) -> None:
    team = slack.team()
    ada = team.user("Ada")
    client = client_of(slack, team)
    first = modal("Answer", ANSWER_BOX, TICKS)
    trigger = slack.tickets.trigger(ada.user)
    opened = (await client.views_open(trigger_id=trigger, view=first))["view"]
    assert ada.view is not None
    await ada.select(ada.view, "Your answer", "half a")
    second = modal("Again", ANSWER_BOX)
    updated = await client.views_update(
        view_id=opened["id"], hash=opened["hash"], view=second
    )
    values = updated["view"]["state"]["values"]
    assert values == {
        "typed": {"text": {"type": "plain_text_input", "value": "half a"}}
    }
    stale = client.views_update(view_id=opened["id"], hash=opened["hash"], view=second)
    assert await error_of(stale) == "hash_conflict"
    await ada.close(ada.view)
    gone = client.views_update(view_id=opened["id"], view=second)
    assert await error_of(gone) == "not_found"


Call = Callable[[AsyncWebClient, str], Awaitable[Any]]


@pytest.mark.parametrize(
    ("scope", "call"),
    [
        ("chat:write", lambda c, to: c.chat_postMessage(channel=to, text="x")),
        ("channels:history", lambda c, to: c.conversations_history(channel=to)),
        ("users:read", lambda c, to: c.users_list()),
        ("im:write", lambda c, to: c.conversations_open(users="U0")),
        ("files:write", lambda c, to: c.files_upload_v2(content="x", filename="a")),
        ("files:read", lambda c, to: c.files_info(file="F0")),
    ],
)
async def test_a_scope_that_is_missing_is_named(
    slack: peer.Slack, scope: str, call: Call
) -> None:
    team = slack.team()
    channel = team.channel("study")
    team.scopes.remove(scope)
    with pytest.raises(SlackApiError) as refused:
        await call(client_of(slack, team), channel.id)
    assert refused.value.response["error"] == "missing_scope"
    assert refused.value.response["needed"] == scope


async def test_channels_and_tokens_refuse_under_slacks_own_names(
    slack: peer.Slack,
) -> None:
    team = slack.team()
    client = client_of(slack, team)
    apart = team.channel("apart", with_bot=False)
    hidden = team.channel("hidden", peer.Privacy.PRIVATE, with_bot=False)
    closed = team.channel("closed")
    closed.archived = True

    async def post(to: str) -> str:
        return await error_of(client.chat_postMessage(channel=to, text="x"))

    assert await post(apart.id) == "not_in_channel"
    team.scopes.add("chat:write.public")
    assert await post(apart.id) == ""
    assert await post(hidden.id) == "channel_not_found"
    assert await post(closed.id) == "is_archived"
    assert await post("C0") == "channel_not_found"
    team.app.error = "token_revoked"
    assert await post(apart.id) == "token_revoked"
    stranger = AsyncWebClient(token="xoxb-0", base_url=slack.api_url)
    assert await error_of(stranger.auth_test()) == "invalid_auth"


async def test_a_profile_tells_zone_rank_and_names(slack: peer.Slack) -> None:
    team = slack.team()
    ada = team.user("Ada", tz="Asia/Kolkata", admin=True, display_name="ada!")
    client = client_of(slack, team)
    user = (await client.users_info(user=ada.id, include_locale=True))["user"]
    assert (user["tz"], user["tz_offset"], user["locale"]) == (
        "Asia/Kolkata",
        19800,
        "en-GB",
    )
    assert (user["is_admin"], user["is_owner"]) == (True, False)
    assert user["profile"]["display_name"] == "ada!"


BAD_BLOCKS: list[tuple[str, list[Json]]] = [
    ("/blocks", [{"type": "divider"}] * 51),
    ("/blocks/0/text/text", [section("x" * 3001)]),
    ("/blocks/0/elements", [actions(*map(str, range(26)))]),
    ("/blocks/0/elements/0/text/text", [actions("x" * 76)]),
    ("/blocks/0/text/text", [{"type": "header", "text": plain("x" * 151)}]),
    ("/blocks/0/alt_text", [{**picture("F012345678"), "alt_text": "x" * 2001}]),
    ("/blocks/0/slack_file/id", [picture("nofile")]),
    ("/blocks/0", [{"type": "image", "alt_text": "neither"}]),
    ("/blocks", [{**section("a"), "block_id": "b"}, {**section("c"), "block_id": "b"}]),
    ("/blocks/0", [actions("Twice", "Twice")]),
    ("/blocks/0", [{"type": "section"}]),
]


@pytest.mark.parametrize(("pointer", "blocks"), BAD_BLOCKS)
async def test_blocks_over_a_limit_are_refused_and_recorded(
    slack: peer.Slack, pointer: str, blocks: list[Json]
) -> None:
    team = slack.team()
    channel = team.channel("study")
    client = client_of(slack, team)
    with pytest.raises(SlackApiError) as refused:
        await client.chat_postMessage(channel=channel.id, text="x", blocks=blocks)
    assert refused.value.response["error"] == "invalid_blocks"
    assert pointer in [violation.problem.pointer for violation in slack.violations]
    assert channel.messages == []


async def test_the_sum_of_a_message_has_a_limit_of_its_own(slack: peer.Slack) -> None:
    team = slack.team()
    channel = team.channel("study")
    client = client_of(slack, team)
    fits = [section("x" * 2500) for _ in range(5)]
    await client.chat_postMessage(channel=channel.id, text="x", blocks=fits)
    long = [section("x" * 2900) for _ in range(5)]
    posted = client.chat_postMessage(channel=channel.id, text="x", blocks=long)
    assert await error_of(posted) == "msg_blocks_too_long"
    assert len(slack.violations) == 1


@pytest.mark.parametrize(
    ("pointer", "view"),
    [
        ("/view/title/text", modal("x" * 25, section("a"))),
        ("/view/submit/text", modal("a", section("a"), submit="x" * 25)),
        ("/view/submit", modal("a", ANSWER_BOX, submit=None)),
        ("/view/private_metadata", modal("a") | {"private_metadata": "x" * 3001}),
        ("/view/blocks", modal("a", *[section("a")] * 101)),
    ],
)
async def test_views_over_a_limit_are_refused_and_recorded(
    slack: peer.Slack, pointer: str, view: Json
) -> None:
    team = slack.team()
    ada = team.user("Ada")
    trigger = slack.tickets.trigger(ada.user)
    opened = client_of(slack, team).views_open(trigger_id=trigger, view=view)
    assert await error_of(opened) == "invalid_arguments"
    assert pointer in [violation.problem.pointer for violation in slack.violations]
    assert ada.view is None


async def test_slacks_own_schemas_are_asked_where_they_are_at_hand(
    slack: peer.Slack,
) -> None:
    if slack.rules.specs is None:
        pytest.skip("STUDYBOT_SPECS names no folder with Slack's schemas")
    team = slack.team()
    channel = team.channel("study")
    blocks = [{**section("a"), "colour": "red"}]
    posted = client_of(slack, team).chat_postMessage(
        channel=channel.id, text="x", blocks=blocks
    )
    assert await error_of(posted) == "invalid_blocks"
    assert slack.violations[0].problem.source == "@slack/types 3.2.0"


async def test_who_would_be_pinged_is_told(slack: peer.Slack) -> None:
    team = slack.team()
    channel = team.channel("study")
    client = client_of(slack, team)
    await client.chat_postMessage(
        channel=channel.id, text="&lt;!here&gt;", blocks=[actions("<!here>")]
    )
    await client.chat_postMessage(
        channel=channel.id, text="x", blocks=[section("<!channel> <@U1>")]
    )
    assert [message.pings for message in channel.messages] == [(), ("channel", "U1")]


async def test_a_connection_that_is_asked_to_refresh_comes_back(
    slack: peer.Slack,
) -> None:
    team = slack.team()
    channel = team.channel("study")
    ada = team.user("Ada")
    async with by_socket(slack, small_app(client_of(slack, team))):
        await slack.sockets.refresh()
        await slack.sockets.connected()
        assert slack.sockets.opened == 2
        assert (await ada.slash(channel, "/study", "quiz")).message.text == "A card"
        slack.sockets.cut()
        await slack.sockets.connected()
        assert slack.sockets.opened == 3
        assert (await ada.slash(channel, "/study", "quiz")).message.text == "A card"


async def test_each_payload_goes_to_one_of_several_connections(
    slack: peer.Slack,
) -> None:
    team = slack.team()
    channel = team.channel("study")
    ada = team.user("Ada")
    one = small_app(client_of(slack, team))
    two = small_app(client_of(slack, team))
    async with by_socket(slack, one), by_socket(slack, two):
        await slack.sockets.connected(2)
        for _ in range(12):
            await ada.slash(channel, "/study", "quiz")
        received = [each.received for each in slack.sockets.connections]
    assert sum(received) == 12
    assert min(received) >= 1
    assert len(ada.private) == 12


async def test_an_event_that_is_not_acknowledged_comes_again(slack: peer.Slack) -> None:
    slack.rules.ack_within = 0.2
    slack.rules.event_retries = (0.0, 0.1, 0.1)
    team = slack.team()
    ada = team.user("Ada")
    runs: list[str] = []
    app = AsyncApp(client=client_of(slack, team))

    @app.event("app_home_opened")
    async def home(body: Json) -> None:
        runs.append(body["event_id"])

    async with by_socket(slack, app):
        slack.twist("events_api", 1, Twist.LOST_ACK)
        seen = await ada.open_home(patience=0)
        assert seen.delivery is not None
        await seen.delivery.done.wait()
        attempts = seen.delivery.attempts
        assert [(each.number, each.reason) for each in attempts] == [
            (0, ""),
            (1, "timeout"),
        ]
        # Bolt does not tell repetitions apart.
        assert len(runs) == 2
        assert len(set(runs)) == 1


async def test_a_command_without_an_answer_fails_visibly(slack: peer.Slack) -> None:
    slack.rules.ack_within = 0.2
    team = slack.team()
    channel = team.channel("study")
    ada = team.user("Ada")
    assert (await ada.slash(channel, "/study")).failure == "no_connection"
    app = AsyncApp(client=client_of(slack, team))

    @app.command("/study")
    async def slow(ack: Any) -> None:
        await asyncio.sleep(0.3)
        await ack()

    async with by_socket(slack, app):
        seen = await ada.slash(channel, "/study")
        assert seen.failure == "timeout"
        assert seen.latency is None
        await asyncio.sleep(0.2)
        assert seen.delivery is not None
        assert seen.delivery.late_acks == 1


async def test_a_doubled_delivery_runs_the_listener_twice(slack: peer.Slack) -> None:
    team = slack.team()
    channel = team.channel("study")
    ada = team.user("Ada")
    async with by_socket(slack, small_app(client_of(slack, team))):
        slack.twist("slash_commands", 1, Twist.DUPLICATE)
        await ada.slash(channel, "/study", "drop")
    assert len(channel.messages) == 2


async def test_http_mode_is_signed_and_bolt_believes_it(slack: peer.Slack) -> None:
    team = slack.team()
    channel = team.channel("study")
    ada = team.user("Ada")
    app = small_app(client_of(slack, team), signing_secret=slack.signing_secret)
    async with by_http(slack, app):
        assert (await slack.verify_url()).payload == {"challenge": "challenge"}
        await ada.slash(channel, "/study", "drop")
        opened = await ada.press(channel.messages[0], "Answer")
        step = await ada.submit(opened.view, {"Your answer": "it overfits"})
        assert step.view.title == "Tick"
        assert (await ada.open_home()).view.readable == "Streak: 3\n[Today]"
    assert slack.violations == []


async def test_forged_requests_are_refused_by_bolt(slack: peer.Slack) -> None:
    team = slack.team()
    channel = team.channel("study")
    ada = team.user("Ada")
    app = small_app(client_of(slack, team), signing_secret=slack.signing_secret)
    body = urlencode(slack.payloads.slash(ada.user, channel, "/study", "drop")).encode()
    async with by_http(slack, app):
        forge = slack.forge
        refused = [
            await forge.wrong_signature(body),
            await forge.no_signature(body),
            await forge.no_timestamp(body),
            await forge.stale(body),
            await forge.stale(body, age=-301),
            await forge.changed_body(body),
        ]
        assert {reply.status for reply in refused} == {401}
        assert (await forge.huge()).status == 413
        assert channel.messages == []
        await ada.slash(channel, "/study", "drop")
        # The same request once more, within five minutes: Bolt takes it.
        assert (await forge.replayed()).status == 200
        await asyncio.sleep(0.1)
        assert len(channel.messages) == 2


@pytest.mark.parametrize(
    "kind", ["junk_timestamp", "junk_headers", "non_ascii_signature", "utf8"]
)
async def test_what_bolt_alone_does_not_refuse_cleanly(
    slack: peer.Slack, kind: str
) -> None:
    app = small_app(client_of(slack, slack.team()), signing_secret=slack.signing_secret)
    async with by_http(slack, app):
        if kind == "utf8":
            reply = await slack.forge.invalid_utf8()
        else:
            reply = await getattr(slack.forge, kind)(b"payload={}")
    assert reply.status == 500


async def test_an_event_by_http_is_retried_with_its_reason(slack: peer.Slack) -> None:
    slack.rules.event_retries = (0.0, 0.1, 0.1)
    team = slack.team()
    ada = team.user("Ada")
    headers: list[tuple[str | None, str | None]] = []

    async def failing(request: web.Request) -> web.Response:
        names = ("X-Slack-Retry-Num", "X-Slack-Retry-Reason")
        headers.append((request.headers.get(names[0]), request.headers.get(names[1])))
        stop = {"X-Slack-No-Retry": "1"} if len(headers) == 3 else {}
        return web.Response(status=500, headers=stop)

    server = web.Application()
    server.router.add_post("/", failing)
    runner = web.AppRunner(server, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    slack.http_app_url = "http://{}:{}/".format(*runner.addresses[0][:2])
    seen = await ada.open_home(patience=0)
    await runner.cleanup()
    assert seen.failure == "http_error"
    assert headers == [(None, None), ("1", "http_error"), ("2", "http_error")]


@pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")
async def test_an_app_is_installed_through_the_browser(
    slack: peer.Slack, tmp_path: Any
) -> None:
    team = slack.team("New", scopes=None)
    ada = team.user("Ada", admin=True)
    settings = AsyncOAuthSettings(
        client_id=slack.client_id,
        client_secret=slack.client_secret,
        scopes=["commands", "chat:write"],
        installation_store=FileInstallationStore(base_dir=str(tmp_path)),
        state_store=FileOAuthStateStore(expiration_seconds=600, base_dir=str(tmp_path)),
        authorization_url=f"{slack.url}/oauth/v2/authorize",
        install_page_rendering_enabled=False,
    )
    client = AsyncWebClient(base_url=slack.api_url)
    settings.redirect_uri = None
    app = AsyncApp(
        client=client, signing_secret=slack.signing_secret, oauth_settings=settings
    )
    flow = app.oauth_flow
    assert flow is not None
    flow.client.base_url = slack.api_url

    async def install(request: web.Request) -> web.Response:
        bolt = await to_bolt_request(request)
        return await to_aiohttp_response(await flow.handle_installation(bolt))

    async def callback(request: web.Request) -> web.Response:
        bolt = await to_bolt_request(request)
        return await to_aiohttp_response(await flow.handle_callback(bolt))

    server = web.Application()
    server.router.add_get("/slack/install", install)
    server.router.add_get("/slack/oauth_redirect", callback)
    runner = web.AppRunner(server, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    base = "http://{}:{}".format(*runner.addresses[0][:2])
    slack.oauth.redirect_uri = f"{base}/slack/oauth_redirect"
    refused = await ada.install(f"{base}/slack/install", allow=False)
    assert "access_denied" in refused.text
    assert team.team.installation is None
    page = await ada.install(f"{base}/slack/install")
    await runner.cleanup()
    assert page.status == 200
    assert team.scopes == {"commands", "chat:write"}
    stored = await settings.installation_store.async_find_bot(
        enterprise_id=None, team_id=team.id
    )
    assert stored is not None
    assert stored.bot_token == team.token
    junk = client.oauth_v2_access(
        client_id=slack.client_id, client_secret=slack.client_secret, code="junk"
    )
    assert await error_of(junk) == "invalid_code"
    wrong = client.oauth_v2_access(
        client_id=slack.client_id, client_secret="guessed", code="junk"
    )
    assert await error_of(wrong) == "bad_client_secret"


async def test_a_thousand_presses_in_one_second_are_delivered_and_timed(
    slack: peer.Slack,
) -> None:
    slack.rules.ack_within = 300
    team = slack.team()
    channel = team.channel("study")
    people = [team.user(f"Member {number}") for number in range(1000)]
    client = client_of(slack, team)
    app = AsyncApp(client=client)
    pressed: set[str] = set()

    @app.action("answer")
    async def answer(ack: Any, body: Json) -> None:
        pressed.add(body["user"]["id"])
        await ack()

    await client.chat_postMessage(
        channel=channel.id, text="x", blocks=[actions("Answer")]
    )
    (message,) = channel.messages
    # While a slow machine is busy with so many, no pong is read.
    async with by_socket(slack, app, ping_interval=60):
        seen = await slack.at_once(
            [partial(p.press, message, "Answer", patience=0) for p in people],
            within=1.0,
        )
        await until(lambda: len(peer.latencies(slack.deliveries)) == 1000, 300)
    assert pressed == {person.id for person in people}
    assert len(peer.latencies(slack.deliveries)) == 1000
    begun = [delivery.attempts[0].started for delivery in slack.deliveries]
    assert max(begun) - min(begun) > 0.9
    assert all(each.failure is None for each in seen)


async def test_a_peer_in_its_own_process_takes_orders() -> None:
    async with peer.Apart(members=50, channels=2) as far:
        client = AsyncWebClient(token=far.where["token"], base_url=far.where["api_url"])
        app = small_app(client)
        handler = AsyncSocketModeHandler(app, far.where["app_token"])
        await handler.connect_async()  # type: ignore[no-untyped-call]  # as Bolt has it
        await far.ask("connected")
        told = await far.ask("slash", command="/study", text="quiz", member=3)
        assert told["text"] == "A *card*\n[Next]"
        await far.ask("slash", command="/study", text="drop", channel=1)
        storm = await far.ask("press_all", button="Answer", channel=1, within=0.2)
        assert storm["acked"] == 50
        assert storm["failures"] == {}
        report = await far.ask("report")
        await handler.close_async()  # type: ignore[no-untyped-call]  # as Bolt has it
    assert report["messages"] == [[], ["A *card*\n[Answer]"]]
    assert report["violations"] == []
    assert report["calls"]["chat.postMessage"] == 1


async def test_after_a_command_replace_original_only_posts_again(
    slack: peer.Slack,
) -> None:
    team = slack.team()
    channel = team.channel("study")
    ada = team.user("Ada")
    payload = slack.payloads.slash(ada.user, channel, "/study", "")
    url = AsyncWebhookClient(payload["response_url"])
    await url.send(text="thinking")
    await url.send(text="done", replace_original=True)
    assert [message.text for message in ada.private] == ["thinking", "done"]
    assert "posts a new one" in str(slack.violations[0])


async def test_the_quieter_methods_answer(slack: peer.Slack) -> None:
    team = slack.team(scopes=None)
    everything = {"channels:read", "channels:join", "channels:history", "chat:write"}
    everything |= {"pins:write", "team:read", "users:read", "im:write", "im:read"}
    everything |= {"im:history", "files:write"}
    slack.install(team.team, everything)
    channel = team.channel("study", with_bot=False)
    ada = team.user("Ada")
    client = client_of(slack, team)
    assert not (await client.conversations_info(channel=channel.id))["channel"][
        "is_member"
    ]
    await client.conversations_join(channel=channel.id)
    members = await client.conversations_members(channel=channel.id)
    assert members["members"] == [ada.id, team.bot.id]
    listed = await client.conversations_list(types="public_channel,im")
    assert [each["id"] for each in listed["channels"]] == [channel.id]
    first = await client.chat_postMessage(channel=channel.id, text="first")
    await client.chat_postMessage(
        channel=channel.id, text="reply", thread_ts=first["ts"]
    )
    history = await client.conversations_history(channel=channel.id)
    assert [message["text"] for message in history["messages"]] == ["first"]
    thread = await client.conversations_replies(channel=channel.id, ts=first["ts"])
    assert [message["text"] for message in thread["messages"]] == ["first", "reply"]
    await client.pins_add(channel=channel.id, timestamp=first["ts"])
    assert channel.pinned == [first["ts"]]
    direct = await client.conversations_open(users=ada.id)
    assert direct["channel"]["id"] == ada.direct.id
    who = await client.auth_test()
    assert who.headers["x-oauth-scopes"].split(",") == sorted(everything)
    bot = await client.bots_info(bot=who["bot_id"])
    assert bot["bot"]["user_id"] == team.bot.id
    assert (await client.team_info())["team"]["domain"] == "study-group"
    await client.chat_delete(channel=channel.id, ts=first["ts"])
    assert [message.text for message in channel.messages] == ["reply"]


async def test_history_may_lag_behind(slack: peer.Slack) -> None:
    slack.rules.history_delay = 2
    team = slack.team()
    channel = team.channel("study")
    client = client_of(slack, team)
    await client.chat_postMessage(channel=channel.id, text="x")
    assert (await client.conversations_history(channel=channel.id))["messages"] == []
    slack.clock.advance(2)
    page = await client.conversations_history(channel=channel.id)
    assert len(page["messages"]) == 1


async def test_an_update_keeps_what_it_leaves_out(slack: peer.Slack) -> None:
    team = slack.team()
    channel = team.channel("study")
    client = client_of(slack, team)
    mark = {"event_type": "drop", "event_payload": {"drop": 1}}
    posted = await client.chat_postMessage(
        channel=channel.id, text="a", blocks=[section("a")], metadata=mark
    )
    (message,) = channel.messages
    where = {"channel": channel.id, "ts": posted["ts"]}
    await client.chat_update(**where, text="b")
    assert (message.text, message.readable, message.metadata) == ("b", "a", mark)
    await client.chat_update(**where, text="c", blocks=[], metadata={})
    assert (message.readable, message.metadata) == ("c", None)
    too_long = client.chat_update(**where, text="x" * 4001)
    assert await error_of(too_long) == "msg_too_long"


async def test_someone_who_is_away_never_sees_an_ephemeral_message(
    slack: peer.Slack,
) -> None:
    team = slack.team()
    channel = team.channel("study")
    ada = team.user("Ada")
    ada.user.away = True
    client = client_of(slack, team)
    sent = await client.chat_postEphemeral(channel=channel.id, user=ada.id, text="psst")
    assert sent["ok"]
    assert ada.private == []


async def test_a_submission_answered_with_a_bad_view_warns_the_member(
    slack: peer.Slack,
) -> None:
    team = slack.team()
    ada = team.user("Ada")
    client = client_of(slack, team)
    app = AsyncApp(client=client)

    @app.view("answer")
    async def answered(ack: Any) -> None:
        await ack(response_action="update", view=modal("x" * 25, section("a")))

    async with by_socket(slack, app):
        trigger = slack.tickets.trigger(ada.user)
        await client.views_open(trigger_id=trigger, view=modal("A", section("a")))
        assert ada.view is not None
        seen = await ada.submit(ada.view)
    assert seen.failure == "invalid_arguments"
    assert slack.violations[0].call == "view_submission"


async def test_a_socket_that_cannot_be_opened_is_tried_again(slack: peer.Slack) -> None:
    team = slack.team()
    slack.fault("link", 1, Kind.STATUS_503)
    slack.fault("link", 2, Kind.RESET_BEFORE)
    async with by_socket(slack, small_app(client_of(slack, team))):
        assert slack.sockets.opened == 1


async def test_a_reset_response_url_says_it_twice_by_the_default_client(
    slack: peer.Slack,
) -> None:
    team = slack.team()
    channel = team.channel("study")
    ada = team.user("Ada")
    slack.fault("response_url", 1, Kind.RESET_AFTER)
    payload = slack.payloads.slash(ada.user, channel, "/study", "")
    await AsyncWebhookClient(payload["response_url"]).send(text="hello")
    assert [message.text for message in ada.private] == ["hello", "hello"]


async def test_a_mute_connection_stands_but_brings_nothing(slack: peer.Slack) -> None:
    slack.rules.ack_within = 0.1
    team = slack.team()
    channel = team.channel("study")
    ada = team.user("Ada")
    async with by_socket(slack, small_app(client_of(slack, team))):
        slack.sockets.mute()
        assert (await ada.slash(channel, "/study", "quiz")).failure == "timeout"
        assert len(slack.sockets.usable) == 1


async def test_one_connection_too_many_is_sent_away(slack: peer.Slack) -> None:
    slack.rules.connections = 1
    async with aiohttp.ClientSession() as session:
        first = await session.ws_connect(slack.sockets.address())
        assert (await first.receive_json())["num_connections"] == 1
        second = await session.ws_connect(slack.sockets.address())
        assert (await second.receive_json())["reason"] == "too_many_websockets"
        used = slack.sockets.address()
        await first.close()
        third = await session.ws_connect(used)
        assert (await third.receive_json())["type"] == "hello"
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(used)
        await third.close()
        await second.close()


async def test_an_app_that_is_removed_is_told_and_its_token_dies(
    slack: peer.Slack,
) -> None:
    team = slack.team()
    client = client_of(slack, team)
    app = AsyncApp(client=client)
    told: list[str] = []

    @app.event("app_uninstalled")
    async def uninstalled(body: Json) -> None:
        told.append(body["team_id"])

    @app.event("tokens_revoked")
    async def revoked(event: Json) -> None:
        told.extend(event["tokens"]["bot"])

    async with by_socket(slack, app):
        for delivery in team.uninstall():
            await delivery.done.wait()
        await asyncio.sleep(0.05)
    assert sorted(told) == sorted([team.id, team.bot.id])
    assert await error_of(client.auth_test()) == "account_inactive"


async def test_a_picture_that_slack_cannot_download_is_refused(
    slack: peer.Slack,
) -> None:
    slack.rules.unreachable = ("http://localhost",)
    team = slack.team()
    channel = team.channel("study")
    client = client_of(slack, team)
    image = {"type": "image", "alt_text": "a", "image_url": "http://localhost/a.png"}
    posted = client.chat_postMessage(channel=channel.id, text="x", blocks=[image])
    assert await error_of(posted) == "invalid_blocks"
    image["image_url"] = "https://example.org/a.png"
    await client.chat_postMessage(channel=channel.id, text="x", blocks=[image])
    (shown,) = channel.messages[0].pictures
    assert shown.url == "https://example.org/a.png"


def test_a_renderer_can_be_checked_without_a_server() -> None:
    checks = peer.Checks()
    assert checks.of_blocks([section("fine"), actions("Go")]) == []
    long = checks.of_blocks([section("x" * 2900) for _ in range(5)])
    assert [problem.pointer for problem in long] == ["/blocks"]
    assert checks.of_view(modal("A", ANSWER_BOX)) == []
    assert checks.of_view(modal("x" * 25, ANSWER_BOX)) != []
