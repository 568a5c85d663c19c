"""The small change of every format: slugs, levels, blank lines, near misses."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from bot.cards import LABEL_LENGTH, Level

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

_OUTER_BLANK = re.compile(r"\A(?:[ \t]*\n)+|(?:\n[ \t]*)+\Z")
_MATH = re.compile(r"\$[^$]*\$")
_ESCAPES = {"b": "\x08", "f": "\x0c", "n": "\n", "r": "\r", "t": "\t"}
_LOST = re.compile(
    "|".join(
        f"{_ESCAPES[command[0]]}{command[1:]}(?![a-z])"
        for command in re.findall(
            r"\w+",
            """bar begin beta big bigl bigr binom bmod boldsymbol bullet flat forall
            frac nabla neq notin rangle rho right rightarrow tan tanh tau text textbf
            textit tfrac theta tilde times to top triangle""",
        )
    )
)
_ID_WORDS = 5
_ID_ROOM = 40
_FILLERS = frozenset(
    re.findall(
        r"\w+",
        """a an and are as at be both by can compare could derive describe did do does
        expert explain for from give how i in into is it its level of on or show
        staff that the their there these this those to was were what when where which
        who why will with would you your""",
    )
)
_LEVELS = {
    **{level.value: level for level in Level},
    "easy": Level.BEGINNER,
    "basic": Level.BEGINNER,
    "novice": Level.BEGINNER,
    "medium": Level.INTERMEDIATE,
    "moderate": Level.INTERMEDIATE,
    "hard": Level.ADVANCED,
    "difficult": Level.ADVANCED,
    "principal": Level.STAFF,
}


def body(text: str) -> str:
    """A text without its outer blank lines, otherwise letter by letter."""
    return "" if not text.strip(" \t\n") else _OUTER_BLANK.sub("", text)


def lost_command(text: str) -> str:
    """A LaTeX command whose backslash was taken for an escape by double quotes:
    `\\theta` became a tab and `heta`; empty where there is none."""
    hit = _LOST.search(text)
    if hit is None:
        return ""
    letter = next(key for key, mark in _ESCAPES.items() if mark == hit[0][0])
    return f"\\{letter}{hit[0][1:]}"


def level(word: str) -> Level | None:
    """The level that a word means, `Hard` and `staff-level` included; None if none."""
    plain = word.strip().casefold().removesuffix("level").rstrip(" -_")
    return _LEVELS.get(plain)


def slug(text: str) -> str:
    """A text as a slug, possibly empty: `System Design` is `system-design`."""
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", folded.casefold()))


def question_slug(question: str) -> str:
    """A readable id from a question: its telling words, in order; possibly empty."""
    bare = re.sub(r"['’]", "", _MATH.sub(" ", question))
    parts = slug(bare).split("-")
    telling = [part for part in parts if part and part not in _FILLERS]
    return _joined((telling or [part for part in parts if part])[:_ID_WORDS])


def _joined(parts: list[str]) -> str:
    """Whole parts as far as they have room, the first of them at any rate."""
    made = parts[0][:_ID_ROOM] if parts else ""
    for part in parts[1:]:
        if len(made) + 1 + len(part) > _ID_ROOM:
            break
        made = f"{made}-{part}"
    return made


def telling(text: str) -> frozenset[str]:
    """The words that say what a text is about, math and numbers included."""
    found = re.findall(r"\w+", text.casefold())
    return frozenset(word for word in found if word not in _FILLERS)


def unspaced(text: str) -> str:
    """A text without what spaces it, nor its last full stop: equal if it reads so."""
    bare = re.sub(r"\\[,;:! ]|\\(?:left|right|quad)(?![a-zA-Z])|\s", "", text)
    return bare.rstrip(".!?") if "$" in text else bare.rstrip(".!?").casefold()


def shown(text: str) -> str:
    """About what a reader sees of a text: a sign for each command, no braces."""
    bare = re.sub(r"\\[,;:! ]|\\(?:left|right|mathrm|mathbf)(?![a-zA-Z])", "", text)
    signs = re.sub(r"\\(?:bar|hat|tilde|sqrt|frac|operatorname)(?![a-zA-Z])", "", bare)
    return re.sub(r"[${}_^\\]", "", re.sub(r"\\[a-zA-Z]+ ?", "x", signs))


def unique_ids(wanted: Iterable[str], taken: Iterable[str] = ()) -> Iterator[str]:
    """Each id in turn; one that was given already gets `-2`, `-3` … behind it."""
    seen = set(taken)
    counts: dict[str, int] = {}
    for base in wanted:
        stem = base or "card"
        made = stem
        while made in seen:
            counts[stem] = counts.get(stem, 1) + 1
            made = f"{stem}-{counts[stem]}"
        seen.add(made)
        yield made


def nearest(word: str, known: Iterable[str]) -> str:
    """`; did you mean …?` for a near miss, else nothing."""
    close = get_close_matches(word.casefold(), list(known), n=1, cutoff=0.6)
    return f'; did you mean "{close[0]}"?' if close else ""


def label(text: str) -> str:
    """As much of a text as fits on a key point's label, cut between words."""
    flat = " ".join(text.split())
    if len(flat) <= LABEL_LENGTH:
        return flat
    cut = flat[: LABEL_LENGTH - 1]
    head, _, _ = cut.rpartition(" ")
    return f"{head or cut}…"
