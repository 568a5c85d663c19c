"""The native form: what is read, what is refused and on which line, what is written."""

import pytest
from hypothesis import HealthCheck, given, settings

from bot.cards import Card, Check, Deck, FollowUp, KeyPoint, Level, Option, Source
from bot.decks import Reading, read, write
from tests.decks.samples import SOUND
from tests.decks.strategies import decks


def said(text: str) -> list[str]:
    return [str(fault) for fault in read(text.encode(), "deck.toml").faults]


def changed(old: str, new: str) -> list[str]:
    assert old in SOUND
    return said(SOUND.replace(old, new, 1))


def sound(reading: Reading) -> Deck:
    assert reading.faults == ()
    assert reading.deck is not None
    return reading.deck


def test_a_deck_can_name_the_tags_of_its_cards() -> None:
    title = 'title = "Networks"'
    named = SOUND.replace(title, f'{title}\ntags = ["tcp", "udp"]')

    assert sound(read(named.encode(), "deck.toml")).tags == ("tcp", "udp")
    assert sound(read(SOUND.encode(), "deck.toml")).tags == ()
    assert changed(title, f'{title}\ntags = ["#tcp"]') == [
        'line 4: tags: "#tcp" is written without "#"'
    ]


def test_every_field_is_read() -> None:
    deck = sound(read(SOUND.encode(), "deck.toml"))

    assert (deck.id, deck.title) == ("networks", "Networks")
    assert deck.description == "How computers talk."
    card = deck.card("tcp-handshake")
    assert card.level is Level.BEGINNER
    assert (card.kind, card.tags) == ("concept", ("tcp", "transport"))
    assert card.hint == "Count to three."
    assert card.key_points == (
        KeyPoint(
            "SYN, SYN-ACK, ACK",
            "Both sides send a number and have it confirmed.",
            ("three-way handshake", "syn ack"),
        ),
    )
    assert card.checks == (
        Check(
            "how-many",
            "How many segments open a connection?",
            (
                Option("One", "The other side could not answer."),
                Option("Two", "The answer would stay unconfirmed."),
                Option("Three", "Each side's number is confirmed.", right=True),
                Option("Four", "Two of them travel as one."),
            ),
        ),
    )
    assert card.follow_ups == (
        FollowUp("And how does it close?", "With FIN, from each side."),
    )
    assert card.sources == (
        Source("Transmission Control Protocol", "J. Postel", 1981, "3.4"),
    )


def test_only_outer_blank_lines_are_taken_from_a_text() -> None:
    card = sound(read(SOUND.encode(), "deck.toml")).cards[0]

    assert card.answer == (
        "With three segments: SYN, SYN-ACK and ACK.\n"
        r"Loss follows $p_{\text{loss}} \approx 1/W^2$."
    )


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (
            "hint =",
            "hnt =",
            'line 18, card tcp-handshake: unknown key "hnt"; did you mean "hint"?',
        ),
        ("title = ", "# ", 'line 1: the key "title" is missing'),
        (
            "year = 1981",
            'year = "1981"',
            "line 49, card tcp-handshake: year must be a whole number, and is a text",
        ),
        (
            '"transport"]',
            "7]",
            "line 10, card tcp-handshake: tags must hold texts, not a whole number",
        ),
        (
            '"SYN, SYN-ACK, ACK"',
            f'"{"x" * 73}"',
            "line 21, card tcp-handshake: label has 73 characters; 72 is the limit",
        ),
        (
            "right = true",
            "",
            "line 25, card tcp-handshake: exactly one option must be right "
            '("right = true", in Markdown "[x]"); '
            "here none is",
        ),
        (
            'reason = "Two of them travel as one."',
            'reason = "Two of them travel as one."\nright = true',
            "line 25, card tcp-handshake: exactly one option must be right "
            '("right = true", in Markdown "[x]"); '
            "here 2 are",
        ),
        (
            'reason = "The other side could not answer."',
            "",
            'line 28, card tcp-handshake: the key "reason" is missing',
        ),
        (
            '"beginner"',
            '"hard"',
            'line 8, card tcp-handshake: level "hard" is not one of beginner, '
            'intermediate, advanced, expert, staff; did you mean "advanced"?',
        ),
        (
            '"concept"',
            '"System Design"',
            "line 9, card tcp-handshake: kind must be small letters, digits and "
            'single hyphens, such as "system-design"',
        ),
        (
            '"Count to three."',
            r'"Nothing\u0000here"',
            "line 18, card tcp-handshake: hint holds a NUL character",
        ),
        (
            '"Count to three."',
            '"Half of $x"',
            'line 18, card tcp-handshake: hint: a "$" without its partner; a dollar '
            r'sign is written "\$"',
        ),
        (
            '"Count to three."',
            f'"{"x" * 10_001}"',
            "line 18, card tcp-handshake: hint has 10,001 characters; 10,000 is the "
            "limit",
        ),
        (
            '"transport"]',
            '"tcp"]',
            'line 10, card tcp-handshake: tags: "tcp" stands there twice',
        ),
        (
            '"transport"]',
            '" "]',
            "line 10, card tcp-handshake: tags: an empty text",
        ),
        (
            '"transport"]',
            '"#udp"]',
            'line 10, card tcp-handshake: tags: "#udp" is written without "#"',
        ),
        (
            '"transport"]',
            r'"a\nb"]',
            "line 10, card tcp-handshake: tags must be a single line",
        ),
        (
            '"Networks"',
            r'"Net\nworks"',
            "line 3: title must be a single line",
        ),
        (
            "year = 1981",
            "year = 0",
            "line 49, card tcp-handshake: year must lie between 1 and 9999",
        ),
        (
            "year = 1981",
            "year = 10_000",
            "line 49, card tcp-handshake: year must lie between 1 and 9999",
        ),
        (
            'question = "And how does it close?"',
            "",
            'line 42, card tcp-handshake: the key "question" is missing',
        ),
        (
            'answer = "With FIN, from each side."',
            "",
            'line 42, card tcp-handshake: the key "answer" is missing',
        ),
        (
            '"Count to three."',
            '"$$x"',
            'line 18, card tcp-handshake: hint: a "$" without its partner; a dollar '
            r'sign is written "\$"',
        ),
        (
            "format = 1",
            "",
            'line 1: the key "format" is missing; write "format = 1" at the top',
        ),
        (
            "format = 1",
            'format = "1"',
            'line 1: format must be a number: write "format = 1"',
        ),
        (
            "format = 1",
            "format = 2",
            "line 1: format is 2; this version reads format 1",
        ),
    ],
)
def test_a_defect_is_told_with_its_line(old: str, new: str, fault: str) -> None:
    assert changed(old, new) == [fault]


def test_whether_an_option_is_right_is_said_by_true_alone() -> None:
    assert changed("right = true", 'right = "yes"') == [
        "line 25, card tcp-handshake: exactly one option must be right "
        '("right = true", in Markdown "[x]"); here none is',
        "line 37, card tcp-handshake: right must be true or false, and is a text",
    ]


@pytest.mark.parametrize("year", [1, 9999])
def test_any_year_of_four_digits_is_taken(year: int) -> None:
    text = SOUND.replace("year = 1981", f"year = {year}")

    assert sound(read(text.encode(), "deck.toml")).cards[0].sources[0].year == year


def test_blanks_around_a_word_or_a_title_are_left_out() -> None:
    text = SOUND.replace('"Networks"', '" Networks "').replace('"tcp", ', '" tcp ", ')
    deck = sound(read(text.encode(), "deck.toml"))

    assert deck.title == "Networks"
    assert deck.cards[0].tags == ("tcp", "transport")


def test_an_option_too_many_and_one_too_few_are_told() -> None:
    spare = '[[cards.checks.options]]\ntext = "Five"\nreason = "No."\n'
    reason = 'reason = "Two of them travel as one."\n'
    last = f'[[cards.checks.options]]\ntext = "Four"\n{reason}'
    place = "line 25, card tcp-handshake: a check has 4 options, and this one"

    assert changed(last, last + spare) == [f"{place} 5"]
    assert changed(last, "") == [f"{place} 3"]


def test_the_eleventh_key_point_is_one_too_many() -> None:
    more = '[[cards.key_points]]\nlabel = "More"\n' * 10

    assert said(SOUND + more) == [
        "line 69, card tcp-handshake: 11 key points; 10 is the limit"
    ]


def test_all_faults_of_all_cards_come_at_once_in_the_order_of_the_lines() -> None:
    text = """format = 1
id = "x"
title = "X"
[[cards]]
id = "one"
answer = '''
[[cards]]
id = "a text, not a card"
'''
levle = "expert"
[[cards.key_points]]
label = 3
synonyms = [
  "a",  # id = "not this"
  4,
]
[[cards]]
id = "one"
question = "Why?"
answer = "It is $y, or $x$."
checks = "none"
"""
    assert said(text) == [
        'line 4, card one: the key "question" is missing',
        'line 10, card one: unknown key "levle"; did you mean "level"?',
        "line 12, card one: label must be a text, and is a whole number",
        "line 15, card one: synonyms must hold texts, not a whole number",
        'line 18, card one: the id "one" is used twice, first on line 5',
        'line 20, card one: answer: a "$" without its partner; a dollar sign is '
        r'written "\$"',
        "line 21, card one: checks must be a list, and is a text",
    ]


def test_a_slip_in_one_card_hides_nothing_in_the_others() -> None:
    text = """format = 1
id = "x"
title = "X"
[[cards]]
id = "one
question = "?"
[[cards]]
id = "two"
question = "Why?"
[[cards]]
id = "three"
question = "Why?"
answer = '''
It never ends
"""
    assert said(text) == [
        "line 5: not valid TOML at column 10: a text that does not end on its line; "
        "one of several lines stands between three quotation marks",
        'line 7, card two: the key "answer" is missing',
        "line 13, card three: a text that starts here with three quotation marks "
        "never ends",
    ]


def test_a_text_that_shows_a_card_is_whole_beside_a_slip_in_another() -> None:
    text = """format = 1
id = "x"
title = "X"
[[cards]]
id = "one"
question = "What begins a card?"
answer = '''
[[cards]]
'''
[[cards]]
id = "two
question = "Why?"
answer = "So."
[[cards]]
id = "three"
question = "Why?"
"""
    assert said(text) == [
        "line 11: not valid TOML at column 10: a text that does not end on its line; "
        "one of several lines stands between three quotation marks",
        'line 14, card three: the key "answer" is missing',
    ]


def test_a_broken_head_does_not_hide_the_cards() -> None:
    text = 'format = = 1\nid = "x"\n[[cards]]\nid = "one"\nquestion = "Why?"\n'

    assert said(text) == [
        "line 1: not valid TOML at column 10: no value that TOML knows; a text stands "
        "between quotation marks",
        'line 3, card one: the key "answer" is missing',
    ]


@pytest.mark.parametrize(
    "text", ["a = " + "[" * 5_000, "a = " + "9" * 5_000, "a = " + "{a=" * 5_000]
)
def test_toml_that_breaks_parsers_is_a_fault(text: str) -> None:
    assert "not valid TOML" in said(text)[0]


def test_a_sum_of_money_is_let_through_with_a_note() -> None:
    text = SOUND.replace('"Count to three."', '"A line costs $40 a month."')
    reading = read(text.encode(), "deck.toml")

    assert sound(reading).cards[0].hint == "A line costs $40 a month."
    assert [str(note) for note in reading.notes] == [
        'line 18, card tcp-handshake: hint: a single "$" is taken as money; "\\$" '
        "says so for sure"
    ]


@pytest.mark.parametrize(
    "hint",
    [
        "`$x` is a variable",
        "```sh\necho $x\n```",
        "$$x$$ and $y$",
        "$5 and $10",
        "$x$$y$",
    ],
)
def test_dollars_in_code_and_in_pairs_are_fine(hint: str) -> None:
    assert changed('"Count to three."', f"'''{hint}'''") == []


def test_a_deck_of_more_than_twenty_thousand_cards_is_refused_by_its_count() -> None:
    text = "format = 1\n" + "[[cards]]\n" * 20_001

    assert said(text) == [
        "20,001 cards: a deck may have 20,000. Split the file into several decks, by "
        "subject for example."
    ]


def test_however_they_are_written_it_is_twenty_thousand_cards() -> None:
    text = 'format = 1\nid = "x"\ntitle = "X"\ncards = [' + "{}," * 20_001 + "]"

    assert said(text)[0] == (
        "line 1: 20,001 cards: a deck may have 20,000. Split the file into several "
        "decks, by subject for example."
    )


def test_a_text_is_written_with_as_few_backslashes_as_can_be() -> None:
    hints = ("plain", 'a "word"', r"$\beta$", "it's", "both ' and \"")
    cards = tuple(Card(f"c{n}", "Q?", "A.", hint=hint) for n, hint in enumerate(hints))

    lines = [
        line
        for line in write(Deck("d", "D", cards)).split("\n")
        if line.startswith("hint")
    ]
    assert lines == [
        'hint = "plain"',
        "hint = 'a \"word\"'",
        r"hint = '$\beta$'",
        'hint = "it\'s"',
        r'''hint = "both ' and \""''',
    ]


def test_what_is_written_is_laid_out_for_people() -> None:
    deck = sound(read(SOUND.encode(), "deck.toml"))

    assert write(deck).startswith(
        """format = 1
id = "networks"
title = "Networks"
description = "How computers talk."

[[cards]]
id = "tcp-handshake"
level = "beginner"
kind = "concept"
tags = ["tcp", "transport"]
question = "How does TCP open a connection?"
answer = '''
With three segments: SYN, SYN-ACK and ACK.
Loss follows $p_{\\text{loss}} \\approx 1/W^2$.
'''
hint = "Count to three."
"""
    )


@settings(max_examples=40, suppress_health_check=list(HealthCheck), deadline=None)
@given(decks())
def test_what_is_written_reads_as_the_same_deck(deck: Deck) -> None:
    assert read(write(deck).encode(), "deck.toml") == Reading(deck)


def slip(line: str) -> str:
    """What is said of a deck whose card has this line instead of its hint."""
    text = SOUND.replace('hint = "Count to three."', line)
    assert text != SOUND
    [fault] = said(text)
    return fault.partition(", card tcp-handshake: ")[2]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (
            r'hint = "the $\alpha$"',
            "not valid TOML at column 16: a backslash alone between double quotes; "
            "write the text between single quotes, or double each backslash",
        ),
        (
            "hint = 'it's so'",
            "not valid TOML at column 12: more behind a value than belongs there; a "
            "text with a single quote in it stands between double ones",
        ),
        ('kind = "concept"', "the same key for the second time"),
        (
            "[cards.sources]\ntitle = 'A'\n[cards.sources]\ntitle = 'B'",
            "the same table for the second time; where there may be several, each "
            "stands between two brackets, such as [[cards.sources]]",
        ),
        (f"hint = {'9' * 5000}", "a number with thousands of digits"),
        ('hint = "so', "not valid TOML at column 11: a text that does not end on its"),
    ],
)
def test_the_commonest_slips_are_told_with_a_way_out(line: str, sentence: str) -> None:
    assert sentence in slip(line)


@pytest.mark.parametrize(
    "command", [r"\beta", r"\theta", r"\frac", r"\rho", r"\nabla", r"\text", r"\to"]
)
def test_a_command_that_double_quotes_have_eaten_is_told(command: str) -> None:
    eaten = SOUND.replace('"Count to three."', f'"So $x{command} y$"')
    kept = SOUND.replace('"Count to three."', f"'So $x{command} y$'")

    [note] = read(eaten.encode(), "a.toml").notes
    assert str(note) == (
        f'line 18, card tcp-handshake: hint: "{command}" has lost its backslash '
        "between double quotes; write the text between single quotes"
    )
    assert read(kept.encode(), "a.toml").notes == ()
