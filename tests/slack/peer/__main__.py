"""A peer in its own process: `python -m tests.slack.peer --members 1000`.

Its first line tells where it is; then each line in is an order of `orders.py`,
and each line out its answer. It ends with its input.
"""

import argparse
import asyncio
import json
import sys

from tests.clock import Clock

from .errors import Json
from .orders import Orders
from .rules import Rules
from .server import Slack


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tests.slack.peer", description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--members", type=int, default=10)
    parser.add_argument("--channels", type=int, default=1, help="of each workspace")
    parser.add_argument("--teams", type=int, default=1)
    parser.add_argument("--latency", type=float, default=0.0)
    parser.add_argument("--speed", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--strict", action="store_true", help="hold to the rate limits")
    return parser.parse_args()


def _say(answer: Json) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


async def _run(wanted: argparse.Namespace) -> None:
    rules = Rules(limited=wanted.strict, latency=wanted.latency)
    slack = Slack(rules, Clock(speed=wanted.speed), wanted.seed)
    await slack.start(wanted.port)
    teams = [slack.team(f"Group {number}") for number in range(wanted.teams)]
    channels = [
        team.channel(f"study-{number}")
        for team in teams
        for number in range(wanted.channels)
    ]
    team = teams[0]
    members = [team.user(f"Member {number}") for number in range(wanted.members)]
    members[0].user.admin = True
    orders = Orders(slack, channels, members)
    _say(
        {
            "api_url": slack.api_url,
            "app_token": slack.app_token,
            "token": team.token,
            "teams": [
                {"id": each.id, "token": each.token, "bot_user": each.bot.id}
                for each in teams
            ],
            "signing_secret": slack.signing_secret,
            "channels": [channel.id for channel in channels],
            "members": [member.id for member in members],
        }
    )
    while line := await asyncio.to_thread(sys.stdin.readline):
        _say(await orders.obey(json.loads(line)))
    await slack.stop()


asyncio.run(_run(_arguments()))
