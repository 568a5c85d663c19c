"""Members: what they press, and what they then see."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from . import tree
from .asking import BOT_DM, GUILD, ask
from .errors import Json
from .filling import command_data, leaf_of, modal_data, picked
from .interactions import Answer, Asked, Interaction, Modal
from .permissions import Permission
from .tree import NotThere
from .world import Channel, Member, Message, User

if TYPE_CHECKING:
    from .places import Place
    from .server import Discord


class What(StrEnum):
    """What a member sees come back."""

    MESSAGE = "message"
    UPDATE = "update"
    """The message that was pressed, changed or left as it was."""
    MODAL = "modal"
    CHOICES = "choices"
    THINKING = "thinking"
    """A deferred answer that has not come."""
    FAILED = "failed"
    """"This interaction failed": nothing within three seconds."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One member's view of one answer. It stays true as later edits arrive."""

    interaction: Interaction
    _peer: "Discord"

    @property
    def what(self) -> What:
        answer, original = self.interaction.answer, self.interaction.original
        if answer is None:
            return What.FAILED
        if answer is Answer.MODAL:
            return What.MODAL
        if answer is Answer.CHOICES:
            return What.CHOICES
        if answer in (Answer.UPDATE, Answer.DEFERRED_UPDATE):
            return What.UPDATE
        return What.THINKING if original and original.loading else What.MESSAGE

    @property
    def seconds(self) -> float:
        """From sending to acknowledgement; infinite where none came."""
        after = self.interaction.acknowledged_after
        return float("inf") if after is None else after

    @property
    def deferred(self) -> bool:
        return self.interaction.answer in (Answer.DEFERRED, Answer.DEFERRED_UPDATE)

    @property
    def message(self) -> Message:
        message = self.interaction.original
        if message is None:
            raise NotThere(f"no message came back: {self.what}")
        return message

    @property
    def text(self) -> str:
        return self.message.text

    @property
    def ephemeral(self) -> bool:
        return self.message.ephemeral

    @property
    def modal(self) -> Modal:
        if self.interaction.modal is None:
            raise NotThere(f"no modal opened: {self.what}")
        return self.interaction.modal

    @property
    def choices(self) -> list[str]:
        return [str(choice["name"]) for choice in self.interaction.choices]

    @property
    def followups(self) -> list[Message]:
        return self.interaction.followups

    async def settled(self, seconds: float = 10.0) -> "Seen":
        """After the first edit or follow-up; itself, for chaining."""
        await self.interaction.wait(seconds, until_changed=True)
        return self


class Person:
    """An account, and the hands that use it."""

    def __init__(self, peer: "Discord", account: User) -> None:
        self._peer = peer
        self.account = account

    @property
    def id(self) -> int:
        return self.account.id

    @property
    def name(self) -> str:
        return self.account.name

    @property
    def direct(self) -> "Place":
        """Direct messages with the bot."""
        return self._peer.place(self._peer.direct(self.account))

    # What a member can do.

    async def slash(self, place: "Place", command: str, /, **options: Any) -> Seen:
        """`command` with its subcommands, as in "drop set"; files are `Sent`."""
        found, path = self._command(place, command)
        data = command_data(self._peer, found, path, options)
        return await self._ask(place.channel, Asked.COMMAND, data)

    async def autocomplete(
        self, place: "Place", command: str, option: str, typed: str, /, **options: Any
    ) -> Seen:
        """The choices offered for `option` with `typed` in it so far."""
        found, path = self._command(place, command)
        given = {**options, option: typed}
        known = leaf_of(found, path).get("options") or []
        if option not in {each["name"] for each in known if each.get("autocomplete")}:
            raise NotThere(f"{option!r} does not complete itself")
        data = command_data(self._peer, _nothing_required(found), path, given)
        _leaf(data)[option]["focused"] = True
        return await self._ask(place.channel, Asked.AUTOCOMPLETE, data)

    async def press(
        self, on: Message | Seen, button: str, *, late: float = 0.0
    ) -> Seen:
        """By label or custom_id; it arrives `late`, by the peer's clock."""
        return await self._component(on, button, None, late)

    async def select(self, on: Message | Seen, menu: str, *values: str) -> Seen:
        """By placeholder or custom_id; values by label or value."""
        return await self._component(on, menu, values)

    async def submit(self, modal: Modal | Seen, /, **values: Any) -> Seen:
        """By custom_id or label; `text`, `picks` where there is but one such field."""
        opened = modal.modal if isinstance(modal, Seen) else modal
        data = modal_data(opened, values)
        channel = opened.opener.channel
        return await self._ask(channel, Asked.MODAL, data, opened.opener.message)

    def say(self, place: "Place", text: str) -> Message:
        """An ordinary message of theirs."""
        peer = self._peer
        channel = place.channel
        message = Message(
            peer.ids.mint(), channel, self.account, peer.clock.now(), content=text
        )
        channel.stored[message.id] = message
        peer.announce("MESSAGE_CREATE", message)
        return message

    # How it goes out.

    async def _component(
        self,
        on: Message | Seen,
        wanted: str,
        values: tuple[str, ...] | None,
        late: float = 0.0,
    ) -> Seen:
        message = on.message if isinstance(on, Seen) else on
        if message.only_for not in (None, self.account) or message.deleted:
            raise NotThere(f"{self.name} does not see that message")
        data = press_data(message, wanted, values)
        return await self._ask(message.channel, Asked.COMPONENT, data, message, late)

    async def _ask(
        self,
        channel: Channel,
        asked: Asked,
        data: Json,
        message: Message | None = None,
        late: float = 0.0,
    ) -> Seen:
        peer = self._peer
        self.appear(channel)
        interaction = ask(peer, self.account, channel, asked, data, message, late)
        seen = Seen(interaction, peer)
        patience = peer.clock.real(peer.rules.answer_within) + 0.05
        await interaction.wait(patience)
        if seen.deferred:
            await seen.settled()
        return seen

    def appear(self, channel: Channel) -> None:
        """Whoever acts in a server has joined it."""
        guild = channel.guild
        if guild is not None and self.id not in guild.members:
            guild.members[self.id] = Member(self.account, self._peer.clock.now())

    def _command(self, place: "Place", command: str) -> tuple[Json, list[str]]:
        name, *path = command.removeprefix("/").split()
        guild = place.channel.guild
        scopes = ([guild.id] if guild else []) + [None]
        found = [
            scope[name]
            for key in scopes
            if name in (scope := self._peer.commands.get(key, {}))
        ]
        if not found:
            raise NotThere(f"no command /{name}")
        self._may(place, found[0])
        return found[0], path

    def _may(self, place: "Place", command: Json) -> None:
        """Whether the client offers the command to this member in this place."""
        guild = place.channel.guild
        contexts = command.get("contexts")
        if contexts and (GUILD if guild else BOT_DM) not in contexts:
            raise NotThere(f"/{command['name']} is not for this place")
        needed = command.get("default_member_permissions")
        if guild is None or needed is None:
            return
        self.appear(place.channel)
        needs = Permission(int(needed)) or Permission.ADMINISTRATOR
        if needs not in place.channel.bits(self.account):
            raise NotThere(f"{self.name} is not offered /{command['name']}")


def press_data(message: Message, wanted: str, values: tuple[str, ...] | None) -> Json:
    """The data of a press, or with `values` of a choice."""
    component = tree.pressable(message.components, wanted)
    if (component["type"] == tree.BUTTON) != (values is None):
        raise NotThere(f"{wanted!r} is of type {component['type']}")
    data: Json = {
        "component_type": component["type"],
        "custom_id": component["custom_id"],
        "id": component["id"],
    }
    if values is not None:
        data["values"] = picked(component, values)
    return data


def _leaf(data: Json) -> dict[str, Json]:
    """The options that carry values, by name."""
    options: list[Json] = data["options"]
    while options and "options" in options[0]:
        options = options[0]["options"]
    return {option["name"]: option for option in options}


def _nothing_required(option: Json) -> Json:
    below = [_nothing_required(each) for each in option.get("options") or []]
    return {**option, "required": False, "options": below}
