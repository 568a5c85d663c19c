"""What the app is to Slack, made from the command table; pasted in to create it."""

import json

from adapters.json_types import Json
from adapters.slack import limits
from adapters.slack.commands import COMMAND, SHORTCUTS
from adapters.slack.text import clip
from bot.commands import COMMANDS

SCOPES = (
    "chat:write",
    "commands",
    "files:read",
    "files:write",
    "im:write",
    "users:read",
)
"""The least that everything works with."""

OPTIONAL = {
    "channels:history": "find a post again after an outage, in channels",
    "groups:history": "the same in private channels",
    "im:history": "the same of what it sent to a member alone",
    "chat:write.public": "post in public channels without being invited",
    "pins:write": "pin the card of the day, where a channel wants it",
}
"""Scopes that an admin may refuse, and what they are for."""

EVENTS = ("app_home_opened", "app_uninstalled", "tokens_revoked")

NAME = "Studybot"
DESCRIPTION = "A card of the day, quizzes and streaks for a group that studies together"
LONG = (
    "Studybot makes a group study together: a card of the day that drops in the "
    "channel, questions whenever someone asks for one, and streaks that keep people "
    "coming back. Math is typeset into pictures. What you type is seen by you alone, "
    "and /study privacy shows what is stored about you, exports it and deletes it."
)
COLOUR = "#3f51b5"


def manifest(address: str = "") -> Json:
    """With an address, Slack sends everything there; without, it is Socket Mode."""
    url = f"{address.rstrip('/')}/slack/events" if address else ""
    back = f"{address.rstrip('/')}/slack/oauth_redirect"
    scopes = {"bot": list(SCOPES), "bot_optional": list(OPTIONAL)}
    return {
        "_metadata": {"major_version": 2, "minor_version": 1},
        "display_information": {
            "name": NAME,
            "description": DESCRIPTION,
            "long_description": LONG,
            "background_color": COLOUR,
        },
        "features": _features(url),
        "oauth_config": {
            **({"redirect_urls": [back]} if address else {}),
            "scopes": scopes,
        },
        "settings": {
            "event_subscriptions": {
                **({"request_url": url} if url else {}),
                "bot_events": list(EVENTS),
            },
            "interactivity": {
                "is_enabled": True,
                **({"request_url": url} if url else {}),
            },
            "org_deploy_enabled": False,
            "socket_mode_enabled": not url,
            "token_rotation_enabled": False,
        },
    }


def _features(url: str) -> Json:
    anywhere, on_message = SHORTCUTS
    names = " | ".join(command.name for command in COMMANDS)
    return {
        "app_home": {
            "home_tab_enabled": True,
            "messages_tab_enabled": True,
            "messages_tab_read_only_enabled": False,
        },
        "bot_user": {"display_name": NAME, "always_online": True},
        "shortcuts": [
            {
                "name": "Study",
                "type": "global",
                "callback_id": anywhere,
                "description": "A question, your reviews, your streak",
            },
            {
                "name": "Study here",
                "type": "message",
                "callback_id": on_message,
                "description": "The same in this channel; works in threads too",
            },
        ],
        "slash_commands": [
            {
                "command": COMMAND,
                **({"url": url} if url else {}),
                "description": "Study together",
                "usage_hint": clip(f"[{names}]", limits.COMMAND_HINT),
                "should_escape": True,
            }
        ],
    }


def written(address: str = "") -> str:
    return json.dumps(manifest(address), indent=2, ensure_ascii=False) + "\n"
