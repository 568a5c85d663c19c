r"""A formula's source -> the same, with what stands side by side below each other.

That is for a line on which it would be too small to read: the conditions of cases stand
below their values, the premises of a rule of inference below each other.
"""

import re

_CASES = re.compile(r"(\\begin\{d?cases\})((?:(?!\\begin).)*?)(\\end\{d?cases\})", re.S)

_FRACTION = re.compile(r"\\[dct]?frac\s*\{")

_TOKEN = re.compile(r"\\q?quad(?![a-zA-Z])\s*|\\(?:begin|end)\b|\\.|[{}]", re.S)

_DEEPEST = 50
"""Braces within a numerator: beyond these there is no end to be looked for, which a
comment full of braces might not have."""


def stacked(source: str) -> str:
    """The same source where there is nothing to be stacked."""
    return _rules(_CASES.sub(_conditions, source))


def _conditions(found: re.Match[str]) -> str:
    return found[1] + re.sub(r"(?<!\\)&", r"\\\\\\quad ", found[2]) + found[3]


def _rules(source: str) -> str:
    """Fractions whose numerators have quads: what is between these are premises."""
    made, at = "", 0
    for fraction in _FRACTION.finditer(source):
        if fraction.start() >= at and (ended := _premises(source, fraction.end())):
            premises, end = ended
            rows = r"\\".join(rf"\textstyle {premise}" for premise in premises)
            made += source[at : fraction.end()]
            made += rf"\begin{{gathered}}{rows}\end{{gathered}}"
            at = end
    return made + source[at:]


def _premises(source: str, start: int) -> tuple[list[str], int] | None:
    """What a numerator is parted into, and where it ends; None: it is in one part."""
    parts, at, depth = [], start, 0
    for token in _TOKEN.finditer(source, start):
        found = token[0]
        if not depth and (found == "}" or "quad" in found):
            parts.append(source[at : token.start()].strip())
            at = token.end()
        if not depth and found == "}":
            premises = [part for part in parts if part]
            return (premises, token.start()) if len(premises) > 1 else None
        depth += (found in ("{", "\\begin")) - (found in ("}", "\\end"))
        if depth > _DEEPEST:
            return None
    return None
