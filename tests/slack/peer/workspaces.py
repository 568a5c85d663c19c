"""A team, its channels, its people, and the app in it."""

from typing import TYPE_CHECKING

from .deliveries import Delivery
from .errors import Json
from .people import Member
from .world import Channel, Installation, Privacy, Team, User

if TYPE_CHECKING:
    from .server import Slack


class Workspace:
    """A team, and its people who can act."""

    def __init__(self, peer: "Slack", team: Team) -> None:
        self._peer = peer
        self.team = team

    @property
    def id(self) -> str:
        return self.team.id

    @property
    def app(self) -> Installation:
        assert self.team.installation is not None, "the app is not installed there"
        return self.team.installation

    @property
    def token(self) -> str:
        return self.app.token

    @property
    def bot(self) -> User:
        return self.app.user

    @property
    def scopes(self) -> set[str]:
        """Of the token now in use; take one away and see what the app says."""
        return self.app.scopes

    def user(
        self,
        name: str,
        tz: str = "Europe/London",
        admin: bool = False,
        owner: bool = False,
        locale: str = "en-GB",
        display_name: str | None = None,
    ) -> Member:
        """A member, who joins every public channel there is."""
        user = self._peer.add_user(self.team, name)
        user.tz, user.locale, user.admin, user.owner = tz, locale, admin, owner
        user.display_name = name if display_name is None else display_name
        for channel in self.team.channels.values():
            if channel.privacy is Privacy.PUBLIC:
                channel.members[user.id] = user
        return Member(self._peer, user)

    def channel(
        self, name: str, privacy: Privacy = Privacy.PUBLIC, with_bot: bool = True
    ) -> Channel:
        """A channel with everyone in it; `with_bot`: the app was invited."""
        letter = "C" if privacy is Privacy.PUBLIC else "G"
        channel = Channel(self._peer.mint.id(letter), name, self.team, privacy)
        for user in self.team.users.values():
            if not user.bot or with_bot:
                channel.members[user.id] = user
        self.team.channels[channel.id] = channel
        return channel

    def invite(self, channel: Channel, who: Member | None = None) -> None:
        """A member, or the app."""
        user = who.user if who else self.bot
        channel.members[user.id] = user

    def remove(self, channel: Channel, who: Member | None = None) -> None:
        user = who.user if who else self.bot
        channel.members.pop(user.id, None)

    def emit(self, event: Json) -> Delivery:
        """Any event of the Events API, such as {"type": "channel_archive", ...}."""
        return self._peer.dispatch.event(self._peer.payloads.event(self.team, event))

    def uninstall(self) -> list[Delivery]:
        """An admin removes the app: its token dies, and it is told."""
        self.app.error = "account_inactive"
        tokens = {"oauth": [], "bot": [self.bot.id]}
        return [
            self.emit({"type": "app_uninstalled"}),
            self.emit({"type": "tokens_revoked", "tokens": tokens}),
        ]
