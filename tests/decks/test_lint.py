"""What `studybot deck check` says of a deck that is sound and could be better."""

from collections.abc import Iterator

import pytest

from bot.cards import Card, Check, Deck, FollowUp, KeyPoint, Level, Option
from bot.decks import check


def _options(*texts: str, right: int = 0) -> tuple[Option, ...]:
    return tuple(Option(t, "because", i == right) for i, t in enumerate(texts))


def _check(id: str, *texts: str, right: int = 0) -> Check:
    return Check(
        id, f"Which is {id}?", _options(*(texts or ("1", "2", "3", "4")), right=right)
    )


def _card(
    id: str,
    *checks: Check,
    question: str = "",
    answer: str = "Nothing but this.",
    tags: tuple[str, ...] = ("tcp",),
    points: tuple[KeyPoint, ...] = (KeyPoint("Nothing but this"),),
    hint: str = "",
    follow_ups: tuple[FollowUp, ...] = (),
) -> Card:
    return Card(
        id=id,
        question=question or f"What is {id}?",
        answer=answer,
        level=Level.BEGINNER,
        kind="concept",
        tags=tags,
        key_points=points,
        checks=checks or (_check(f"of-{id}"),),
        hint=hint,
        follow_ups=follow_ups,
    )


def _notes(*cards: Card, tags: tuple[str, ...] = ()) -> list[str]:
    return [str(note) for note in check(Deck("d", "D", cards, tags=tags))]


def _letters(rights: str) -> Iterator[Card]:
    for at, letter in enumerate(rights):
        check = _check(f"c{at}", right="ABCD".index(letter))
        yield _card(f"card{at}", check)


def test_an_ordinary_small_deck_is_left_alone() -> None:
    assert _notes(*_letters("ABBC")) == []


def test_an_answer_of_more_than_three_thousand_characters_is_told() -> None:
    words = "Nothing but this, and on it goes. " * 100

    assert _notes(_card("x", answer=words[:3000])) == []
    assert _notes(_card("x", answer=words[:3001])) == [
        "card x: the answer is long (3,001 characters)"
    ]


def test_letters_are_counted_from_two_dozen_checks_on() -> None:
    assert _notes(*_letters("A" * 12 + "BCDBCDBCDBCD")) == [
        "the right option is A in 12 of 24 checks: spread it over the letters"
    ]
    assert _notes(*_letters("A" * 12 + "BCDBCDBCDBC")) == []
    assert _notes(*_letters("ABC" * 8)) == [
        "the right option is D in 0 of 24 checks: spread it over the letters"
    ]
    assert _notes(*_letters("ABCD" * 6)) == []


def test_a_right_option_that_never_moves_is_told_in_small_decks_too() -> None:
    assert _notes(*_letters("C" * 6)) == ["the right option of every check is C"]
    assert _notes(*_letters("C" * 5)) == []


def test_guessing_by_length_must_not_pay() -> None:
    long = [_check(f"c{n}", "1", "2", "3", "four", right=3) for n in range(13)]
    rest = [_check(f"d{n}", "one", "2", "3", "4", right=n % 3 + 1) for n in range(11)]
    cards = [_card(check.id, check) for check in (*long, *rest)]

    assert [note for note in _notes(*cards) if "longest" in note] == [
        "the right option is the longest in 13 of 24 checks: guessing by length "
        "would pay"
    ]
    assert not [note for note in _notes(*cards[1:]) if "longest" in note]


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (
            ("a", "all of the above", "c", "d"),
            '"all of the above" points at nothing: options are shown in any order',
        ),
        (
            ("a", "b", "c", "Both A and C"),
            '"Both A and C" points at nothing: options are shown in any order',
        ),
        (
            ("a", "b", "c", "None of them."),
            '"None of them." points at nothing: options are shown in any order',
        ),
        (("a", "It never does", "c", "d"), '"never" gives a wrong option away'),
        (
            ("$a+b$", r"$a\,+ b$", "$a-b$", "$b$"),
            "two options differ by spaces only",
        ),
        (("Yes", "yes.", "no", "d"), "two options differ by spaces only"),
        (
            ("one", "a text so long that it stands out", "c", "d"),
            "the options have from 1 to 33 characters: alike, they give less away",
        ),
    ],
)
def test_options_that_give_something_away_are_told(
    texts: tuple[str, ...], said: str
) -> None:
    assert _notes(_card("x", _check("odd", *texts))) == [f"card x: check odd: {said}"]


@pytest.mark.parametrize(
    "texts",
    [
        ("It never does", "b", "c", "d"),
        ("a", "It never does", "It always does", "d"),
        ("all of them do", "b", "c", "d"),
        ("$a+b$", "$a-b$", "$A+b$", r"$\bar a+b$"),
        (r"$\sqrt{1-a}$", r"$\sqrt{1}-a$", "$(1-a)$", "$1-(a)$"),
        (r"$\alpha_t$", r"$\beta_t$", r"$\gamma_t$", r"$\delta_t$"),
        (r"$\frac{\sqrt{\bar\alpha_t}}{\sqrt{1-\bar\alpha_t}}$", "$1$", "$2$", "$3$"),
    ],
)
def test_options_that_give_nothing_away_are_left_alone(texts: tuple[str, ...]) -> None:
    assert _notes(_card("x", _check("fine", *texts))) == []


def test_a_reason_that_names_a_letter_is_told() -> None:
    options = (Option("a", "As in option B.", True), *_options("b", "c", "d", right=9))

    assert _notes(_card("x", Check("c", "Which?", options))) == [
        'card x: check c: "option B" points at nothing: options are shown in any order'
    ]


def test_cards_that_ask_nearly_the_same_are_told() -> None:
    first = _card(
        "open",
        question="How does TCP open a connection between two hosts?",
        answer="With three segments: SYN, SYN-ACK and ACK.",
        points=(KeyPoint("three segments"),),
    )
    again = _card(
        "open-again",
        question="Describe how TCP opens a connection between two hosts: how?",
        answer="With three segments, SYN, SYN-ACK, ACK.",
        points=(KeyPoint("three segments"),),
    )

    assert _notes(first, again) == []  # "open" and "opens" are two words of seven
    closer = _card(
        "open-again",
        question="Explain how TCP does open a connection between two hosts.",
        answer=again.answer,
        points=again.key_points,
    )
    assert _notes(first, closer) == ["card open-again: asks nearly the same as open"]


def test_cards_made_from_one_pattern_are_different_cards() -> None:
    years = {"Hastings": "1066", "Bosworth": "1485", "Naseby": "1645"}
    cards = [
        _card(
            name.casefold(),
            question=f"In which year was England's battle of {name} fought?",
            answer=year,
            points=(),
        )
        for name, year in years.items()
    ]

    assert [note for note in _notes(*cards) if "asks" in note] == []


def test_a_check_that_stands_twice_is_told() -> None:
    twice = _check("same")

    assert _notes(_card("one", twice), _card("two", twice)) == [
        "card two: check same: asks the same as check same of one"
    ]


def test_tags_beyond_those_of_the_deck_are_told() -> None:
    cards = (_card("a", tags=("tcp",)), _card("b", tags=("tpc",)))

    assert _notes(*cards, tags=("tcp", "udp")) == [
        'card b: the tag "tpc" is not among the tags of the deck; did you mean "tcp"?',
        'no card bears the tag "udp" of the deck',
    ]


@pytest.mark.parametrize("slip", ["transpotr", "transports", "Transport", "trans-port"])
def test_a_tag_that_looks_like_a_slip_is_told(slip: str) -> None:
    tags = ("transport", "transport", slip)
    cards = (_card(f"c{at}", tags=(tag,)) for at, tag in enumerate(tags))

    assert _notes(*cards) == [
        f'card c2: the tag "{slip}" stands here alone; did you mean "transport"?'
    ]


@pytest.mark.parametrize(
    "tags", [("gan", "gan", "can"), ("ipv4-x", "ipv4-x", "ipv6-x"), ("a-tag", "b-tag")]
)
def test_tags_that_are_two_things_are_left_alone(tags: tuple[str, ...]) -> None:
    assert _notes(*(_card(f"c{at}", tags=(tag,)) for at, tag in enumerate(tags))) == []


def test_a_key_point_that_the_answer_does_not_make_is_told() -> None:
    answer = "The sampler is deterministic, and a subsequence of steps will do."
    said = KeyPoint("Deterministic sampling")
    paraphrased = KeyPoint("Most steps are skipped", synonyms=("subsequence of steps",))
    missing = KeyPoint("The forward process is non-Markovian")

    card = _card("x", answer=answer, points=(said, paraphrased, missing))
    assert _notes(card) == [
        'card x: the answer does not seem to say "The forward process is non-Markovian"'
    ]


def test_formulas_are_looked_at_wherever_they_stand() -> None:
    broken = r"See $\nosuch{x}$."
    card = _card(
        "x",
        Check("c", "Which?", (Option("a", broken, True), *_options("b", "c", "d"))[:4]),
        hint=broken,
        points=(KeyPoint("Nothing but this", broken),),
        follow_ups=(FollowUp("Why?", broken),),
    )
    places = [note.split(": ")[1:3] for note in _notes(card) if "is not set" in note]

    assert [place[0] for place in places] == [
        "hint",
        'key point "Nothing but this"',
        "check c",
        "follow-up",
    ]


def test_what_takes_several_pictures_while_one_thinks_is_told() -> None:
    tall = "\n\n".join(f"Line {n}." for n in range(60))
    card = _card("x", Check("c", tall, _options("a", "b", "c", "d")), question=tall)

    assert _notes(card) == [
        "card x: the question is too tall for one picture",
        "card x: check c: too tall for one picture",
    ]
