"""The commands, once: adapters, completion and help are made from this table."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from bot import wording
from bot.callers import Given, Options, Somebody, Upload
from bot.cards import Level
from bot.challenges import QUESTIONS, TEAMS, Pace
from bot.errors import BadInput
from bot.texts import storable


class Takes(StrEnum):
    """What an option takes; each adapter offers the best it has for it."""

    TEXT = "text"
    FILE = "file"
    DECK = "deck"
    TAG = "tag"
    KIND = "kind"
    ZONE = "zone"
    ROLE = "role"
    COMMAND = "command"
    MEMBER = "member"


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a command; `choices` closes it to these values.

    `only` names the platforms that have such a thing; empty: all have.
    """

    name: str
    help: str
    takes: Takes = Takes.TEXT
    choices: tuple[str, ...] = ()
    required: bool = False
    only: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Command:
    """A command, or a group of them (`parts`, one level deep).

    A group without a part is its first. `manages`: only for those who may manage the
    space. `personal`: works in direct messages too. `only` names the platforms that
    need it; empty: all do.
    """

    name: str
    help: str
    options: tuple[Option, ...] = ()
    parts: tuple["Command", ...] = ()
    manages: bool = False
    personal: bool = True
    only: tuple[str, ...] = ()

    def on(self, platform: str) -> bool:
        """Whether a platform has it, named as its ids begin."""
        return not self.only or platform in self.only

    def offered(self, platform: str) -> tuple[Option, ...]:
        """The options that make sense on a platform."""
        return tuple(
            one for one in self.options if not one.only or platform in one.only
        )


_LEVEL = Option("level", "How hard", choices=tuple(Level))
_DECK = Option("deck", "Which deck", Takes.DECK)
_KIND = Option("kind", "Concept, math, code …", Takes.KIND)
_TAG = Option("tag", "A subject, such as ddpm", Takes.TAG)

COMMANDS: tuple[Command, ...] = (
    Command("today", "Show the card of the day again", personal=False),
    Command(
        "quiz",
        "A question for you alone, on what you have most probably forgotten",
        (
            _DECK,
            _LEVEL,
            _KIND,
            _TAG,
            Option(
                "form",
                "Options to choose from, or a card to explain",
                choices=("check", "card"),
            ),
        ),
    ),
    Command(
        "challenge",
        "Play together: questions for everybody here, one after another",
        (
            _DECK,
            _LEVEL,
            _KIND,
            _TAG,
            Option(
                "questions",
                "How many; five, if you do not say",
                choices=tuple(str(count) for count in range(1, QUESTIONS + 1)),
            ),
            Option(
                "pace",
                "Steady: by what there is to read; quick: half; relaxed: no limit",
                choices=tuple(Pace),
            ),
            Option("bonus", "Up to a fifth more for speed", choices=("on", "off")),
            Option(
                "teams",
                "Dealt at the start; a team's points are the mean of its players'",
                choices=("off", *(str(count) for count in range(2, TEAMS + 1))),
            ),
        ),
        personal=False,
    ),
    Command("review", "Go through what is due for you"),
    Command("streak", "Your streak, your freezes, and when your day ends"),
    Command(
        "leaderboard",
        "Who studied most",
        (
            Option("span", "How far back", choices=("week", "month", "all")),
            Option("where", "How wide", choices=("channel", "everywhere")),
        ),
        personal=False,
    ),
    Command("progress", "A picture of your study days, strengths and what is due"),
    Command(
        "deck",
        "The decks",
        parts=(
            Command("list", "The decks that are here"),
            Command(
                "show",
                "Look at a deck's cards",
                (Option("deck", "Which deck", Takes.DECK, required=True),),
            ),
            Command(
                "import",
                "Add a deck, or a new version of one",
                (Option("file", "TOML, Markdown, CSV …", Takes.FILE, required=True),),
                manages=True,
                personal=False,
            ),
            Command(
                "export",
                "A deck as a file",
                (Option("deck", "Which deck", Takes.DECK, required=True),),
            ),
            Command(
                "remove",
                "Take away a deck that was added here; history stays",
                (Option("deck", "Which deck", Takes.DECK, required=True),),
                manages=True,
                personal=False,
            ),
        ),
    ),
    Command(
        "drop",
        "The channel's card of the day",
        parts=(
            Command("status", "When the next card comes, and what happened so far"),
            Command(
                "set",
                "Set up when cards come, and from which decks",
                (
                    Option("time", "Such as 09:00"),
                    Option("zone", "Such as Europe/Berlin", Takes.ZONE),
                    Option("days", "Such as mon-fri, or every day"),
                    Option("deck", "One or more, in order", Takes.DECK),
                    Option(
                        "thread",
                        "A thread for each card, to talk in",
                        choices=("on", "off"),
                        only=("discord", "slack"),
                    ),
                    Option(
                        "pin",
                        "Keep each card pinned while it is open",
                        choices=("on", "off"),
                        only=("discord", "slack"),
                    ),
                    Option(
                        "role",
                        "Whom to call when a card comes; off for nobody",
                        Takes.ROLE,
                        only=("discord",),
                    ),
                    Option(
                        "twice",
                        "Rather post a card twice, where I cannot tell if it came",
                        choices=("on", "off"),
                        only=("slack",),
                    ),
                ),
                manages=True,
            ),
            Command("now", "Post today's card now", manages=True),
            Command(
                "pause",
                "Rest, until you resume or until a date",
                (Option("until", "The day it goes on, such as 2027-01-07"),),
                manages=True,
            ),
            Command("resume", "Go on after a pause", manages=True),
            Command("skip", "Leave out the next card day", manages=True),
            Command("off", "No more cards here", manages=True),
            Command(
                "admins",
                "Who else may set up cards and decks here",
                (
                    Option("add", "Whom to name, such as @ben", Takes.MEMBER),
                    Option("remove", "Whom to take out again", Takes.MEMBER),
                ),
                only=("slack",),
            ),
        ),
        personal=False,
    ),
    Command(
        "settings",
        "Your time zone, reminders, picture theme and linked accounts",
        parts=(
            Command(
                "set",
                "Your time zone, reminders and picture theme",
                (
                    Option("zone", "Such as Europe/Berlin", Takes.ZONE),
                    Option("reminder", "A time such as 18:00, or off"),
                    Option(
                        "theme",
                        "How pictures look",
                        choices=("auto", "dark", "light"),
                    ),
                ),
            ),
            Command(
                "link",
                "One streak and one memory for your accounts on several platforms",
                (Option("code", "The code that your other account was shown"),),
            ),
            Command("unlink", "This account stands alone again"),
        ),
    ),
    Command(
        "privacy",
        "What is stored about you; export it; delete it",
        parts=(
            Command("show", "What is stored about you"),
            Command("export", "Your data as a file"),
            Command("delete", "Delete your data"),
        ),
    ),
    Command(
        "help",
        "What I can do",
        (Option("command", "Which command", Takes.COMMAND),),
    ),
)


def walk() -> Iterator[tuple[str, Command]]:
    """Each command that can be run, with its full name: `quiz`, `drop set` …

    What holds for a group holds for its parts.
    """
    for command in COMMANDS:
        if not command.parts:
            yield command.name, command
        for part in command.parts:
            personal = part.personal and command.personal
            manages = part.manages or command.manages
            only = part.only or command.only
            whole = replace(part, personal=personal, manages=manages, only=only)
            yield f"{command.name} {part.name}", whole


BY_NAME = dict(walk())
"""The same as a table."""

_FIRST = {one.name: f"{one.name} {one.parts[0].name}" for one in COMMANDS if one.parts}


def full(name: str) -> str:
    """A command's full name: that of a group without a part is its first's."""
    return _FIRST.get(name, name)


def checked(name: str, command: Command, options: Options) -> Options:
    """The options that were given, without empty ones; BadInput for any other.

    Adapters offer only what the table has; what comes back is not trusted for it.
    """
    known = {option.name: option for option in command.options}
    given: dict[str, Given] = {}
    for key, value in options.items():
        if key not in known:
            raise BadInput(wording.refusals.no_option(name, key, list(known)))
        if not isinstance(value, str) or value.strip():
            given[key] = _taken(known[key], value)
    for option in command.options:
        if option.required and option.name not in given:
            raise BadInput(
                wording.refusals.option_missing(name, option.name, option.help)
            )
    return given


def _taken(option: Option, value: Given) -> Given:
    """The value, if the option can take such a one."""
    if not isinstance(value, _KINDS.get(option.takes, str)):
        raise BadInput(wording.refusals.wrong_kind(option.name, option.takes))
    if not isinstance(value, str):
        return value
    typed = storable(value).strip()
    if not option.choices:
        return typed
    for choice in option.choices:
        if choice == typed.casefold():
            return choice
    raise BadInput(wording.refusals.no_choice(option.name, typed, option.choices))


_KINDS = {Takes.FILE: Upload, Takes.MEMBER: Somebody}
"""What is given for an option that takes something else than words."""
