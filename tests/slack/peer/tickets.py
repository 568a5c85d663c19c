"""What comes with an interaction and can be used up: triggers and response URLs."""

from dataclasses import dataclass

from tests.clock import Clock

from .errors import ApiError
from .mint import Mint
from .rules import Rules
from .world import Channel, Message, User, View


@dataclass(slots=True, eq=False)
class Trigger:
    id: str
    user: User
    born: float
    view: View | None = None
    """The modal it was pressed in."""
    used: bool = False


@dataclass(slots=True, eq=False)
class ResponseUrl:
    address: str
    user: User
    channel: Channel
    born: float
    source: Message | None = None
    """The message it can replace; none after a command or a shortcut."""
    uses: int = 0


class Tickets:
    def __init__(self, rules: Rules, clock: Clock, mint: Mint) -> None:
        self._rules = rules
        self._clock = clock
        self._mint = mint
        self._triggers: dict[str, Trigger] = {}
        self.urls: dict[str, ResponseUrl] = {}
        self.base = ""
        """The peer's own address."""

    def trigger(self, user: User, view: View | None = None) -> str:
        ticket = f"{self._mint.secret(12)}.{self._mint.secret(10)}"
        trigger = Trigger(ticket, user, self._clock.timestamp(), view)
        self._triggers[ticket] = trigger
        return ticket

    def exchange(self, ticket: str, user_team: str) -> Trigger:
        """The trigger, which is then used up. Raises as views.open answers."""
        trigger = self._triggers.get(ticket)
        if trigger is None or trigger.user.team.id != user_team:
            raise ApiError("invalid_trigger_id")
        if trigger.used:
            raise ApiError("exchanged_trigger_id")
        if self._clock.timestamp() - trigger.born > self._rules.trigger_lives:
            raise ApiError("expired_trigger_id")
        trigger.used = True
        return trigger

    def response_url(
        self, user: User, channel: Channel, source: Message | None = None
    ) -> ResponseUrl:
        kind = "commands" if source is None else "actions"
        number, secret = self._mint.secret(12), self._mint.secret()
        address = f"{self.base}/{kind}/{user.team.id}/{number}/{secret}"
        url = ResponseUrl(address, user, channel, self._clock.timestamp(), source)
        self.urls[address] = url
        return url

    def use(self, address: str) -> ResponseUrl:
        """Counts a use. Raises `invalid_url`, `expired_url` or `used_url`."""
        url = self.urls.get(address)
        if url is None:
            raise ApiError("invalid_url")
        if self._clock.timestamp() - url.born > self._rules.response_url_lives:
            raise ApiError("expired_url")
        if url.uses >= self._rules.response_url_uses:
            raise ApiError("used_url")
        url.uses += 1
        return url
