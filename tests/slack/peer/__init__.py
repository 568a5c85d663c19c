"""A small Slack that speaks over real sockets: honest about Slack's rules, and hostile.

    async with peer.Slack() as slack:
        team = slack.team()
        channel, ada = team.channel("study"), team.user("Ada", tz="Europe/Berlin")
        ...  # start the app with slack.api_url, team.token and slack.app_token
        await slack.sockets.connected()
        seen = await ada.slash(channel, "/study", "quiz")
        await ada.press(seen.message, "Answer")
        assert slack.violations == []

What goes wrong is ordered with `slack.fault(...)` for calls of the app, and with
`slack.twist(...)` for deliveries to it; what is allowed stands in `slack.rules`.
"""

from tests.clock import Clock

from .apart import Apart
from .blocks import as_text, pings
from .checks import Checks
from .deliveries import Delivery, latencies
from .errors import Impossible, Violation
from .faults import Kind, Twist
from .people import Member
from .ratelimits import busiest_minute
from .rules import Rules
from .seen import Seen
from .server import SCOPES, Slack
from .workspaces import Workspace
from .world import Channel, File, Message, Picture, Privacy, View

__all__ = [
    "SCOPES",
    "Apart",
    "Channel",
    "Checks",
    "Clock",
    "Delivery",
    "File",
    "Impossible",
    "Kind",
    "Member",
    "Message",
    "Picture",
    "Privacy",
    "Rules",
    "Seen",
    "Slack",
    "Twist",
    "View",
    "Violation",
    "Workspace",
    "as_text",
    "busiest_minute",
    "latencies",
    "pings",
]
