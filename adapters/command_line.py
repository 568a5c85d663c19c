"""A command line, as typed -> the command and its options.

Forgiving, as people type on phones: `level:expert`, `level=expert` and `level: expert`
are the same; curly quotes are quotes; a word without a name goes to the option it fits;
a group without a part is its first, which only shows something. A near miss is told,
never guessed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bot import wording
from bot.commands import COMMANDS, Command, Option, Takes
from bot.errors import BadInput

_WORD = re.compile(
    r"""(?:(?P<name>[A-Za-z]+)[:=])?       # level: or level=, or nothing
        (?:["“”„](?P<quoted>[^"“”„]*)["“”„]?|(?P<plain>\S*))""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the line; `name` is empty where it stands alone."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Line:
    """What was typed: a command by its full name (`drop set`), options by name."""

    command: str
    options: dict[str, str] = field(default_factory=dict)


def parse(line: str) -> Line:
    """The line, read; BadInput says why not. What is missing, the engine says."""
    words = line.strip().removeprefix("/").split(maxsplit=1)
    if not words:
        raise BadInput(nothing_typed())
    name, command, rest = _command(words[0], words[1] if len(words) > 1 else "")
    options = _options(name, command, list(_words(rest)))
    for option in command.options:
        if option.takes is Takes.FILE:
            options.pop(option.name, None)
    return Line(name, options)


def _command(first: str, rest: str) -> tuple[str, Command, str]:
    """The command's full name, its entry, and what follows it in the line."""
    top = _named(first, COMMANDS)
    if top is None:
        raise BadInput(
            wording.refusals.no_command(first, [each.name for each in COMMANDS])
        )
    if not top.parts:
        return top.name, top, rest
    word, _, after = rest.partition(" ")
    part = _named(word, top.parts)
    if part is None and (not word or _meant_for(top.parts[0], word)):
        part, after = top.parts[0], rest
    if part is None:
        known = [f"{top.name} {each.name}" for each in top.parts]
        raise BadInput(wording.refusals.no_command(f"{top.name} {word}", known))
    return f"{top.name} {part.name}", part, after


def _meant_for(part: Command, word: str) -> bool:
    """Whether a word is an option of this part, and not the name of another."""
    name = re.split("[:=]", word)[0].casefold()
    if name != word.casefold():
        return any(option.name.startswith(name) for option in part.options)
    return any(name in option.choices for option in part.options)


def _named(word: str, commands: Sequence[Command]) -> Command | None:
    return next((c for c in commands if c.name == word.casefold()), None)


def _words(rest: str) -> Iterator[Word]:
    """The words; a name with nothing behind it takes the word that follows."""
    waiting = ""
    for found in _WORD.finditer(rest):
        if not found[0]:
            continue
        name = (found["name"] or "").casefold()
        value = found["plain"] if found["quoted"] is None else found["quoted"]
        if not name:
            yield Word(waiting, value)
            waiting = ""
        else:
            if waiting:
                yield Word(waiting, "")
            waiting = "" if value else name
            if value:
                yield Word(name, value)
    if waiting:
        yield Word(waiting, "")


def _options(name: str, command: Command, words: Sequence[Word]) -> dict[str, str]:
    options: dict[str, str] = {}
    alone = []
    for word in words:
        if not word.name:
            alone.append(word.value)
        elif word.value:
            option = _option(name, command, word.name)
            value = _value(option, word.value)
            _give(options, option, value)
        else:
            raise BadInput(no_value(_option(name, command, word.name)))
    _place(name, command, alone, options)
    return options


def _option(name: str, command: Command, word: str) -> Option:
    """The option meant: its name, or the start of just one name."""
    for option in command.options:
        if option.name == word:
            return option
    starts = [option for option in command.options if option.name.startswith(word)]
    if len(starts) == 1:
        return starts[0]
    known = [option.name for option in command.options]
    raise BadInput(wording.refusals.no_option(name, word, known))


def _value(option: Option, value: str) -> str:
    if not option.choices:
        return value
    chosen = _chosen(option, value)
    if chosen is None:
        raise BadInput(wording.refusals.no_choice(option.name, value, option.choices))
    return chosen


def _chosen(option: Option, value: str) -> str | None:
    folded = value.casefold()
    if folded in option.choices:
        return folded
    starts = [choice for choice in option.choices if choice.startswith(folded)]
    return starts[0] if len(starts) == 1 and folded else None


def _give(options: dict[str, str], option: Option, value: str) -> None:
    """Decks gather, in order; of anything else the last one counts."""
    if option.takes is Takes.DECK and options.get(option.name):
        value = f"{options[option.name]}, {value}"
    options[option.name] = value


def _place(
    name: str, command: Command, alone: Sequence[str], options: dict[str, str]
) -> None:
    """Words without a name: to the choice they are, else to the first free option."""
    free = [option for option in command.options if option.name not in options]
    if len(free) == 1 and len(alone) > 1 and not free[0].choices:
        alone = [" ".join(alone)]
    for value in alone:
        option = _fitting(free, value)
        if option is None:
            raise BadInput(too_much(name, value, command.options))
        free.remove(option)
        options[option.name] = _value(option, value)


def _fitting(free: Sequence[Option], value: str) -> Option | None:
    for option in free:
        if option.choices and value.casefold() in option.choices:
            return option
    return free[0] if free else None


# What is said of a line that cannot be used, where `bot.wording` has no word for it.


def nothing_typed() -> str:
    return "Type / and pick a command, such as /quiz."


def no_value(option: Option) -> str:
    if option.choices:
        return f"{option.name}: is still empty. Choose {_or(option.choices)}."
    return f"{option.name}: is still empty. Type a value behind it."


def too_much(command: str, value: str, options: Sequence[Option]) -> str:
    said = f"“{wording.counting.shorten(value, 40)}” is more than /{command} takes."
    if not options:
        return f"{said} Type it alone."
    names = _or([f"{option.name}:" for option in options])
    return f"{said} Put the name of an option before it: {names}."


def _or(names: Sequence[str]) -> str:
    return wording.counting.listing(names, "or")
