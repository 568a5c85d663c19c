"""Slack's refusals, under its own names."""

from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a body, where (a JSON pointer), and who says so."""

    pointer: str
    message: str
    source: str = ""

    def __str__(self) -> str:
        return f"{self.message} [json-pointer:{self.pointer}]"


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule that the app broke; `call` is the method or address it called."""

    call: str
    problem: Problem

    def __str__(self) -> str:
        return f"{self.call}: {self.problem} ({self.problem.source})"


class ApiError(Exception):
    """Answered as `ok: false` with Slack's word; `extra` joins the body."""

    def __init__(self, error: str, **extra: Any) -> None:
        super().__init__(error)
        self.error = error
        self.extra = extra

    def body(self) -> Json:
        return {"ok": False, "error": self.error, **self.extra}


class InvalidBody(ApiError):
    """`invalid_blocks` or `invalid_arguments`, with a line for each problem."""

    def __init__(self, error: str, problems: list[Problem]) -> None:
        lines = [str(problem) for problem in problems]
        meta = {"messages": [f"[ERROR] {line}" for line in lines]}
        super().__init__(error, errors=lines, response_metadata=meta)
        self.problems = problems


class Impossible(AssertionError):
    """A test asked a member to do what Slack's own client would not let them do."""
