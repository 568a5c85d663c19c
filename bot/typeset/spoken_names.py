"""How the signs of math are called in speech."""

NAMES = {
    "+": "plus",
    "−": "minus",
    "=": "equals",
    "<": "is less than",
    ">": "is greater than",
    "∗": "times",
    "/": "over",
    "!": "factorial",
    "≤": "is at most",
    "⩽": "is at most",
    "≥": "is at least",
    "⩾": "is at least",
    "≪": "is much less than",
    "≫": "is much greater than",
    "≲": "is at most about",
    "≳": "is at least about",
    "≈": "is approximately",
    "≃": "is approximately",
    "∼": "is distributed as",
    "≡": "is equivalent to",
    "≅": "is congruent to",
    "∝": "is proportional to",
    "≜": "is defined as",
    "≐": "is defined as",
    "∈": "in",
    "∋": "contains",
    "⊂": "is a subset of",
    "⊆": "is a subset of",
    "⊃": "is a superset of",
    "⊇": "is a superset of",
    "∪": "union",
    "∩": "intersection",
    "∖": "without",
    "\\": "without",
    "∅": "the empty set",
    "∀": "for all",
    "∃": "there is",
    "∄": "there is no",
    "→": "to",
    "⟶": "to",
    "↦": "maps to",
    "⟼": "maps to",
    "←": "gets",
    "⟵": "gets",
    "↔": "corresponds to",
    "⇒": "implies",
    "⟹": "implies",
    "⇐": "is implied by",
    "⟸": "is implied by",
    "⇔": "if and only if",
    "⟺": "if and only if",
    "↑": "up",
    "↓": "down",
    "∧": "and",
    "∨": "or",
    "¬": "not",
    "±": "plus or minus",
    "∓": "minus or plus",
    "×": "times",
    "⋅": "times",
    "÷": "divided by",
    "⊙": "elementwise times",
    "⊗": "tensor",
    "⊕": "direct plus",
    "∘": "after",
    "⋆": "star",
    "∙": "times",
    "∇": "nabla",
    "∂": "partial",
    "∞": "infinity",
    "⊤": "transpose",
    "′": "prime",
    "†": "dagger",
    "ℓ": "l",
    "ℏ": "h-bar",
    "ℜ": "the real part of",
    "ℑ": "the imaginary part of",
    "…": "…",
    "⋯": "…",
    "⋮": "…",
    "⋱": "…",
    "⌊": "the floor of",
    "⌋": "",
    "⌈": "the ceiling of",
    "⌉": "",
    "%": "percent",
    "$": "dollars",
    "&": "and",
    "#": "number",
    "°": "degrees",
    "□": "",
}
"""Each sign; what is not here is called by its name in Unicode."""

RELATIONS = {"∣": "given", "∥": "parallel to", "⊥": "is independent of"}
"""Signs that say something else where they stand as relations."""

COMPOSED = {
    ":=": "is defined as",
    "=:": "defines",
    ":−": "is defined as",
    "::": "::",
    ":∼": "is distributed as",
    ":≈": "is approximately",
}
"""Relations that are put together from several signs."""

POWERS = {
    "2": "squared",
    "3": "cubed",
    "−1": "inverse",
    "∗": "star",
    "⋆": "star",
    "T": "transpose",
    "⊤": "transpose",
    "⊺": "transpose",
    "†": "dagger",
    "+": "plus",
    "−": "minus",
    "∘": "degrees",
}

ACCENTED = {
    "ˉ": "-bar",
    "^": "-hat",
    "~": "-tilde",
    "⃗": "-vector",
    "˙": "-dot",
    "¨": "-double-dot",
    "ˇ": "-check",
    "˘": "-breve",
    "ˊ": "-acute",
    "ˋ": "-grave",
    "˚": "-ring",
}
"""What is said behind a letter with this accent."""

WIDE = {
    "widehat": "-hat",
    "widetilde": "-tilde",
    "widecheck": "-check",
    "overrightarrow": "-vector",
}
"""The same for accents that stretch."""

LARGE = {
    "∑": "the sum",
    "∏": "the product",
    "∫": "the integral",
    "∮": "the integral",
    "∬": "the double integral",
    "∭": "the triple integral",
    "⋃": "the union",
    "⋂": "the intersection",
}

FENCED = {
    "∣∣": "the size of",
    "∥∥": "the norm of",
    "⌊⌋": "the floor of",
    "⌈⌉": "the ceiling of",
}
"""What a pair of delimiters makes of what is between them."""

FUNCTIONS = {"Pr": "the probability"}
"""Named operators that are not said as they are written."""
