"""Whether a typed text makes a point.

Everything here would rather miss one that was made than tick one that was not: a box
left empty costs the learner a press.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from bot.cards import KeyPoint


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_NEGATIONS = _set(
    "not no never without cannot nor neither none hardly rarely lack lacks fails "
    "unlike instead rather dont doesnt didnt isnt arent wasnt wont cant"
)
_CARRIERS = _set("is are was were be do does did can could will would has gets becomes")
_TURNS = _set("but because while whereas although though since which so")
_EMPTY = _set(
    "a an the of to in on for and or is are was were be been being it its this that "
    "these those with by as at from into than then we you i they he she there their "
    "our your which who what when where how why can could will would may might should "
    "must do does did has have had so such also just very each any some if but because "
    "while s"
)
_COMMON = _set(
    "add algorithm answer average bad batch best better big bigger case change class "
    "compute cost data dataset decrease different distribution easy error example "
    "fast faster feature few fewer first function get give good gradient hard help "
    "high higher improve increase input keep label large larger last layer learn "
    "less long loss low lower make mean memory method model more most need network "
    "new noise number one output parameter point prediction probability problem "
    "random rate reduce result right same sample score set simple size slow slower "
    "small smaller space speed stable step sum take task test time token train true "
    "two use value variable vector way weight work worse wrong"
)
_POLAR = _set(
    "high higher low lower large larger big bigger small smaller more less fewer "
    "increase decrease reduce raise rise fall drop grow shrink add remove gain lose "
    "fast faster slow slower better worse best worst strong weak long short easy hard "
    "same different positive negative true false right wrong before after first last "
    "max min maximise minimise maximum minimum upper left over under"
)

_BEFORE = 5
"""Words before a mention in which a negation would turn it round."""

_TYPO_LENGTH = 7
"""The shortest word in which one wrong letter is forgiven: later is not layer."""

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*|[.!?;\n]+|[,:()–—]")
_PREFIX = re.compile(
    r"\b(non|semi|anti|multi|mini|pre|un|self)[-\s]+(?=\w)|\b(over|under|re|co|de)-(?=\w)"
)
_SYMBOL = re.compile(r"[=+*^<>|]|\b\w\s?[/(\[]|[/(\[]\s?\w\b")
_ASIDE = re.compile(r"(?<=\w) \([^()]*\)")
_PIECE = re.compile(r"[^\W_]+|[^\w\s]")


def _plain(text: str) -> str:
    """One spelling for what can be typed in several ways."""
    text = text.replace("²", "^2").replace("³", "^3").replace("’", "'")
    folded = unicodedata.normalize("NFKC", text).casefold()
    folded = re.sub(r"[$\\_{}]", "", re.sub(r"[‐−]", "-", folded))
    folded = re.sub(r"[^\S\n]+", " ", re.sub(r"\s*\n\s*", "\n", folded))
    return _PREFIX.sub(lambda found: found[1] or found[2], folded)


@lru_cache(maxsize=8192)
def _stem(word: str) -> str:
    """A word without its inflection, the same for British and American spellings."""
    word = word.split("'")[0]
    if len(word) == 4 and re.search(r"[^aiosu]s$", word):  # GANs, but not bias
        word = word[:-1]
    if len(word) > 4 and not word.endswith(("ss", "us", "is")):
        word = re.sub(r"ies$", "y", word)
        word = re.sub(r"(?<=[sxz])es$|(?<=[cs]h)es$|s$", "", word)
    if len(word) > 6:
        word = re.sub(r"is(e|ed|er|ing|ation)$", r"iz\1", word)
        word = re.sub(r"(?<=iz)ation$|ly$", "", word)
    shorter = re.sub(r"(?:ing|ed)$", "", word)
    if len(shorter) > 2 and re.search(r"[aeiouy]", shorter):
        word = shorter
        if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lsz":
            word = word[:-1]
    return word[:-1] if len(word) > 3 and word.endswith("e") else word


_COMMON_STEMS = frozenset(map(_stem, _COMMON))
_POLAR_STEMS = frozenset(map(_stem, _POLAR))


def _negates(word: str) -> bool:
    return word in _NEGATIONS or word.endswith("n't")


class _Text:
    """A typed text, cut into words; `sentence` and `clause` number their places."""

    def __init__(self, text: str) -> None:
        self.plain = _plain(text)
        self.words: list[str] = []
        self.sentence: list[int] = []
        self.clause: list[int] = []
        self.places: defaultdict[str, list[int]] = defaultdict(list)
        self.starts: list[int] = []
        self.stems: list[str] = []
        self._found: dict[str, list[int]] = {}
        self._alike: defaultdict[str, list[str]] = defaultdict(list)
        sentence = clause = 0
        for found in _WORD.finditer(self.plain):
            word = found[0]
            if not word[0].isalnum():
                sentence += word not in ",:()–—"
                clause += 1
                continue
            clause += word in _TURNS
            self._add(word, sentence, clause, found.start())

    def _add(self, word: str, sentence: int, clause: int, start: int) -> None:
        stem = _stem(word)
        if stem not in self.places and len(stem) >= _TYPO_LENGTH - 1:
            self._alike[stem[0]].append(stem)
        self.places[stem].append(len(self.words))
        self.words.append(word)
        self.stems.append(stem)
        self.sentence.append(sentence)
        self.clause.append(clause)
        self.starts.append(start)

    def find(self, stem: str) -> list[int]:
        """Where a word stands, one wrong letter in a long one forgiven."""
        if stem not in self._found:
            self._found[stem] = self._find(stem)
        return self._found[stem]

    def _find(self, stem: str) -> list[int]:
        found = list(self.places.get(stem, ()))
        if len(stem) >= _TYPO_LENGTH and stem.isalpha():
            for other in self._alike.get(stem[0], ()):
                if other != stem and OSA.distance(stem, other, score_cutoff=1) == 1:
                    found += self.places[other]
        return found

    def negations(self, left: int, right: int) -> int:
        """How many negations bear on the words from `left` to `right`."""
        start = left
        while start > max(0, left - _BEFORE):
            if self.clause[start - 1] != self.clause[left]:
                break
            start -= 1
        return sum(map(self._negated_at, range(start, right + 1))) + self._after(right)

    def contrary(self, left: int, right: int, phrase: "_Phrase") -> bool:
        """Whether these words say more where the phrase says less, or might.

        In "high variance, low bias" stands neither "high bias" nor "low variance".
        """
        if not phrase.polar:
            return False
        until = right + 1
        if self.words[until : until + 1] and self.words[until] in _CARRIERS:
            until += 2
        here = _POLAR_STEMS.intersection(self.stems[left:until])
        return self.clause[left] != self.clause[right] or not here <= phrase.polar

    def _negated_at(self, place: int) -> bool:
        follows = self.words[place + 1 : place + 2]
        return _negates(self.words[place]) and follows not in (["only"], ["just"])

    def _after(self, right: int) -> bool:
        """Whether the verb that follows takes it back: "dropout does not help"."""
        behind = [
            self.words[place]
            for place in range(right + 1, min(right + 3, len(self.words)))
            if self.clause[place] == self.clause[right]
        ]
        if not behind:
            return False
        carried = len(behind) > 1 and behind[1] in ("not", "never")
        return behind[0].endswith("n't") or (behind[0] in _CARRIERS and carried)


@dataclass(frozen=True, slots=True)
class _Phrase:
    """What to look for: stems, and the widest stretch of words that may hold them all.

    `negations` counts those that the phrase has itself, `polar` are its words that have
    an opposite. A formula is looked for letter by letter instead.
    """

    stems: tuple[str, ...]
    width: int
    negations: int
    formula: re.Pattern[str] | None = None

    @property
    def polar(self) -> frozenset[str]:
        return _POLAR_STEMS.intersection(self.stems)


@lru_cache(maxsize=8192)
def _phrase(text: str) -> _Phrase | None:
    """None for a phrase that says too little to be recognised by."""
    plain = _plain(text)
    words = [word for word in _WORD.findall(plain) if word[0].isalnum()]
    negations = sum(map(_negates, words))
    content = [w for w in words if w not in _EMPTY and not _negates(w)]
    if _is_formula(plain, content):
        return _Phrase((), 0, negations, _formula(plain))
    if aside := _ASIDE.search(plain):
        return _phrase(plain[: aside.start()] + plain[aside.end() :])
    stems = tuple(dict.fromkeys(_stem(word) for word in content if len(word) > 1))
    alone = len(stems) == 1 and not negations
    if not stems or (alone and stems[0] in _COMMON_STEMS):
        return None
    loose = any(stem not in _COMMON_STEMS for stem in stems)
    width = 2 * len(stems) + 4 if loose else len(stems) + 1
    return _Phrase(stems, width, negations)


def _is_formula(plain: str, content: list[str]) -> bool:
    """Whether single letters, digits or signs are what a phrase is about.

    A letter in a long sentence ("after T steps the data are noise") is not.
    """
    if _SYMBOL.search(plain) or any(word.isdigit() for word in content):
        return True
    letters = sum(len(word) == 1 for word in content)
    return letters > 0 and len(content) - letters < 4


def _formula(plain: str) -> re.Pattern[str] | None:
    """The pieces in order, spaced as anyone likes; part of a longer one is no match."""
    pieces = _PIECE.findall(plain)
    if sum(map(len, pieces)) < 3:
        return None
    hyphen = "-" if _SYMBOL.search(plain) else "-?"
    inner = r"\s?".join(hyphen if p == "-" else re.escape(p) for p in pieces)
    return re.compile(rf"(?<![\w^/*+.-]){inner}(?![\w^/*])")


def _stretches(text: _Text, phrase: _Phrase) -> Iterator[tuple[int, int]]:
    """Where all of a phrase's words stand near each other in one sentence."""
    places: list[tuple[int, int]] = []
    for which, stem in enumerate(phrase.stems):
        found = text.find(stem)
        if not found:
            return
        places += [(place, which) for place in found]
    latest: dict[int, int] = {}
    for place, which in sorted(places):
        latest[which] = place
        left = min(latest.values())
        near = place - left < phrase.width
        together = near and text.sentence[left] == text.sentence[place]
        if not together or len(latest) < len(phrase.stems):
            continue
        if not text.contrary(left, place, phrase):
            yield left, place


def _formula_places(text: _Text, formula: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    for found in formula.finditer(text.plain):
        inside = [
            place
            for place, start in enumerate(text.starts)
            if found.start() <= start < found.end()
        ]
        if inside:
            yield inside[0], inside[-1]


def _mentions(text: _Text, phrase: _Phrase) -> bool:
    """Whether a phrase stands in the text, negated as often as it is itself."""
    if phrase.formula is not None:
        stretches = _formula_places(text, phrase.formula)
    elif phrase.width:
        stretches = _stretches(text, phrase)
    else:
        return False
    return any(text.negations(*ends) == phrase.negations for ends in stretches)


def _covered(text: _Text, point: KeyPoint) -> bool:
    phrases = map(_phrase, (point.label, *point.synonyms))
    return any(_mentions(text, phrase) for phrase in phrases if phrase)


def covered(text: str, point: KeyPoint) -> bool:
    """Whether a typed answer clearly makes this point; when in doubt, it does not."""
    return _covered(_Text(text), point)


def pretick(text: str, points: Sequence[KeyPoint]) -> frozenset[int]:
    """The indices of the key points that a typed answer clearly makes."""
    read = _Text(text)
    return frozenset(i for i, point in enumerate(points) if _covered(read, point))
