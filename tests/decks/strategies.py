"""Arbitrary decks in the form that reading gives: with hostile text, and valid."""

from typing import TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from bot.cards import Card, Check, Deck, FollowUp, KeyPoint, Level, Option, Source
from bot.decks import words
from bot.decks.dollars import Dollars, dollars

T = TypeVar("T")

HOSTILE = (
    *("'''", '"""', "''", '"', "'", "\\", "\\\\", "\\n", "\\u0041", "\n", "\n\n", "  "),
    *("# ", "## ", "### Key points", "### Answer:", "\\## x", "- ", "- [x] ", "* [ ] "),
    *("id: x", "level: hard", "reason: y", "answer:", "```", "````py", "~~~", "\\```"),
    *("[[cards]]", "[[cards]]\n", "format = 1", "=1+1", "'=x", "@everyone", "|", ";"),
    *("$x_1$", r"$$\frac{1}{2}$$", r"\$", "\t", "\x07", "\x7f", "\x85", "\u2028"),
    *("é", "漢", "🙂", "\ufeff", "\u202e", ",", "#a#b", "{", "}", "[", "]", "yes", ":"),
)
_ANY = st.characters(exclude_categories=["Cs"], exclude_characters="\0$\r")
_PIECES = st.lists(st.sampled_from(HOSTILE) | st.text(_ANY, max_size=5), max_size=9)


def _is_sound(text: str) -> bool:
    return bool(text.strip()) and dollars(text) is Dollars.PAIRED


TEXTS = _PIECES.map("".join).map(words.body).filter(_is_sound)
OPTIONAL = st.just("") | TEXTS
LINES = TEXTS.map(lambda text: text.replace("\n", " ").strip()[:72].strip()).filter(
    bool
)
SLUGS = st.from_regex(r"[a-z0-9]{1,4}(-[a-z0-9]{1,4}){0,2}", fullmatch=True)
TAGS = LINES.map(
    lambda line: "".join(c for c in line if c not in ",;|").strip().lstrip("# ")
).filter(lambda tag: bool(tag.strip()) and tag == tag.strip())


def _tuples(
    items: SearchStrategy[T], least: int = 0, most: int = 2
) -> SearchStrategy[tuple[T, ...]]:
    return st.lists(items, min_size=least, max_size=most).map(tuple)


def _distinct(items: SearchStrategy[str]) -> SearchStrategy[tuple[str, ...]]:
    return st.lists(items, max_size=3, unique=True).map(tuple)


KEY_POINTS = st.builds(KeyPoint, label=LINES, text=OPTIONAL, synonyms=_distinct(LINES))
FOLLOW_UPS = st.builds(FollowUp, question=TEXTS, answer=TEXTS)
SOURCES = st.builds(
    Source,
    title=LINES,
    authors=st.just("") | LINES,
    year=st.none() | st.integers(1, 9999),
    section=st.just("") | LINES,
)


@st.composite
def checks(draw: st.DrawFn, id: str) -> Check:
    right = draw(st.integers(0, 3))
    options = tuple(Option(draw(TEXTS), draw(TEXTS), at == right) for at in range(4))
    return Check(id, draw(TEXTS), options)


@st.composite
def cards(draw: st.DrawFn, id: str) -> Card:
    ids = draw(_distinct(SLUGS))[:2]
    return Card(
        id=id,
        question=draw(TEXTS),
        answer=draw(TEXTS),
        level=draw(st.none() | st.sampled_from(Level)),
        kind=draw(st.just("") | SLUGS),
        tags=draw(_distinct(TAGS)),
        key_points=draw(_tuples(KEY_POINTS)),
        checks=tuple(draw(checks(each)) for each in ids),
        hint=draw(OPTIONAL),
        follow_ups=draw(_tuples(FOLLOW_UPS)),
        sources=draw(_tuples(SOURCES)),
    )


@st.composite
def decks(draw: st.DrawFn) -> Deck:
    ids = draw(st.lists(SLUGS, min_size=1, max_size=3, unique=True))
    return Deck(
        id=draw(SLUGS),
        title=draw(LINES),
        cards=tuple(draw(cards(each)) for each in ids),
        description=draw(OPTIONAL),
        tags=draw(_distinct(TAGS)),
    )
