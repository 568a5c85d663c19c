"""Faults, and refusals of many kinds. Each says what to do next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.wording.counting import listing, near, shorten, space
from bot.wording.settings import THEMES

if TYPE_CHECKING:
    from bot.commands import Takes
    from bot.rounds import RoundKind


FAULT = (
    "Something went wrong on my side, and nothing was saved. "
    "Please try again; if it stays, tell whoever runs me: the log has the details."
)
TOO_SLOW = "That took me too long. Please press the button once more."
CANNOT_LOOK = "I may not read the message history there"
TOO_MUCH_SAID = "more was said there since than I can look through"
STOPPING = "I am being restarted, and nothing was changed. Try again in a minute."
MUCH_TO_DO = (
    "Several decks are being worked on already, so this one has to wait, and nothing "
    "was changed. Try again in a minute."
)
TOO_MUCH_WORK = (
    "That takes more time or memory than I have for one deck, and nothing was changed. "
    "Split it into smaller ones."
)
OLD_BUTTON = "This button is too old to press. Type /today or /quiz for a fresh one."
ONLY_IN_CHANNELS = "This works in a channel only. Type it in the channel you study in."
NOT_YOURS = "This question was asked of somebody else. Type /quiz for one of your own."
NOW_CARD_OF_THE_DAY = (
    "This card has become the card of the day or a challenge's question, so it is "
    "asked there. Type /today, or come back to it a little later."
)
OTHER_CHANNEL = (
    "This card belongs to another channel. Open it there, or type /today for the one "
    "here."
)
ANSWER_FIRST = "Answer first, or press Show answer; then this works."
NOTHING_TYPED = "Nothing was typed. Type an answer, or press Show answer."
NOTHING_CHOSEN = "Nothing was chosen. Choose at least one."
NO_HINT = "This card has no hint. Press Show answer when you are stuck."
NOTHING_FITS = (
    "No card fits that just now. Leave out an option, or type /deck list to see "
    "what there is; cards that are open in your channels are not asked."
)
RESTING = (
    "No card is open here, and none is planned just now: /drop status says why. "
    "Meanwhile there is /quiz."
)
ALREADY_DROPPED = "Today's card is here already: there is one a day. Type /today."
NOTHING_TO_SKIP = "No card is planned that could be left out. Type /drop status."
PAUSE_IS_PAST = "That day is not ahead of us. Name a later one, such as next Monday."
SHIPPED_STAYS = (
    "This deck came with me and cannot be removed. "
    "Leave it out of your channel with /drop set."
)
NO_ROLE = "I cannot call that role. Choose another from the list."
NOT_THERE = "There is no such command here. Type /help to see what there is."
DECK_GONE = "That deck is not here any more. Type /deck list."


def only_for_managers(platform: str) -> str:
    return (
        f"Only those who may manage this {space(platform)} can do that. Ask one of "
        "them; /drop status shows what is set."
    )


def no_drop_planned(platform: str) -> str:
    return (
        "No cards are set up in this channel. Those who may manage the "
        f"{space(platform)} can do it with /drop set; meanwhile there is /quiz."
    )


def closed(kind: RoundKind) -> str:
    if kind == "drop":
        return (
            "This card has closed, so no answer counts any more. The channel shows its "
            "own. Type /quiz to go on."
        )
    return "This question is over. Type /quiz for another."


def too_long(length: int, limit: int) -> str:
    return (
        f"That is {length:,} characters; {limit:,} fit. "
        "Shorten it a little and send it again."
    )


def no_command(name: str, known: Sequence[str]) -> str:
    return (
        f"There is no command “{shorten(name, 40)}”.{near(name, known, '/')} "
        "Type /help to see them all."
    )


def no_option(command: str, name: str, known: Sequence[str]) -> str:
    if not known:
        return f"/{command} takes no options. Type it alone."
    return (
        f"/{command} has no option “{shorten(name, 40)}”.{near(name, known)} "
        f"It takes {listing(known)}."
    )


def no_choice(option: str, value: str, known: Sequence[str]) -> str:
    meant = "" if value.isdecimal() else near(value, known)  # 21 is not a slip for 2
    return (
        f"“{shorten(value, 40)}” is no choice for {option}.{meant} "
        f"Choose {listing(known, 'or')}."
    )


def wrong_kind(option: str, takes: Takes) -> str:
    if takes == "file":
        return f"“{option}” takes a file. Choose one: TOML, Markdown, CSV or TSV."
    if takes == "member":
        return f"“{option}” takes a member. Name them with @, such as @ben."
    return f"“{option}” takes words, not a file. Type them."


def option_missing(command: str, option: str, help: str) -> str:
    return f"/{command} needs “{option}” ({help.rstrip('.')}). Add it and try again."


def no_deck(name: str, known: Sequence[str]) -> str:
    if not known:
        return "There is no deck here yet. Add one with /deck import."
    return (
        f"There is no deck “{shorten(name, 60)}”.{near(name, known)} "
        f"Choose {listing(known[:10], 'or')}."
    )


def no_theme(value: str) -> str:
    return f"“{shorten(value, 40)}” is no theme. Choose {listing(THEMES, 'or')}."


def file_too_big(size: int, limit: int) -> str:
    return (
        f"The file has {size / 2**20:.1f} MB; {limit // 2**20} MB fit here. "
        "Split the deck into smaller files and send them one by one."
    )
