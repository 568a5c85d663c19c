r"""`\eqref{loss}` -> the number of the formula that has that label in the same text."""

import re
from bisect import bisect_right

_LABEL = re.compile(r"\\label\s*\{([^{}]*)\}")
_REFERENCE = re.compile(r"(?<!`)(`++)[\s\S]*?(?<!`)\1(?!`)|\\(eq)?ref\s*\{([^{}]*)\}")
"""One of them; or code, in which it is none."""

_TAG = re.compile(r"\\tag(\*?)\s*\{([^{}]*)\}")
_ROW_END = re.compile(r"\\\\|\$\$|\\[\[\]]|\\(?:begin|end)\{[a-z]*\*?\}")
"""What may stand between the formula with a label and another with a tag."""


def resolved(text: str) -> str:
    r"""The text with numbers for references; a formula without a \tag is given one."""
    if "ref{" not in text or "\\label" not in text:
        return text
    asked = {found[3].strip() for found in _REFERENCE.finditer(text) if not found[1]}
    shown: dict[str, str] = {}
    tags: dict[int, re.Match[str] | None] = {}
    made, at, count = "", 0, 0
    ends = [0, *(end.end() for end in _ROW_END.finditer(text)), len(text)]
    for label in _LABEL.finditer(text):
        name = label[1].strip()
        made += text[at : label.start()]
        at = label.end()
        # The tag stands in the label's row, before it or behind.
        row = bisect_right(ends, label.start())
        if row not in tags:
            end = ends[min(row, len(ends) - 1)]
            tags[row] = _TAG.search(text, ends[row - 1], end)
        tag = tags[row]
        if tag is not None:
            shown[name] = tag[2] if tag[1] else f"({tag[2]})"
        elif name in asked:
            count += 1
            shown[name] = f"({count})"
            made += f"\\tag{{{count}}}"
    return _REFERENCE.sub(lambda found: _shown(found, shown), made + text[at:])


def _shown(found: re.Match[str], shown: dict[str, str]) -> str:
    number = shown.get((found[3] or "").strip())
    if number is None or set(number) & set("\\$"):
        return found[0]
    # A star is no sign of emphasis.
    number = number.replace("*", "∗")
    return number if found[2] else number.strip("()")
