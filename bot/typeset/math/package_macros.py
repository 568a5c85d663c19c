r"""Commands that some packages add, and what each is short for, as in `macros`.

Those of physics, unicode-math, mathtools, mleftright and upgreek, and what mathtext
itself calls by names that TeX does not have.
"""

PACKAGES = {
    # Alphabets.
    "\\symbf": "\\mathbf",
    "\\symbfit": "\\boldsymbol",
    "\\symit": "\\mathit",
    "\\symup": "\\mathrm",
    "\\symrm": "\\mathrm",
    "\\symsf": "\\mathsf",
    "\\symtt": "\\mathtt",
    "\\symbb": "\\mathbb",
    "\\symcal": "\\mathcal",
    "\\symscr": "\\mathscr",
    "\\symfrak": "\\mathfrak",
    **{
        f"\\up{name}": f"\\mathrm{{\\{name}}}"
        for name in (
            *("alpha", "beta", "gamma", "delta", "epsilon", "theta", "lambda", "mu"),
            *("pi", "rho", "sigma", "tau", "phi", "omega", "Delta", "Sigma", "Omega"),
        )
    },
    # Operators.
    **{
        f"\\{name}": f"\\operatorname{{{name}}}"
        for name in (
            ["Corr", "Cov", "Res", "Tr", "Var", "diag", "erf", "rank", "sgn", "tr"]
        )
    },
    # Brackets and tables.
    "\\acomm": "\\{#1,#2\\}",
    "\\ketbra": "\\left|#1\\right\\rangle\\!\\left\\langle#2\\right|",
    "\\dyad": "\\ketbra{#1}{#2}",
    "\\innerproduct": "\\left\\langle#1\\middle|#2\\right\\rangle",
    "\\ip": "\\innerproduct{#1}{#2}",
    "\\eval": "\\left.#1\\right|",
    "\\evaluated": "\\left.#1\\right|",
    "\\order": "\\mathcal{O}\\mathopen{}\\left(#1\\right)",
    "\\floor": "\\left\\lfloor#1\\right\\rfloor",
    "\\ceil": "\\left\\lceil#1\\right\\rceil",
    "\\mleft": "\\left",
    "\\mright": "\\right",
    "\\mqty": "\\begin{matrix}#1\\end{matrix}",
    "\\pmqty": "\\begin{pmatrix}#1\\end{pmatrix}",
    "\\bmqty": "\\begin{bmatrix}#1\\end{bmatrix}",
    "\\vmqty": "\\begin{vmatrix}#1\\end{vmatrix}",
    "\\smqty": "\\begin{smallmatrix}#1\\end{smallmatrix}",
    # Vectors.
    "\\vb": "\\mathbf{#1}",
    "\\va": "\\vec{\\mathbf{#1}}",
    "\\vu": "\\hat{\\mathbf{#1}}",
    "\\grad": "\\nabla",
    "\\gradient": "\\nabla",
    "\\curl": "\\nabla\\times",
    "\\divergence": "\\nabla\\cdot",
    "\\laplacian": "\\nabla^{2}",
    "\\cross": "\\times",
    "\\vdot": "\\cdot",
    "\\flatfrac": "{#1}/{#2}",
    # Of mathtext.
    "\\equal": "=",
    "\\plus": "+",
    "\\less": "<",
    "\\greater": ">",
    "\\asterisk": "*",
    "\\leftparen": "(",
    "\\rightparen": ")",
    "\\leftbrace": "\\{",
    "\\rightbrace": "\\}",
    "\\widebar": "\\overline",
    "\\mathregular": "\\mathrm",
    "\\mathdefault": "\\mathnormal",
    # Words.
    "\\qq": "\\quad\\text{#1}\\quad",
    "\\qcomma": ",\\quad",
    **{
        f"\\q{word}": f"\\quad\\text{{{word}}}\\quad"
        for word in ["if", "then", "else", "and", "or", "for", "with", "where"]
    },
}
