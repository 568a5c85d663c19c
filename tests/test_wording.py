"""The bot's speech: tidy, in the field's words, and never without a way out."""

import inspect
import re
from datetime import date
from pathlib import Path

from bot import wording
from bot.commands import Takes
from bot.rounds import RoundKind

PARTS = [getattr(wording, name) for name in wording.__all__]


def test_every_sentence_is_tidy() -> None:
    said = [
        value
        for part in PARTS
        for name, value in vars(part).items()
        if name.isupper() and isinstance(value, str) and value.count(". ")
    ]
    assert len(said) > 20
    for text in said:
        assert text == text.strip() or text.endswith(" ")
        assert not re.search(r"\b(click|please wait|error|invalid|oops)\b", text, re.I)
        assert "  " not in text


TODAY = date(2026, 3, 2)
REFUSALS: dict[str, list[str]] = {
    "ALREADY_DROPPED": [wording.refusals.ALREADY_DROPPED],
    "ANSWER_FIRST": [wording.refusals.ANSWER_FIRST],
    "CHALLENGE_MOVED_ON": [wording.challenges.CHALLENGE_MOVED_ON],
    "CHALLENGE_OVER": [wording.challenges.CHALLENGE_OVER],
    "DECK_GONE": [wording.refusals.DECK_GONE],
    "DID_NOT_PLAY": [wording.results.DID_NOT_PLAY],
    "LINKED_ALREADY": [wording.accounts.LINKED_ALREADY],
    "NOBODY_IN": [wording.challenges.NOBODY_IN],
    "NOTHING_CHOSEN": [wording.refusals.NOTHING_CHOSEN],
    "NOTHING_FITS": [wording.refusals.NOTHING_FITS],
    "NOTHING_LINKED": [wording.accounts.NOTHING_LINKED],
    "NOTHING_TO_SKIP": [wording.refusals.NOTHING_TO_SKIP],
    "NOTHING_TYPED": [wording.refusals.NOTHING_TYPED],
    "NOT_ENDED": [wording.results.NOT_ENDED],
    "NOT_IN": [wording.challenges.NOT_IN],
    "NOT_THERE": [wording.refusals.NOT_THERE],
    "NOT_YOURS": [wording.refusals.NOT_YOURS],
    "NOW_CARD_OF_THE_DAY": [wording.refusals.NOW_CARD_OF_THE_DAY],
    "NO_CHECKS_FIT": [wording.challenges.NO_CHECKS_FIT],
    "NOTHING_LEFT": [wording.challenges.NOTHING_LEFT],
    "NO_TIME_TO_BEAT": [wording.challenges.NO_TIME_TO_BEAT],
    "NO_HINT": [wording.refusals.NO_HINT],
    "NO_ROLE": [wording.refusals.NO_ROLE],
    "OLD_BUTTON": [wording.refusals.OLD_BUTTON],
    "ONLY_IN_CHANNELS": [wording.refusals.ONLY_IN_CHANNELS],
    "OTHER_CHALLENGE": [wording.challenges.OTHER_CHALLENGE],
    "OTHER_CHANNEL": [wording.refusals.OTHER_CHANNEL],
    "OWN_CODE": [wording.accounts.OWN_CODE],
    "PAUSE_IS_PAST": [wording.refusals.PAUSE_IS_PAST],
    "RESTING": [wording.refusals.RESTING],
    "SHIPPED_STAYS": [wording.refusals.SHIPPED_STAYS],
    "STILL_OPEN": [wording.challenges.STILL_OPEN],
    "TOO_LATE_OVER": [wording.challenges.TOO_LATE_OVER],
    "TOO_LATE_VOID": [wording.challenges.TOO_LATE_VOID],
    "TOO_MANY_CODES": [wording.accounts.TOO_MANY_CODES],
    "being_counted": [wording.challenges.being_counted("B")],
    "changed_before": [wording.challenges.changed_before("B")],
    "closed": [wording.refusals.closed(kind) for kind in RoundKind],
    "date_too_far": [wording.typed.date_too_far(TODAY)],
    "file_too_big": [wording.refusals.file_too_big(6 << 20, 5 << 20)],
    "no_cards": [wording.drops.no_cards("home")],
    "no_choice": [wording.refusals.no_choice("level", "x", ["easy", "hard"])],
    "no_command": [wording.refusals.no_command("x", ["quiz"])],
    "no_drop_planned": [wording.refusals.no_drop_planned("slack")],
    "no_deck": [
        wording.refusals.no_deck("x", []),
        wording.refusals.no_deck("x", ["basics"]),
    ],
    "no_option": [
        wording.refusals.no_option("q", "x", []),
        wording.refusals.no_option("q", "x", ["a"]),
    ],
    "no_such_zone": [
        wording.typed.no_such_zone("x", []),
        wording.typed.no_such_zone("x", ["Europe/Berlin"]),
    ],
    "no_theme": [wording.refusals.no_theme("x")],
    "not_a_date": [wording.typed.not_a_date("x", TODAY)],
    "not_a_time": [wording.typed.not_a_time("x")],
    "not_days": [wording.typed.not_days("x")],
    "not_named": [wording.admins.not_named("Ben")],
    "nothing_to_export": [wording.decks.nothing_to_export("Solo")],
    "only_admins_name": [wording.admins.only_admins_name("slack")],
    "only_for_managers": [wording.refusals.only_for_managers("slack")],
    "only_host": [wording.challenges.only_host("Ada")],
    "only_host_ends": [wording.challenges.only_host_ends("Ada", "slack")],
    "option_missing": [wording.refusals.option_missing("quiz", "deck", "Which deck")],
    "too_late": [
        wording.challenges.too_late(counting, more)
        for counting in (True, False)
        for more in (True, False)
    ],
    "too_long": [wording.refusals.too_long(1501, 1500)],
    "too_many_accounts": [wording.accounts.too_many_accounts(5)],
    "too_many_named": [wording.admins.too_many_named(20)],
    "wrong_kind": [wording.refusals.wrong_kind("x", takes) for takes in Takes],
    "zone_is_offset": [wording.typed.zone_is_offset("+2", [])],
    "zone_is_short": [wording.typed.zone_is_short("cst", ("America/Chicago",))],
    "zone_is_unclear": [wording.typed.zone_is_unclear("x", ("A/X", "B/X"))],
}
"""What a member can be refused with, by its name in the wording."""

WAY_OUT = re.compile(
    r"\b(Type|Look|Go to|Play on|try again|this works|comes|any player may|Choose|"
    r"Name|Ask|Open|Press|press|Add|Shorten|Split|Leave|Did you mean|do it with|"
    r"It takes|says why)\b|/(drop|settings) [a-z]+"
)


def test_every_refusal_says_what_to_do_next() -> None:
    for texts in REFUSALS.values():
        for text in texts:
            assert WAY_OUT.search(text), text
            assert text[-1] in ".?"


def test_there_is_no_refusal_that_is_not_known_here() -> None:
    refused = re.compile(
        r"raise (?:Refusal|BadInput|NotAllowed|Stale)\((.*?)\)(?: from \w+)?\n", re.S
    )
    raised: set[str] = set()
    for path in Path(inspect.getfile(wording)).parent.parent.rglob("*.py"):
        for found in refused.findall(path.read_text("utf-8")):
            raised |= set(re.findall(r"wording\.\w+\.(\w+)", found))

    assert raised == set(REFUSALS)


def test_a_card_with_one_key_point_is_not_counted_up() -> None:
    ticked = wording.cards.ticked

    assert ticked(4, 4) == "All 4 key points."
    assert ticked(1, 4) == "1 of 4 key points."
    assert ticked(1, 1) == "Its one key point."
    assert ticked(0, 4).startswith("None of the 4 key points this time. ")
    assert ticked(0, 1).startswith("Not its key point this time. ")


def test_the_words_are_those_of_the_field() -> None:
    source = "\n".join(inspect.getsource(part) for part in PARTS)
    table = re.search(r"SPACES = \{[^}]*\}", source)
    assert table
    prose = source.replace(table[0], "")

    for banned in ("user", "flashcard", "embed", "guild", "workspace", "server"):
        assert not re.search(rf'"[^"]*\b{banned}s?\b[^"]*"', prose), banned
    assert {wording.counting.space("discord"), wording.counting.space("slack")} == {
        "server",
        "workspace",
    }
