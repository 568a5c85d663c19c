"""What each command makes."""

from collections.abc import Callable, Sequence

from bot.typeset.math import accents, delimiters, enclosures, words
from bot.typeset.math.accents import Accent, Brace, Line, Wide
from bot.typeset.math.arrows import Arrow
from bot.typeset.math.environments import environment
from bot.typeset.math.fractions import Fraction
from bot.typeset.math.lengths import length
from bot.typeset.math.nodes import (
    CannotSet,
    Group,
    Node,
    Paint,
    Space,
    Spread,
    SymbolNode,
    TooMuch,
)
from bot.typeset.math.operators import Operator
from bot.typeset.math.parser import Parser
from bot.typeset.math.radicals import Root
from bot.typeset.math.scripts import Scripts
from bot.typeset.math.stretchy import SHAPES
from bot.typeset.math.style import DISPLAY, SCRIPT, SCRIPTSCRIPT, TEXT, Style
from bot.typeset.math.symbols import NAMED, Class
from bot.typeset.math.tokens import Macro, joined

Command = Callable[[Parser, str], Node | None]

# Fractions.

_FENCED = {
    "\\choose": ("(", ")"),
    "\\brace": ("{", "}"),
    "\\brack": ("[", "]"),
    "\\binom": ("(", ")"),
    "\\dbinom": ("(", ")"),
    "\\tbinom": ("(", ")"),
}

_LEVELS = {
    "\\dfrac": DISPLAY,
    "\\cfrac": DISPLAY,
    "\\tfrac": TEXT,
    "\\dbinom": DISPLAY,
    "\\tbinom": TEXT,
}


def infix(command: str, above: Node, below: Node, bar: str) -> Node:
    """A fraction whose sign stands between its parts."""
    left, right = _FENCED.get(command, ("", ""))
    if command == "\\over":
        return Fraction(above, below)
    thick = length(bar).number / 10 if bar else 0.0
    return Fraction(above, below, thick, left, right)


def _fraction(parser: Parser, name: str) -> Node:
    if name == "\\cfrac":
        parser.optional()
    above, below = parser.argument(), parser.argument()
    left, right = _FENCED.get(name, ("", ""))
    return Fraction(
        above,
        below,
        0.0 if left else None,
        left,
        right,
        _LEVELS.get(name),
        name == "\\cfrac",
    )


def _genfrac(parser: Parser, name: str) -> Node:
    left, right, bar, level = (parser.tokens.text().strip() for _ in range(4))
    above, below = parser.argument(), parser.argument()
    thick = None
    if bar:
        try:
            thick = float(bar) / 10
        except ValueError:
            thick = length(bar).number / 10
        if not 0 <= thick <= 1:
            raise TooMuch(f"a fraction cannot have a bar of {bar}")
    return Fraction(
        above,
        below,
        thick,
        delimiters.sign(left or "."),
        delimiters.sign(right or "."),
        int(level) if level in ("0", "1", "2", "3") else None,
    )


def _root(parser: Parser, name: str) -> Node:
    degree = parser.optional()
    return Root(parser.argument(), degree)


# Operators.

_LIMITED = ["det", "gcd", "inf", "lim", "max", "min", "Pr", "sup"]
_UNLIMITED = [
    "arccos",
    "arccot",
    "arccsc",
    "arcsec",
    "arcsin",
    "arctan",
    "arctg",
    "arcctg",
    "arg",
    "ch",
    "cos",
    "cosec",
    "cosh",
    "cot",
    "cotg",
    "coth",
    "csc",
    "ctg",
    "cth",
    "deg",
    "dim",
    "exp",
    "hom",
    "ker",
    "lg",
    "ln",
    "log",
    "sec",
    "sech",
    "csch",
    "sin",
    "sinh",
    "sh",
    "tan",
    "tanh",
    "tg",
    "th",
]

_INTEGRALS = frozenset("∫∬∭∮∯∰")


def large(char: str) -> Node:
    """A sign that is larger in displays."""
    return Operator(char, limits=char not in _INTEGRALS)


def _sign(parser: Parser, name: str) -> Node:
    if name == "\\smallint":
        return Operator(nodes=[SymbolNode("∫")])
    return Operator(
        NAMED[name].char, limits=NAMED[name].char not in _INTEGRALS or name == "\\intop"
    )


def _named(parser: Parser, name: str) -> Node:
    return Operator(name=name[1:], limits=name[1:] in _LIMITED)


def _operator_name(parser: Parser, name: str) -> Node:
    starred = name.endswith("*")
    nodes = [_upright(node) for node in parser.inside(parser.argument())]
    return Operator(nodes=nodes, limits=starred, upright=True)


def _upright(node: Node) -> Node:
    """In a name, a hyphen is a hyphen, and nothing joins or relates."""
    if isinstance(node, SymbolNode):
        char = {"−": "-", "∗": "*"}.get(node.char, node.char)
        return SymbolNode(char, Class.ORD, node.letter)
    return node


def _mathop(parser: Parser, name: str) -> Node:
    return Operator(nodes=parser.inside(parser.argument()))


def _over_or_under(parser: Parser, name: str) -> Node:
    note, base = parser.argument(), parser.argument()
    stacked = name == "\\stackrel"
    kind = Class.REL if stacked else _relation(base)
    body = Operator(
        nodes=parser.inside(base), limits=True, always=True, seated=not stacked
    )
    under = name == "\\underset"
    scripts = Scripts(body, None if under else note, note if under else None)
    return Group([scripts], kind)


def _relation(node: Node) -> Class:
    """The class of what a note is put over: a relation stays one."""
    while isinstance(node, Group) and node.nodes:
        node = node.nodes[0]
    return node.kind if node.kind in (Class.BIN, Class.REL) else Class.ORD


_CLASSES = {
    "\\mathord": Class.ORD,
    "\\mathbin": Class.BIN,
    "\\mathrel": Class.REL,
    "\\mathopen": Class.OPEN,
    "\\mathclose": Class.CLOSE,
    "\\mathpunct": Class.PUNCT,
    "\\mathinner": Class.INNER,
}


def _class(parser: Parser, name: str) -> Node:
    return Group(parser.inside(parser.argument()), _CLASSES[name])


def _not(parser: Parser, name: str) -> Node:
    node = parser.argument()
    return enclosures.Not(node)


# Delimiters.

_BIG = {
    f"\\{size}{side}": (step, kind)
    for step, size in enumerate(("big", "Big", "bigg", "Bigg"), 1)
    for side, kind in (
        ("", Class.ORD),
        ("l", Class.OPEN),
        ("r", Class.CLOSE),
        ("m", Class.REL),
    )
}


def _delimiter(parser: Parser) -> str:
    token = parser.tokens.next()
    if token == "{":
        token = parser.tokens.next()
        parser.tokens.expect("}")
    if not token:
        raise CannotSet("it ends where a delimiter should follow")
    return delimiters.sign(token)


def _big(parser: Parser, name: str) -> Node:
    step, kind = _BIG[name]
    return delimiters.Sized(_delimiter(parser), step, kind)


_GROUP_END = frozenset(("\\endgroup",))
_RIGHT = frozenset(("\\right",))


def _left(parser: Parser, name: str) -> Node:
    left = _delimiter(parser)
    parser.fences += 1
    nodes = parser.nodes(_RIGHT)
    parser.fences -= 1
    parser.tokens.expect("\\right")
    return delimiters.Fenced(left, nodes, _delimiter(parser))


def _middle(parser: Parser, name: str) -> Node:
    if not parser.fences:
        raise CannotSet("\\middle stands outside of \\left and \\right")
    return delimiters.Middle(_delimiter(parser))


# Fonts, styles, sizes and colours.

_FONTS = {
    "\\mathrm": "rm",
    "\\mathbf": "bf",
    "\\mathit": "it",
    "\\mathnormal": "mathit",
    "\\mathsf": "sf",
    "\\mathtt": "tt",
    "\\mathcal": "cal",
    "\\mathscr": "scr",
    "\\mathfrak": "frak",
    "\\mathbb": "bb",
    "\\boldsymbol": "boldsymbol",
    "\\mathbfit": "boldsymbol",
}

_OLD_FONTS = {
    "\\rm": "rm",
    "\\bf": "bf",
    "\\it": "it",
    "\\sf": "sf",
    "\\tt": "tt",
    "\\cal": "cal",
}

_STYLES = {
    "\\displaystyle": DISPLAY,
    "\\textstyle": TEXT,
    "\\scriptstyle": SCRIPT,
    "\\scriptscriptstyle": SCRIPTSCRIPT,
}

_SIZES = {
    f"\\{name}": size
    for size, name in enumerate(
        [
            "tiny",
            "sixptsize",
            "scriptsize",
            "footnotesize",
            "small",
            "normalsize",
            "large",
            "Large",
            "LARGE",
            "huge",
            "Huge",
        ]
    )
}


def in_font(font: str, nodes: Sequence[Node]) -> Node:
    """The nodes in a font, one ordinary atom of them all (or what the one is)."""

    def change(style: Style) -> Style:
        return style.in_font(font)

    kind = nodes[0].kind if len(nodes) == 1 else Class.ORD
    return Group([Spread(nodes, change)], kind)


def _font(parser: Parser, name: str) -> Node:
    nodes = parser.inside(parser.argument())
    font = _FONTS[name]
    if font != "boldsymbol":
        return _FontGroup(nodes, font)
    kind = nodes[0].kind if len(nodes) == 1 else _relation(Group(nodes))
    return _FontGroup(nodes, font, kind)


class _FontGroup(Group):
    """Letters in a font of their own."""

    __slots__ = ("font",)

    def __init__(
        self, nodes: Sequence[Node], font: str, kind: Class = Class.ORD
    ) -> None:
        super().__init__(nodes, kind)
        self.font = font

    def single(self) -> bool:
        return self.font != "boldsymbol" and super().single()

    def set(self, fonts: object, style: Style) -> object:  # type: ignore[override]
        within = style.in_font(self.font)
        if len(self.nodes) == 1 and self.font != "boldsymbol":
            return self.nodes[0].set(fonts, within)  # type: ignore[arg-type]
        return super().set(fonts, within)  # type: ignore[arg-type]


def _old_font(parser: Parser, name: str) -> Node:
    font = _OLD_FONTS[name]
    return Spread(parser.rest(), lambda style: style.in_font(font))


def _style(parser: Parser, name: str) -> Node:
    level = _STYLES[name]
    return Spread(parser.rest(), lambda style: style.at_level(level))


def _size(parser: Parser, name: str) -> Node:
    size = _SIZES[name]
    return Spread(parser.rest(), lambda style: style.at_size(size))


def _same(style: Style) -> Style:
    return style


def _coloured(colour: str, nodes: Sequence[Node]) -> Node:
    return Spread([Paint(colour.strip() or "black"), *nodes, Paint("")], _same)


def _color(parser: Parser, name: str) -> Node:
    parser.tokens.optional()
    colour = parser.tokens.text()
    return _coloured(colour, parser.rest())


def _text_color(parser: Parser, name: str) -> Node:
    parser.tokens.optional()
    colour = parser.tokens.text()
    return _coloured(colour, parser.inside(parser.argument()))


# Accents and what stands over and under.


def _accent(parser: Parser, name: str) -> Node:
    return Accent(accents.MARKS[name], parser.argument())


def _wide(parser: Parser, name: str) -> Node:
    shape = name[1:]
    over = not shape.startswith("u")
    if shape == "utilde":
        shape = "widetilde"
    return Wide(shape, parser.argument(), over)


def _line(parser: Parser, name: str) -> Node:
    return Line(parser.argument(), over=name == "\\overline")


def _brace(parser: Parser, name: str) -> Node:
    return Brace(name[1:], parser.argument())


def _arrow(parser: Parser, name: str) -> Node:
    below = parser.optional()
    return Arrow(name[1:], parser.argument(), below)


# Room, and what is put around or through.


def _kern(parser: Parser, name: str) -> Node:
    return enclosures.Sized(length(parser.length()))


def _space(parser: Parser, name: str) -> Node:
    return Space(mu={"\\,": 3, "\\:": 4, "\\;": 5, "\\!": -3}[name])


def _blank(parser: Parser, name: str) -> Node:
    return Space(em=words.SPACE)


def _phantom(parser: Parser, name: str) -> Node:
    nodes = parser.inside(parser.argument())
    return enclosures.Phantom(nodes, wide=name == "\\phantom", tall=True)


def _smash(parser: Parser, name: str) -> Node:
    given = parser.tokens.optional()
    sides = "".join(given) if given else "tb"
    return enclosures.Smashed(parser.argument(), "t" in sides, "b" in sides)


def _lap(parser: Parser, name: str) -> Node:
    return enclosures.Lap(parser.argument(), name[5])


def _raise(parser: Parser, name: str) -> Node:
    by = length(parser.length())
    return enclosures.Raised(words.words(parser, "\\hbox"), by)


def _vcenter(parser: Parser, name: str) -> Node:
    return enclosures.Centred(parser.argument())


def _rule(parser: Parser, name: str) -> Node:
    given = parser.tokens.optional()
    shift = length("".join(given)) if given else None
    return enclosures.Ruled(length(parser.length()), length(parser.length()), shift)


def _cancel(parser: Parser, name: str) -> Node:
    lines = {"\\cancel": "/", "\\bcancel": "\\", "\\xcancel": "/\\"}[name]
    return enclosures.Struck(parser.argument(), lines)


def _sout(parser: Parser, name: str) -> Node:
    return enclosures.Struck(words.words(parser, "\\text"), "-")


def _fbox(parser: Parser, name: str) -> Node:
    return enclosures.Boxed(words.words(parser, "\\hbox"))


def _colorbox(parser: Parser, name: str) -> Node:
    colour = parser.tokens.text()
    if name == "\\fcolorbox":
        parser.tokens.text()
    body = words.words(parser, "\\hbox")
    return enclosures.Boxed(body, name == "\\fcolorbox", colour.strip())


def _mathchoice(parser: Parser, name: str) -> Node:
    return enclosures.Mathchoice([parser.inside(parser.argument()) for _ in range(4)])


def _words(parser: Parser, name: str) -> Node:
    return words.words(parser, name)


def _circled(parser: Parser, name: str) -> Node:
    """A letter in a circle."""
    body = words.words(parser, "\\text")
    return enclosures.Circled(body)


def _link(parser: Parser, name: str) -> Node:
    """\\href and \\url: pictures have no links, the words stay."""
    address = parser.tokens.text()
    if name == "\\url":
        return words.Words([SymbolNode(char) for char in address], "tt")
    return parser.argument()


def _passed_over(parser: Parser, name: str) -> Node | None:
    """A command whose argument is not for the eye."""
    parser.tokens.optional()
    parser.tokens.argument()
    return None


def _kept(parser: Parser, name: str) -> Node:
    """\\htmlClass{…}{x} and its like: the second argument, as it stands."""
    parser.tokens.argument()
    return parser.argument()


def _begin_group(parser: Parser, name: str) -> Node:
    own = parser.tokens.own
    nodes = parser.nodes(_GROUP_END)
    parser.tokens.expect("\\endgroup")
    parser.tokens.own = own
    return Group(nodes)


def _grouped(parser: Parser, name: str) -> Node:
    return parser.argument()


# Dots, which look at what follows.

_CLOSERS = frozenset(
    [
        ")",
        "]",
        "\\rbrack",
        "\\}",
        "\\rbrace",
        "\\rangle",
        "\\rceil",
        "\\rfloor",
        "\\rgroup",
        "\\rmoustache",
        "\\right",
        "\\bigr",
        "\\biggr",
        "\\Bigr",
        "\\Biggr",
        "$",
        ";",
        ".",
        ",",
    ]
)


def _dots(parser: Parser, name: str) -> Node:
    follows = parser.tokens.peek()
    raised = name == "\\cdots" or (name == "\\dots" and _joins(follows))
    dots = SymbolNode("⋯" if raised else "…", Class.INNER)
    closed = follows in _CLOSERS and not (
        name in ("\\dots", "\\dotsc") and follows == ","
    )
    if name == "\\ldots" or not closed:
        return dots
    return Spread([dots, Space(mu=3)], _same)


_JOINERS = frozenset(
    [
        "\\sum",
        "\\prod",
        "\\coprod",
        "\\bigvee",
        "\\bigwedge",
        "\\biguplus",
        "\\bigcap",
        "\\bigcup",
        "\\bigotimes",
        "\\bigoplus",
        "\\bigodot",
        "\\bigsqcup",
        "\\mathbin",
        "\\mathrel",
        "\\not",
        "\\xrightarrow",
        "\\xleftarrow",
        "\\int",
        "\\iint",
        "\\iiint",
        "\\oint",
    ]
)


def _joins(follows: str) -> bool:
    """Whether dots stand between signs, and so at their height."""
    if follows in ("+", "=", "<", ">", "-", "*", ":"):
        return True
    if follows in _JOINERS:
        return True
    symbol = NAMED.get(follows)
    return symbol is not None and symbol.kind in (Class.BIN, Class.REL)


# Macros of the writer's own.


def _define(parser: Parser, name: str) -> None:
    """\\def\\name#1{…}, without anything between the arguments."""
    tokens = parser.tokens
    tokens.skip()
    defined = tokens.raw()
    if not defined.startswith("\\"):
        raise CannotSet(f"{name} has no command to define")
    count = 0
    while tokens.ahead() != "{":
        token = tokens.raw()
        if not token or token == "}":
            raise CannotSet(f"{defined} is not defined in full")
        count += token == "#"
    tokens.define(defined, Macro(joined(tokens.argument()), count, None))


def _new_command(parser: Parser, name: str) -> None:
    tokens = parser.tokens
    defined = "".join(tokens.argument()).strip()
    given = tokens.optional()
    default = tokens.optional()
    body = joined(tokens.argument())
    count = "".join(given).strip() if given else "0"
    if not count.isdecimal() or len(count) > 1:
        raise CannotSet(f"{defined} cannot have {count} arguments")
    if name != "\\providecommand" or not tokens.known(defined):
        tokens.define(defined, Macro(body, int(count), default))


def _let(parser: Parser, name: str) -> None:
    tokens = parser.tokens
    tokens.skip()
    defined = tokens.raw()
    tokens.skip()
    if tokens.ahead() == "=":
        tokens.raw()
        tokens.skip()
    tokens.let(defined, tokens.raw())


def _declare_operator(parser: Parser, name: str) -> None:
    tokens = parser.tokens
    starred = tokens.ahead() == "*"
    if starred:
        tokens.raw()
    defined = "".join(tokens.argument()).strip()
    command = "\\operatorname*" if starred else "\\operatorname"
    tokens.define(defined, Macro([command, "{", *tokens.argument(), "}"], 0, None))


def _verbatim(parser: Parser, name: str) -> Node:
    tokens = parser.tokens
    end = tokens.raw()
    if end == "*":
        end = tokens.raw()
    found = []
    while (token := tokens.raw()) != end:
        if not token:
            raise CannotSet("\\verb does not end")
        found += list(token)
    return words.Words(
        [Space(em=0.525) if char == " " else SymbolNode(char) for char in found], "tt"
    )


def _char(parser: Parser, name: str) -> Node:
    tokens = parser.tokens
    tokens.skip()
    base = {'"': 16, "'": 8}.get(tokens.ahead(), 10)
    if base != 10:
        tokens.raw()
    digits = ""
    while tokens.ahead().lower() in "0123456789abcdef"[:base] and tokens.ahead():
        digits += tokens.raw()
    code = int(digits or "0", base)
    if not 0x20 <= code < 0x110000 or 0xD800 <= code < 0xE000:
        raise CannotSet(f"\\char{digits} is no character")
    return SymbolNode(chr(code))


COMMANDS: dict[str, Command] = {
    **dict.fromkeys(("\\frac", "\\dfrac", "\\tfrac", "\\cfrac"), _fraction),
    **dict.fromkeys(("\\binom", "\\dbinom", "\\tbinom"), _fraction),
    "\\genfrac": _genfrac,
    "\\sqrt": _root,
    **{name: _sign for name, symbol in NAMED.items() if symbol.kind is Class.OP},
    **{f"\\{name}": _named for name in (*_LIMITED, *_UNLIMITED)},
    "\\operatorname": _operator_name,
    "\\operatorname*": _operator_name,
    "\\mathop": _mathop,
    **dict.fromkeys(("\\overset", "\\underset", "\\stackrel"), _over_or_under),
    **dict.fromkeys(_CLASSES, _class),
    "\\not": _not,
    **dict.fromkeys(_BIG, _big),
    "\\left": _left,
    "\\middle": _middle,
    **dict.fromkeys(_FONTS, _font),
    **dict.fromkeys(_OLD_FONTS, _old_font),
    **dict.fromkeys(_STYLES, _style),
    **dict.fromkeys(_SIZES, _size),
    "\\color": _color,
    "\\textcolor": _text_color,
    **dict.fromkeys(accents.MARKS, _accent),
    **dict.fromkeys(("\\widehat", "\\widetilde", "\\widecheck", "\\utilde"), _wide),
    **{
        f"\\{name}": _wide
        for name in SHAPES
        if name.startswith(("over", "under", "Over"))
    },
    **dict.fromkeys(("\\overline", "\\underline"), _line),
    **{
        f"\\{side}{shape}": _brace
        for side in ("over", "under")
        for shape in ("brace", "bracket")
    },
    **{f"\\{name}": _arrow for name in SHAPES if name.startswith("x")},
    **dict.fromkeys(("\\kern", "\\mkern", "\\hskip", "\\mskip"), _kern),
    **dict.fromkeys(("\\hspace", "\\hspace*"), _kern),
    **dict.fromkeys(("\\,", "\\:", "\\;", "\\!"), _space),
    **dict.fromkeys(("\\ ", "~", "\\space", "\\nobreakspace"), _blank),
    **dict.fromkeys(("\\phantom", "\\vphantom"), _phantom),
    "\\smash": _smash,
    **dict.fromkeys(("\\mathllap", "\\mathrlap", "\\mathclap"), _lap),
    "\\raisebox": _raise,
    "\\vcenter": _vcenter,
    "\\rule": _rule,
    **dict.fromkeys(("\\cancel", "\\bcancel", "\\xcancel"), _cancel),
    "\\sout": _sout,
    **dict.fromkeys(("\\fbox", "\\framebox"), _fbox),
    **dict.fromkeys(("\\colorbox", "\\fcolorbox"), _colorbox),
    "\\mathchoice": _mathchoice,
    **dict.fromkeys(words.FONTS, _words),
    "\\textcircled": _circled,
    **dict.fromkeys(("\\href", "\\url"), _link),
    **dict.fromkeys(
        ("\\label", "\\pagecolor", "\\vspace", "\\tag", "\\tag*"), _passed_over
    ),
    **dict.fromkeys(("\\htmlClass", "\\htmlId", "\\htmlStyle", "\\htmlData"), _kept),
    **dict.fromkeys(("\\ensuremath", "\\mathstyle"), _grouped),
    **dict.fromkeys(("\\dots", "\\cdots", "\\ldots", "\\dotsc", "\\dotso"), _dots),
    **dict.fromkeys(("\\def", "\\gdef", "\\edef", "\\xdef"), _define),
    **dict.fromkeys(
        ("\\newcommand", "\\renewcommand", "\\providecommand"), _new_command
    ),
    **dict.fromkeys(("\\let", "\\futurelet"), _let),
    "\\DeclareMathOperator": _declare_operator,
    "\\verb": _verbatim,
    "\\char": _char,
    "\\begin": environment,
    "\\begingroup": _begin_group,
}
"""By name; names of symbols are in `symbols`, those of macros in `macros`."""
