"""What mathtext calls otherwise, or does not know: tables for `normalise`."""

RENAMED = {
    r"\le": r"\leq",
    r"\ge": r"\geq",
    r"\lt": "<",
    r"\gt": ">",
    r"\gets": r"\leftarrow",
    r"\land": r"\wedge",
    r"\lor": r"\vee",
    r"\lnot": r"\neg",
    r"\iff": r"\Longleftrightarrow",
    r"\implies": r"\Longrightarrow",
    r"\impliedby": r"\Longleftarrow",
    r"\lVert": r"\Vert",
    r"\rVert": r"\Vert",
    "\\|": r"\Vert",
    r"\lvert": r"\vert",
    r"\rvert": r"\vert",
    r"\dots": "…",
    r"\ldots": "…",
    r"\dotsc": "…",
    r"\dotso": "…",
    r"\dotsb": r"\cdots",
    r"\dotsm": r"\cdots",
    r"\epsilon": "ϵ",
    r"\top": "⊤",
    r"\bot": "⊥",
    r"\triangle": "△",
    r"\Box": "□",
    r"\square": "□",
    r"\blacksquare": "■",
    r"\qed": "□",
    r"\coloneqq": r"\coloneq",
    r"\degree": "°",
    r"\lbrace": r"\{",
    r"\rbrace": r"\}",
    r"\#": r"\text{#}",
    r"\&": r"\text{&}",
    r"\colon": r":",
    r"\independent": r"\perp",
    r"\argmax": r"\argmax",
    r"\bigl|": r"\vert",
    r"\Pr": r"\Pr",
    r"\enspace": r"\hspace{0.5}",
    r"\thickspace": r"\;",
    r"\medspace": r"\:",
    r"\negthinspace": r"\!",
}

FRACTIONS = frozenset([r"\frac", r"\tfrac", r"\dfrac", r"\cfrac"])

FONTS = {
    r"\mathrm": r"\mathrm",
    r"\mathup": r"\mathrm",
    r"\mathbf": r"\mathbf",
    r"\mathit": r"\mathit",
    r"\mathsf": r"\mathsf",
    r"\mathtt": r"\mathtt",
    r"\mathcal": r"\mathcal",
    r"\mathscr": r"\mathscr",
    r"\mathfrak": r"\mathfrak",
    r"\mathnormal": r"\mathnormal",
    r"\mathbfit": r"\mathbfit",
    r"\bm": r"\boldsymbol",
    r"\boldsymbol": r"\boldsymbol",
    r"\pmb": r"\boldsymbol",
    r"\phantom": r"\phantom",
    r"\overline": r"\overline",
    r"\underline": r"\underline",
}

TEXT_FONTS = {
    r"\textbf": "mathbf",
    r"\textit": "mathit",
    r"\emph": "mathit",
    r"\texttt": "mathtt",
    r"\textsf": "mathsf",
}

ACCENTS = {
    r"\hat": r"\hat",
    r"\bar": r"\bar",
    r"\tilde": r"\tilde",
    r"\dot": r"\dot",
    r"\ddot": r"\ddot",
    r"\vec": r"\vec",
    r"\check": r"\hat",
    r"\breve": r"\breve",
    r"\acute": r"\acute",
    r"\grave": r"\grave",
    r"\mathring": r"\mathring",
    r"\widehat": r"\widehat",
    r"\widetilde": r"\widetilde",
    r"\overrightarrow": r"\overrightarrow",
    r"\overleftarrow": r"\overleftarrow",
}

UNWRAPPED = frozenset(
    [
        r"\mathop",
        r"\mathrel",
        r"\mathbin",
        r"\mathord",
        r"\mathopen",
        r"\mathclose",
        r"\mathpunct",
        r"\mathinner",
        r"\smash",
        r"\boxed",
        r"\cancel",
        r"\ensuremath",
        r"\mathstrut",
    ]
)

DROPPED = {
    r"\limits": 0,
    r"\nolimits": 0,
    r"\displaystyle": 0,
    r"\textstyle": 0,
    r"\scriptstyle": 0,
    r"\scriptscriptstyle": 0,
    **dict.fromkeys((r"\tiny", r"\scriptsize", r"\footnotesize", r"\small"), 0),
    **dict.fromkeys((r"\normalsize", r"\large", r"\Large"), 0),
    r"\nonumber": 0,
    r"\notag": 0,
    r"\allowbreak": 0,
    r"\nobreak": 0,
    r"\strut": 0,
    r"\mathstrut": 0,
    r"\right": 1,
    r"\end": 1,
    r"\label": 1,
    r"\tag": 1,
    r"\vphantom": 1,
    r"\hphantom": 1,
    "\\\\": 0,
}

BIG = {
    f"\\{name}{side}": size
    for name, size in (("big", 1.2), ("Big", 1.8), ("bigg", 2.4), ("Bigg", 3.0))
    for side in ("", "l", "r", "m")
}
"""Total height of each size in em: plain TeX sets \\big to 12 pt on 10 pt type."""

DELIMITERS = {
    r"\lVert": r"\Vert",
    r"\rVert": r"\Vert",
    "\\|": r"\Vert",
    r"\lvert": "|",
    r"\rvert": "|",
    r"\vert": "|",
    r"\lbrack": "[",
    r"\rbrack": "]",
    r"\lbrace": r"\{",
    r"\rbrace": r"\}",
    "<": r"\langle",
    ">": r"\rangle",
}

FENCES = frozenset(
    [
        r"(",
        r")",
        r"[",
        r"]",
        r"\{",
        r"\}",
        r"|",
        r"/",
        r"\Vert",
        r"\langle",
        r"\rangle",
        r"\lfloor",
        r"\rfloor",
        r"\lceil",
        r"\rceil",
        r"\uparrow",
        r"\downarrow",
        r"\updownarrow",
        r"\backslash",
        r".",
    ]
)

FUNCTIONS = frozenset(
    [
        r"\arccos",
        r"\csc",
        r"\ker",
        r"\arcsin",
        r"\deg",
        r"\lg",
        r"\arctan",
        r"\det",
        r"\sec",
        r"\arg",
        r"\dim",
        r"\sin",
        r"\cos",
        r"\exp",
        r"\sinh",
        r"\cosh",
        r"\ln",
        r"\cot",
        r"\hom",
        r"\log",
        r"\tan",
        r"\coth",
        r"\tanh",
    ]
)

LIMITS = {
    r"\lim": "lim",
    r"\max": "max",
    r"\min": "min",
    r"\sup": "sup",
    r"\inf": "inf",
    r"\Pr": "Pr",
    r"\gcd": "gcd",
    r"\limsup": r"lim\,sup",
    r"\liminf": r"lim\,inf",
    r"\argmax": r"arg\,max",
    r"\argmin": r"arg\,min",
}
"""Functions whose subscript stands underneath in displays."""

LARGE = frozenset(
    [
        r"\sum",
        r"\prod",
        r"\coprod",
        r"\bigcap",
        r"\bigcup",
        r"\bigsqcup",
        r"\bigvee",
        r"\bigwedge",
        r"\bigodot",
        r"\bigotimes",
        r"\bigoplus",
        r"\biguplus",
    ]
)

INTEGRALS = frozenset([r"\int", r"\oint", r"\iint", r"\iiint", r"\oiint"])

BINARY = frozenset(
    [
        r"+",
        r"-",
        r"*",
        r"−",
        r"\pm",
        r"\mp",
        r"\times",
        r"\div",
        r"\ast",
        r"\star",
        r"\circ",
        r"\bullet",
        r"\cdot",
        r"\cap",
        r"\cup",
        r"\wedge",
        r"\vee",
        r"\oplus",
        r"\ominus",
        r"\otimes",
        r"\odot",
        r"\setminus",
    ]
)

RELATIONS = frozenset(
    [
        r"=",
        r"<",
        r">",
        r":",
        r"\leq",
        r"\geq",
        r"\neq",
        r"\ne",
        r"\equiv",
        r"\sim",
        r"\simeq",
        r"\approx",
        r"\cong",
        r"\propto",
        r"\in",
        r"\ni",
        r"\notin",
        r"\subset",
        r"\supset",
        r"\subseteq",
        r"\supseteq",
        r"\ll",
        r"\gg",
        r"\prec",
        r"\succ",
        r"\preceq",
        r"\succeq",
        r"\perp",
        r"\parallel",
        r"\mid",
        r"\models",
        r"\vdash",
        r"\coloneq",
        r"\triangleq",
        r"\doteq",
        r"\to",
        r"\rightarrow",
        r"\leftarrow",
        r"\leftrightarrow",
        r"\Rightarrow",
        r"\Leftarrow",
        r"\Leftrightarrow",
        r"\longrightarrow",
        r"\longleftarrow",
        r"\Longrightarrow",
        r"\Longleftarrow",
        r"\Longleftrightarrow",
        r"\mapsto",
        r"\longmapsto",
        r"\leqslant",
        r"\geqslant",
    ]
)

NEGATED = {
    "=": r"\neq",
    r"\in": r"\notin",
    r"\equiv": r"\nequiv",
    r"\subset": r"\nsubset",
    r"\subseteq": r"\nsubseteq",
    r"\sim": r"\nsim",
    r"\mid": r"\nmid",
    r"\parallel": r"\nparallel",
    "<": r"\nless",
    ">": r"\ngtr",
    r"\leq": r"\nleq",
    r"\geq": r"\ngeq",
    r"\le": r"\nleq",
    r"\ge": r"\ngeq",
}

UNITS = {"em": 1.0, "ex": 0.43, "mu": 1 / 18, "pt": 0.1, "cm": 2.85, "in": 7.2}
"""Lengths in em, at 10 pt type."""

ARGUMENTS = {
    **dict.fromkeys((*FONTS, *ACCENTS, *UNWRAPPED, *TEXT_FONTS), 1),
    **dict.fromkeys((r"\text", r"\textrm", r"\mbox", r"\mathbb", r"\sqrt"), 1),
    **dict.fromkeys((r"\operatorname", r"\operatorname*"), 1),
    **dict.fromkeys((*FRACTIONS, r"\binom", r"\overset", r"\underset"), 2),
}
"""Arguments that a command brings when it is itself an argument without braces."""
