"""What a member saw come of what they did."""

from dataclasses import dataclass, field

from .deliveries import Delivery
from .errors import Json
from .posting import POSTED
from .world import Change, Channel, Message, User, View


@dataclass(slots=True, eq=False)
class Seen:
    """Grows while the app goes on working; read it again, or wait with `more()`."""

    member: User
    channel: Channel | None
    delivery: Delivery | None = None
    errors: dict[str, str] = field(default_factory=dict)
    """Of a submission that was sent back, by block_id."""
    options: list[Json] = field(default_factory=list)
    """What the app suggested."""
    _own: int = 0
    _shared: int = 0
    _direct: int = 0

    def __post_init__(self) -> None:
        self._own = len(self.member.changes)
        self._shared = len(self.channel.changes) if self.channel else 0
        direct = self.member.team.direct(self.member)
        self._direct = len(direct.changes) if direct else 0

    @property
    def changes(self) -> list[Change]:
        """On their own screen, in the channel, and from the app directly."""
        found = self.member.changes[self._own :]
        if self.channel is not None:
            found = found + self.channel.changes[self._shared :]
        direct = self.member.team.direct(self.member)
        if direct is not None and direct is not self.channel:
            found = found + direct.changes[self._direct :]
        return found

    @property
    def failure(self) -> str | None:
        """Slack's warning that the app did not answer; None is well."""
        return self.delivery.failure if self.delivery else None

    @property
    def latency(self) -> float | None:
        """Real seconds to the acknowledgement."""
        return self.delivery.latency if self.delivery else None

    def _messages(self) -> list[Message]:
        touched = [c.of for c in self.changes if isinstance(c.of, Message)]
        return [each for each in dict.fromkeys(touched) if not each.deleted]

    @property
    def private(self) -> list[Message]:
        """Ephemeral messages that came or changed and still stand."""
        return [each for each in self._messages() if each.ephemeral]

    @property
    def public(self) -> list[Message]:
        """Messages in the channel, or the direct ones, that came or changed."""
        return [each for each in self._messages() if not each.ephemeral]

    @property
    def posted(self) -> list[Message]:
        """Only those that are new, private or not."""
        new = [c.of for c in self.changes if c.what == POSTED]
        return [m for m in new if isinstance(m, Message) and not m.deleted]

    @property
    def message(self) -> Message:
        """The one that came or changed last, private before public."""
        found = self.private or self.public
        assert found, f"nothing was said; {self.failure or 'no failure'}"
        return found[-1]

    @property
    def view(self) -> View:
        """The modal that was opened, pushed or updated last, or the home tab."""
        found = [c.of for c in self.changes if isinstance(c.of, View) and c.of.open]
        assert found, f"no view came; {self.failure or 'no failure'}"
        return found[-1]

    @property
    def has_view(self) -> bool:
        return any(isinstance(c.of, View) and c.of.open for c in self.changes)

    @property
    def text(self) -> str:
        """All of it as a reader has it."""
        things = list(dict.fromkeys(change.of for change in self.changes))
        return "\n".join(
            thing.readable
            for thing in things
            if not (isinstance(thing, Message) and thing.deleted)
        )
