"""The words of a formula -> the same, as somebody would type them."""

import re


def tidy(words: str) -> str:
    """Without spaces and pauses that are only there because of how they were found."""
    words = _LOOSE.sub("", _SPACES.sub(" ", words))
    if ";" in words:
        words = _BEFORE_PARTS.sub("", words)
    words = _COMMAS.sub(",", words)
    if "dollars" in words:
        words = _PRICE.sub("$", words)
    if "of, " in words:
        words = words.replace(" of, ", " of ")
    if ":: equals" in words:
        words = words.replace(":: equals", "is one of")
    if "mod " in words:
        words = words.replace("equivalent to", "congruent to")
    if "for all" in words or "there is" in words:
        words = _BOUND.sub(r"\1 \2 ", words)
    return _PAUSES.sub("", words).strip(" ,")


_SPACES = re.compile(r"[\s\\]+")
_LOOSE = re.compile(r" (?:(?<=[(\[{] )|(?=[)\]},;.!?])|(?<=\w )(?=-\w))")
"""Spaces that nobody would type. The space comes first: it is looked for quickly."""
_BEFORE_PARTS = re.compile(r"[,.](?=;)")
_COMMAS = re.compile(r",(\s*,)+")
_PAUSES = re.compile(r",(?:(?<=;,)|(?=[)\]]))| (?<=[$€£¥] )(?=\d)")
"""What no voice would stop at: a comma after a greater pause, or before a bracket."""
_BOUND = re.compile(r"\b(for all|there is) (\S+(?: sub \S+)?) is (?=greater|less|at )")
_PRICE = re.compile(r"\bdollars (?=\d)")
