"""The bot's speech: tidy, in the field's words, and never without a way out."""

import inspect
import re
from datetime import date
from pathlib import Path

from bot import wording


def test_every_sentence_is_tidy() -> None:
    said = [
        value
        for name, value in vars(wording).items()
        if name.isupper() and isinstance(value, str) and value.count(". ")
    ]
    assert len(said) > 20
    for text in said:
        assert text == text.strip() or text.endswith(" ")
        assert not re.search(r"\b(click|please wait|error|invalid|oops)\b", text, re.I)
        assert "  " not in text


TODAY = date(2026, 3, 2)
REFUSALS: dict[str, list[str]] = {
    "ALREADY_DROPPED": [wording.ALREADY_DROPPED],
    "ANSWER_FIRST": [wording.ANSWER_FIRST],
    "CHALLENGE_MOVED_ON": [wording.CHALLENGE_MOVED_ON],
    "CHALLENGE_OVER": [wording.CHALLENGE_OVER],
    "DECK_GONE": [wording.DECK_GONE],
    "DID_NOT_PLAY": [wording.DID_NOT_PLAY],
    "LINKED_ALREADY": [wording.LINKED_ALREADY],
    "NOBODY_IN": [wording.NOBODY_IN],
    "NOTHING_CHOSEN": [wording.NOTHING_CHOSEN],
    "NOTHING_FITS": [wording.NOTHING_FITS],
    "NOTHING_LINKED": [wording.NOTHING_LINKED],
    "NOTHING_TO_SKIP": [wording.NOTHING_TO_SKIP],
    "NOTHING_TYPED": [wording.NOTHING_TYPED],
    "NOT_ENDED": [wording.NOT_ENDED],
    "NOT_IN": [wording.NOT_IN],
    "NOT_THERE": [wording.NOT_THERE],
    "NOT_YOURS": [wording.NOT_YOURS],
    "NOW_CARD_OF_THE_DAY": [wording.NOW_CARD_OF_THE_DAY],
    "NO_CHECKS_FIT": [wording.NO_CHECKS_FIT],
    "NO_HINT": [wording.NO_HINT],
    "NO_ROLE": [wording.NO_ROLE],
    "OLD_BUTTON": [wording.OLD_BUTTON],
    "ONLY_IN_CHANNELS": [wording.ONLY_IN_CHANNELS],
    "OTHER_CHALLENGE": [wording.OTHER_CHALLENGE],
    "OTHER_CHANNEL": [wording.OTHER_CHANNEL],
    "OWN_CODE": [wording.OWN_CODE],
    "PAUSE_IS_PAST": [wording.PAUSE_IS_PAST],
    "RESTING": [wording.RESTING],
    "SHIPPED_STAYS": [wording.SHIPPED_STAYS],
    "STILL_OPEN": [wording.STILL_OPEN],
    "TOO_LATE": [wording.TOO_LATE],
    "TOO_LATE_COUNTING": [wording.TOO_LATE_COUNTING],
    "TOO_LATE_OVER": [wording.TOO_LATE_OVER],
    "TOO_LATE_VOID": [wording.TOO_LATE_VOID],
    "TOO_MANY_CODES": [wording.TOO_MANY_CODES],
    "being_counted": [wording.being_counted("B")],
    "changed_before": [wording.changed_before("B")],
    "closed": [wording.closed("drop"), wording.closed("quiz")],
    "date_too_far": [wording.date_too_far(TODAY)],
    "file_too_big": [wording.file_too_big(6 << 20, 5 << 20)],
    "no_cards": [wording.no_cards("home")],
    "no_choice": [wording.no_choice("level", "x", ["easy", "hard"])],
    "no_command": [wording.no_command("x", ["quiz"])],
    "no_drop_planned": [wording.no_drop_planned("slack")],
    "no_deck": [wording.no_deck("x", []), wording.no_deck("x", ["basics"])],
    "no_option": [wording.no_option("q", "x", []), wording.no_option("q", "x", ["a"])],
    "no_such_zone": [
        wording.no_such_zone("x", []),
        wording.no_such_zone("x", ["Europe/Berlin"]),
    ],
    "no_theme": [wording.no_theme("x")],
    "not_a_date": [wording.not_a_date("x", TODAY)],
    "not_a_time": [wording.not_a_time("x")],
    "not_days": [wording.not_days("x")],
    "not_named": [wording.not_named("Ben")],
    "only_admins_name": [wording.only_admins_name("slack")],
    "only_for_managers": [wording.only_for_managers("slack")],
    "only_host": [wording.only_host("Ada")],
    "only_host_ends": [wording.only_host_ends("Ada", "slack")],
    "option_missing": [wording.option_missing("quiz", "deck", "Which deck")],
    "too_long": [wording.too_long(1501, 1500)],
    "too_many_accounts": [wording.too_many_accounts(5)],
    "too_many_named": [wording.too_many_named(20)],
    "wrong_kind": [wording.wrong_kind("x", one) for one in ("file", "member", "text")],
    "zone_is_offset": [wording.zone_is_offset("+2", [])],
    "zone_is_short": [wording.zone_is_short("cst", ("America/Chicago",))],
    "zone_is_unclear": [wording.zone_is_unclear("x", ("A/X", "B/X"))],
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
    for path in Path(inspect.getfile(wording)).parent.rglob("*.py"):
        for found in refused.findall(path.read_text("utf-8")):
            raised |= set(re.findall(r"wording\.(\w+)", found))

    assert raised == set(REFUSALS)


def test_the_words_are_those_of_the_field() -> None:
    source = inspect.getsource(wording)
    table = re.search(r"SPACES = \{[^}]*\}", source)
    assert table
    prose = source.replace(table[0], "")

    for banned in ("user", "flashcard", "embed", "guild", "workspace", "server"):
        assert not re.search(rf'"[^"]*\b{banned}s?\b[^"]*"', prose), banned
    assert {wording.space("discord"), wording.space("slack")} == {"server", "workspace"}
