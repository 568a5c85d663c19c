"""One press, command or submission: from its sending to its last follow-up."""

import asyncio
import time
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum

from .errors import ApiError, InvalidBody, Json, Problem
from .world import Channel, Message, User


class Asked(IntEnum):
    COMMAND = 2
    COMPONENT = 3
    AUTOCOMPLETE = 4
    MODAL = 5


class Answer(IntEnum):
    MESSAGE = 4
    DEFERRED = 5
    DEFERRED_UPDATE = 6
    UPDATE = 7
    CHOICES = 8
    MODAL = 9


@dataclass(frozen=True, slots=True, eq=False)
class Modal:
    """A form that has opened for one member."""

    title: str
    custom_id: str
    components: list[Json]
    opener: "Interaction"


@dataclass(slots=True, eq=False)
class Interaction:
    """`message` is what was pressed, or from where the modal had been opened."""

    id: int
    token: str
    asked: Asked
    who: User
    channel: Channel
    data: Json
    born: datetime
    message: Message | None = None
    user_installed_only: bool = False
    sent: float = field(default_factory=time.perf_counter)
    acknowledged_after: float | None = None
    """Real seconds from sending to the effect of the first response."""
    answer: Answer | None = None
    original: Message | None = None
    modal: Modal | None = None
    choices: list[Json] = field(default_factory=list)
    followups: list[Message] = field(default_factory=list)
    refused: list[ApiError] = field(default_factory=list)
    """Callbacks that were turned away: late, second, malformed."""
    changes: int = 0
    """Edits and follow-ups since the first response."""
    _stirred: asyncio.Event = field(default_factory=asyncio.Event)

    def allowed(self) -> set[Answer]:
        """Receiving and Responding: which first responses this may have."""
        if self.asked is Asked.AUTOCOMPLETE:
            return {Answer.CHOICES}
        answers = {Answer.MESSAGE, Answer.DEFERRED}
        if self.asked is not Asked.MODAL:
            answers.add(Answer.MODAL)
        if self.message is not None:
            answers |= {Answer.DEFERRED_UPDATE, Answer.UPDATE}
        return answers

    def acknowledge(self, answer: Answer) -> None:
        if answer not in self.allowed():
            text = f"Callback type {answer} cannot answer {self.asked.name}."
            raise InvalidBody([Problem("type", text)])
        self.answer = answer
        self.acknowledged_after = time.perf_counter() - self.sent
        self.stir()

    def stir(self) -> None:
        """Wake who waits for something to happen here."""
        self._stirred.set()

    async def wait(self, seconds: float, until_changed: bool = False) -> bool:
        """Whether it was acknowledged (and changed since) within real seconds."""
        deadline = time.perf_counter() + seconds
        while not self._arrived(until_changed):
            left = deadline - time.perf_counter()
            if left <= 0:
                return False
            self._stirred.clear()
            try:
                await asyncio.wait_for(self._stirred.wait(), left)
            except TimeoutError:
                return self._arrived(until_changed)
        return True

    def _arrived(self, changed: bool) -> bool:
        return self.answer is not None and (not changed or self.changes > 0)
