r"""An alignment's source -> its equations, each to stand by itself.

Side by side they may be wider than a narrow page. What is `\begin{aligned}a&=b\\&=c`
with its `\end` has the lines `a=b` and `=c`.
"""

import re

_WHOLE = re.compile(
    r"\s*\\begin\s*\{((?:sub)?equations?|(?:fl)?align|alignat|gather|multline|eqnarray)(\*?)\}(.*)"
    r"\\end\s*\{\1\2\}(\s*)"
    r"|\s*\\begin\s*\{(aligned|alignedat|gathered|split)\}(.*)"
    r"\\end\s*\{\5\}((?:\s|[.,;]|\\(?:text|tag\*?)\s*\{[^{}]*\})*)",
    re.DOTALL,
)
"""An environment that is all there is, but for a stop behind it, and its number."""

_OPENED = re.compile(r"\A\s*(?:\[ *[tcb] *\]|\{ *\d+ *\})?")
"""Where it stands on its line, or of how many columns it is."""

_BOUND = frozenset(
    (
        *("\\intertext", "\\shortintertext", "\\hline", "\\cr"),
        *("\\def", "\\let", "\\newcommand", "\\renewcommand", "\\providecommand"),
        *("\\color", "\\bf", "\\rm", "\\it", "\\sf", "\\tt", "\\cal"),
    )
)
"""What holds for a cell alone or until the end of all, or stands between two lines."""

_TOKEN = re.compile(
    r"\\color\s*\{[^{}]*\}(?=\s*\{)|\\begin\b|\\end\b"
    r"|\\\\\*?(?:\[[-+ ]*[\d.,]+ *[a-zA-Z]+ *\])?|\\[a-zA-Z]+|\\.|[{}&%]",
    re.DOTALL,
)
"""A line's end goes with its gap; a colour with what stands in braces behind it."""

_OPENING, _CLOSING = ("{", "\\begin", "\\left"), ("}", "\\end", "\\right")

_ROOM = re.compile(r"\A(?:\s|~|\{\}|\\(?:q?quad(?![a-zA-Z])|[,:;> ]))+")
"""What stands before a line's first sign, for the eye."""


def equations(source: str) -> list[str]:
    """One or more; none where it is no alignment, or one that cannot be taken apart."""
    inside, behind = source, ""
    while found := _WHOLE.fullmatch(inside):
        inside = found[3] or found[6] or ""
        behind = (found[4] or found[7] or "").strip() + behind
        inside = _OPENED.sub("", inside, count=1)
    lines = _lines(inside, paired="{eqnarray" not in source)
    if not lines or lines == [source.strip()]:
        return []
    return [*lines[:-1], lines[-1] + behind]


def _lines(text: str, paired: bool) -> list[str]:
    """What stands on each; none where the text is not whole.

    `paired` says that every second column begins another equation.
    """
    lines, at, depth, cells = [""], 0, 0, 0
    for token in _TOKEN.finditer(text):
        found = token[0]
        lines[-1] += text[at : token.start()]
        at = token.end()
        depth += (found in _OPENING) - (found in _CLOSING)
        if depth < 0 or (not depth and found in _BOUND) or found == "%":
            return []
        if depth or not (found == "&" or found.startswith("\\\\")):
            lines[-1] += found
        elif found == "&":
            cells += 1
            lines[-1] += "\\qquad " if paired and cells % 2 == 0 else " "
        else:
            lines.append("")
            cells = 0
    lines[-1] += text[at:]
    lines = [_ROOM.sub("", _ended(line)) for line in lines]
    return [line for line in lines if line] if not depth else []


def _ended(line: str) -> str:
    """The line without the room that empty columns leave behind it."""
    while (line := line.rstrip()).endswith("\\qquad"):
        line = line.removesuffix("\\qquad")
    return line
