"""What was typed behind a command, as Slack hands it to an app that wants it escaped.

https://docs.slack.dev/interactivity/implementing-slash-commands
"""

import re

from .world import Team

_NAMED = re.compile(r"([@#])([\w.-]+)")
_LINK = re.compile(r"https?://[^\s&]+")


def escaped(text: str, team: Team) -> str:
    """Members, channels and links of the team in angle brackets; theirs are escaped.

    A name is known in whatever case it is typed, as one chosen from Slack's list is.
    """
    plain = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    people = {user.name.lower(): user.id for user in team.users.values()}
    channels = {channel.name: channel.id for channel in team.channels.values()}

    def named(found: re.Match[str]) -> str:
        sign, name = found.groups()
        id = (people if sign == "@" else channels).get(name.lower())
        return f"<{sign}{id}|{name.lower()}>" if id else found[0]

    return _LINK.sub(lambda found: f"<{found[0]}>", _NAMED.sub(named, plain))
