import logging
from io import StringIO

import pytest

from adapters.redact import Redacted, redact

# Of the right shape, and of nobody: put together here so that no scanner takes alarm.
SLACK_BOT = "xoxb-" + "123456789012-1234567890123-" + "AbCdEfGhIjKlMnOpQrStUvWx"
SLACK_APP = "xapp-" + "1-A0123456789-1234567890123-" + "0123456789abcdef" * 4
SLACK_REFRESH = "xoxe.xoxp-" + "1-" + "Mi0yLTEyMzQ1Njc4OTAxMi0x"
DISCORD = (
    "MTk4NjIyNDgzNDcxOTI1MjQ4" + "." + "Cl2FMQ" + "." + "ZnCjm1XVW7vRze4b7Cq4se7kKWs"
)
DISCORD_LONG = "MTE5ODYyMjQ4MzQ3MTkyNTI0OA" + ".GxYzAb." + "a-_9" * 9 + "zz"
INTERACTION = "aW50ZXJhY3Rpb246MTIzNDU2Nzg5MDEyMzQ1Njc4OmFiY2RlZg"
PAGE = "correct-horse-battery-staple"

CANARIES = (SLACK_BOT, SLACK_APP, SLACK_REFRESH, DISCORD, DISCORD_LONG)

LINES = (
    "%s",
    "Authorization: Bot %s",
    "Authorization: Bearer %s\r\n",
    "{'token': '%s', 'x': 1}",
    '{"token":"%s"}',
    "https://slack.com/api/auth.test?token=%s&pretty=1",
    "(%s)",
)


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("canary", CANARIES, ids=lambda canary: canary[:5])
def test_a_token_is_blotted_out_wherever_it_stands(canary: str, line: str) -> None:
    blotted = redact(line % canary)
    assert canary not in blotted
    assert not any(part in blotted for part in pieces(canary))
    assert "[secret]" in blotted


@pytest.mark.parametrize(
    "address",
    [
        f"https://discord.com/api/v10/webhooks/1198622483471925248/{INTERACTION}",
        f"/webhooks/1198622483471925248/{INTERACTION}/messages/@original",
        f"POST /interactions/1198622483471925248/{INTERACTION}/callback",
        f"http://127.0.0.1:8321/?token={INTERACTION}",
        f"404, url='wss://wss-primary.slack.com/link/?ticket={INTERACTION}&app_id=A1'",
        f"https://hooks.slack.com/actions/T0123456789/7004521870/{INTERACTION}",
        f"POST https://hooks.slack.com/commands/T0123456789/7004521870/{INTERACTION}",
    ],
)
def test_an_address_that_holds_a_token_loses_it(address: str) -> None:
    assert INTERACTION not in redact(address)


def test_what_is_no_token_stays_as_it_is() -> None:
    for line in (
        "Message 12: no word for 60 s",
        "adapters.web.server: a socket was closed",
        "File adapters/desk.py, line 111, in _run",
        "2026-11-23 21:53:40,901 WARNING bot.store.connection: 3.51.3",
        "https://discord.com/api/v10/channels/1198622483471925248/messages",
    ):
        assert redact(line) == line


def test_no_secret_comes_through_at_debug_level_whoever_logs_it() -> None:
    written = StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(Redacted("%(levelname)s %(name)s %(message)s"))
    logger = logging.Logger("discord.http", logging.DEBUG)
    logger.addHandler(handler)
    for canary in CANARIES:
        logger.debug("POST with %s", {"headers": {"Authorization": f"Bot {canary}"}})
        logger.info("connected as %s", canary)
        try:
            raise ConnectionError(f"401 for {canary}")
        except ConnectionError:
            logger.exception("could not log in", stack_info=True)
    said = written.getvalue()
    assert said.count("[secret]") >= 3 * len(CANARIES)
    assert not any(piece in said for canary in CANARIES for piece in pieces(canary))
    assert "could not log in" in said
    assert "ConnectionError: 401 for" in said


def pieces(canary: str) -> list[str]:
    """Parts long enough to be of use to somebody."""
    return [canary[n : n + 16] for n in range(0, len(canary) - 16, 4)]
