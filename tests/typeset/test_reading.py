import pytest

from bot.typeset import Face, FaceKind, Mark, Theme, alt, draw
from bot.typeset.reading import clipped
from bot.typeset.speech import spoken

READ = {
    r"x_t=\sqrt{\bar\alpha_t}x_0+\sqrt{1-\bar\alpha_t}\,\epsilon": (
        "x sub t equals the square root of alpha-bar sub t times x sub 0 plus "
        "the square root of (1 minus alpha-bar sub t) times epsilon"
    ),
    r"q(x_t|x_{t-1})": "q (x sub t given x sub (t minus 1))",
    r"\|\epsilon-\epsilon_\theta\|^2": (
        "the norm of epsilon minus epsilon sub theta end, squared"
    ),
    r"D_{KL}(q\,\|\,p)\ge 0": "D sub (K L) (q relative to p) is at least 0",
    r"\frac12": "1 over 2",
    r"1+2+\cdots+n, \ldots": "1 plus 2 plus dot dot dot plus n, dot dot dot",
    r"\boldsymbol{\mu\Sigma} \in \mathbf{AB}": "mu Sigma in AB",
    r"\beth\gimel\daleth": "beth gimel daleth",
    "P（x，y）": "P (x, y)",
    r"\nicefrac12": "1 over 2",
    r"13\binom43\cdot\binom{n}{k}": "13 (4 choose 3) times n choose k",
    r"\begin{CD} A @>f>> B \\ @VgVV @| \\ C @>>> D \end{CD}": (
        "A to, with f over it, B; down with g beside it, equals; C to D"
    ),
    r"5\phase{-30^\circ}": "5 at angle (minus 30 degrees)",
    r"⟦e⟧": "double bracket e end double bracket",
    r"A\lor\bot": "A or bottom",
    r"\frac{a+b}{2c}": "(a plus b) over (2 c)",
    r"\sum_{i=1}^n x_i": "the sum over i equals 1 to n of x sub i",
    r"\int_0^1 f(x)\,dx": "the integral from 0 to 1 of f (x) d x",
    r"\nabla_x\log p(x)": "nabla sub x log p (x)",
    r"\epsilon\sim\mathcal{N}(0,I)": "epsilon is distributed as N (0, I)",
    r"\mathbb{E}_q[x]": "E sub q [x]",
    r"L_{simple}": "L sub simple",
    r"\operatorname*{arg\,max}_\theta": "arg max over theta of",
    r"\operatorname{\hat F(x)}y": "F-hat (x) y",
    r"A^\top A^{-1}": "A transpose A inverse",
    r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}": "the matrix (a, b; c, d)",
    r"f=\begin{cases} 0 & x<0 \\ 1 & \text{else} \end{cases}": (
        "f equals one of: 0, x is less than 0; 1, else;"
    ),
    r"\hat x \in \mathbb{R}^{n\times m}": ("x-hat in R to the power (n times m)"),
    r"e^{-x^2/2}": "e to the power (minus x squared over 2)",
    r"x \leq 10.5\%": "x is at most 10.5 percent",
    r"\nosuch{x}": "nosuch x",
    r"||x||_2": "the norm of x end, sub 2",
    r"|x|\,|y|": "the size of x end, the size of y end",
    r"x^{(l)} \ne \lambda": "x superscript (l) is not lambda",
    r"\lim_{n\to\infty} a_n": "the limit as n to infinity of a sub n",
    r"\left\lfloor\frac n2\right\rfloor": "the floor of (n over 2)",
    r"\mathrm{KL} := \bm{x}": "KL is defined as x",
    r"\underbrace{a+b}_{\text{sum of two}}": "a plus b with sum of two under it",
    r"\overset{\text{def}}{=}": "is defined as",
    r"\newcommand{\E}[1]{\mathbb{E}[#1]}\E{x} \not\in S": "E [x] not in S",
    r"\begin{aligned} a &= b \\ &\le c \end{aligned}": "a equals b; is at most c",
    r"x \xrightarrow{f} y, \quad f''": "x to, with f over it, y, f double prime",
    r"\binom nk \cdot 10^{12}": "n choose k times 10 to the power 12",
    r"a = b \tag{3}": "a equals b, equation (3)",
    r"\text{naïve Bayes: } p": "naïve Bayes: p",
    r"\ket{n+1}": "ket (n plus 1)",
    r"|\psi\rangle\langle\psi|": "ket psi bra psi",
    r"\langle\psi|\hat A|\psi\rangle = \braket{\phi|\psi}": (
        "bra psi, A-hat, ket psi, equals bra phi ket psi"
    ),
    r"\left\langle\frac12\middle|\psi\right\rangle": "bra (1 over 2) ket psi",
    r"\langle x,y\rangle": "the inner product of (x, y)",
    r"\nabla\cdot\vec E \ne \nabla\times\mathbf B": (
        "nabla dot E-vector is not nabla cross B"
    ),
    r"f(\cdot, x)": "f (dot, x)",
    r"a\cdot b\times c": "a times b times c",
    r"\{x \mid x:y\}": "{x such that x such that y}",
    r"\left\{x\,\middle|\,x<1\right\}": "{x such that x is less than 1}",
    r"\prod_{p\mid n} p": "the product over p divides n of p",
    r"\exists!x": "there is exactly one x",
    r"\log_b a \le \max_{x\in X} f": "log base b a is at most max over x in X of f",
    r"\iint_D f": "the double integral over D of f",
    r"\left.x^2\right|_0^1": "x squared evaluated from 0 to 1",
    r"f|_{x=0}": "f evaluated at x equals 0",
    r"\overline{a+b}": "(a plus b)-bar",
    r"f^{(n)}": "f superscript (n)",
    r"\mathrm{CH_3COO^-}": "CH sub 3 COO minus",
    r"\mathrm{mol\,L^{-1}}": "mol L inverse",
    r"u \not\sim v": "u is not distributed as v",
    r"1{,}234{,}567.8": "1,234,567.8",
    r"X \perp\!\!\!\perp Y": "X is independent of Y",
    r"D(p \,\|\, q) = D(p || q)": "D (p relative to q) equals D (p relative to q)",
    r"\left(p\,\middle\|\,q\right)": "(p relative to q)",
    r"AB \parallel CD": "A B parallel to C D",
    r"\log\frac{p}{q} + \frac12\log x": ("log (p over q) plus 1 over 2 times log x"),
    r"\frac1N\sum_i x_i": "1 over N times the sum over i of x sub i",
    r"\frac{d}{dx}f + \frac{\partial^2}{\partial x^2}\frac{d}{2}x": (
        "d over (d x) of f plus (partial squared) over (partial x squared) of d over 2 "
        "times x"
    ),
    r"x_{<t}, x_{1:T}, \mathbb{R}_{\ge 0}": (
        "x sub (less than t), x sub (1 to T), R sub (at least 0)"
    ),
    r"e^{z_i} \ne \nabla_{x_t} x_{i_j}": (
        "e to the power (z sub i) is not nabla sub (x sub t) x sub (i sub j)"
    ),
    r"|x-|y|| + |-z| + \|\cdot\|": (
        "the size of x minus the size of y end, end, plus the size of minus z end, "
        "plus the norm of dot end"
    ),
    "||x|-|y||": "the size of the size of x end, minus the size of y end, end",
    "||x|^2-1| = |a|": (
        "the size of the size of x end, squared minus 1 end, equals the size of a end"
    ),
    "|a|\\,||x|| + ||y||": (
        "the size of a end, the norm of x end, plus the norm of y end"
    ),
    r"\begin{aligned}a&=b\\\intertext{so} c&=d\end{aligned}": (
        "a equals b; so; c equals d"
    ),
    r"\enclose{circle,top}{x}": "x-bar",
    r"a \questeq b": "a questioned equal to b",
    r"a^{[l]}": "a superscript [l]",
    r"\sum_{j\ne i}x": "the sum over j not i of x",
    r"\prod_{s\le t}x": "the product over s at most t of x",
    r"\begin{aligned}&a - b,\\&\quad= c\end{aligned}": "a minus b; equals c",
    r"\underset{\theta}{\arg\max}\;L": "arg max over theta of L",
    r"\begin{cases}x,&x>0,\\-x,&x<1.\end{cases}": (
        "one of: x, x is greater than 0; minus x, x is less than 1;"
    ),
    r"k\text{-NN}": "k-NN",
    r"\begin{aligned} a &= b & c &= d \\ &= e \end{aligned}": (
        "a equals b, c equals d; equals e"
    ),
    r"\begin{alignedat}{2} x &+ y &= 3 \end{alignedat}": "x plus y equals 3",
    r"\begin{eqnarray} a &=& b \end{eqnarray}": "a equals b",
    r"\mathrm{Cu^{2+}} + \ce{SO4^2-}": (
        "Cu superscript (2 plus) plus SO sub 4 superscript (2 minus)"
    ),
    r"{}^{14}_{6}\mathrm{C}, 25\,^\circ": "sub 6 superscript 14 C, 25 degrees",
    r"E^\ominus - x^{2+n}": "E standard minus x to the power (2 plus n)",
    r"20\,\mathrm{m/s} \cdot t/s": "20 m per s times t over s",
    r"\$5{,}000 + 3\$ - x\,\text{€} 7": "$5,000 plus 3 dollars minus x €7",
    r"\forall\varepsilon_1>0\;\exists\delta>0: x > 0": (
        "for all epsilon sub 1 greater than 0 there is delta greater than 0 such that "
        "x is greater than 0"
    ),
    r"AB \perp CD, \quad X \perp Y": (
        "A B is perpendicular to C D, X is independent of Y"
    ),
    r"2^{|A|}, a_{\angln}": "2 to the power (the size of A end), a sub angle n",
    r"\frac{P}{Q}\;(\text{by A}) \quad \frac12(x)": (
        "P over Q (by A), 1 over 2 times (x)"
    ),
    r"\begin{cases} 1 & a \end{cases}, \quad b": "one of: 1, a; end, b",
    r"\begin{cases} 1 & a \end{cases}.": "one of: 1, a;.",
    r"a = 1, \\ b = 2": "a equals 1; b equals 2",
    r"A \xrightleftharpoons{k} B": "A is in equilibrium with, with k over it, B",
    r"X \perp\!\!\!\perp Y \mid Z": "X is independent of Y given Z",
    r"U^\perp + v_\perp - v_\parallel": "U perp plus v sub perp minus v sub parallel",
    r"A^{\complement} (A^{-1})^T A^{-T} A^{-\top}": (
        "A complement (A inverse) transpose A inverse transpose A inverse transpose"
    ),
    r"p\to\top": "p to top",
    r"f_*(x_\star) + 2^{-1}": "f sub star (x sub star) plus 2 to the power minus 1",
    r"|\langle a|b\rangle|^2 \le |c|": (
        "the size of bra a ket b end, squared is at most the size of c end"
    ),
    r"|x|\,|\psi\rangle + ||\phi\rangle|": (
        "the size of x end, ket psi plus the size of ket phi end"
    ),
    r"\beta_t\sqrt{2} \int f, (a)\frac{b}{c} |x|": (
        "beta sub t times the square root of 2 times the integral of f, (a) times b "
        "over c times the size of x end"
    ),
    r"\log\frac{p}{q} + \mathbb{E}\|x\| + 2\frac{1}{3} + 2\frac{a}{3}": (
        "log (p over q) plus E the norm of x end, plus 2 and 1 over 3 plus 2 "
        "times a over 3"
    ),
    r"\begin{aligned} a =& \sum_i b \end{aligned}": ("a equals the sum over i of b"),
    r"\langle \|x\|^2 \rangle": "the mean of (the norm of x end, squared)",
    r"P_n^{a,b} Q^{\left(i\right)} e^{\left(x+1\right)}": (
        "P sub n superscript (a, b) Q superscript (i) e to the power (x plus 1)"
    ),
    r"e^{(k)} + e^{f(x,y)}": "e superscript (k) plus e to the power (f (x, y))",
    r"\begin{pmatrix} 1 & t \\ & 1 \end{pmatrix}": "the matrix (1, t; blank, 1)",
    r"\dddot{x} + \ddddot y": "x-triple-dot plus y-quadruple-dot",
    r"a \overset{!}{=} b \stackrel{?}{=} c": (
        "a equals with an exclamation mark over it, b equals with a question mark over "
        "it, c"
    ),
    r"\begin{cases} x+y=1 \\ x-y=3 \end{cases}": (
        "the system: x plus y equals 1; x minus y equals 3;"
    ),
    r"\left\{\begin{aligned} x+y&=1 \\ x&=3 \end{aligned}\right.": (
        "the system: x plus y equals 1; x equals 3;"
    ),
    r"f=\begin{cases} 1, x>0 \\ 0, x\le 0 \end{cases}": (
        "f equals one of: 1, x is greater than 0; 0, x is at most 0;"
    ),
    r"\exists! x\in A: f:A\to B": ("there is exactly one x in A such that f : A to B"),
    r"\exists f:A\to B": "there is f : A to B",
    r"\left[\frac{x^3}{3}\right]_0^1": "[(x cubed) over 3] from 0 to 1",
    r"\{x_i\}_{i=1}^n": "{x sub i} from i equals 1 to n",
    r"[x^2]_a^b": "[x squared] from a to b",
    r"[\mathrm{A}]_0^2": "[A] sub 0 squared",
    r"\min_x\quad f(x)": "min over x of f (x)",
    r"a =: b": "a defines b",
    r"\tag{1} y = x": "equation (1), y equals x",
    r"x = y \tag{$*$}": "x equals y, equation (star)",
    r"M\not\models\varphi \not\vdash\psi": ("M does not entail phi does not prove psi"),
    r"\not\exists x": "there is no x",
    r"\Delta G^\circ = E^\circ_{\text{cell}} + \theta^\circ": (
        "Delta G standard equals E sub cell standard plus theta degrees"
    ),
    r"(A\cup B)^c = A_i^c \cap x^c": (
        "(A union B) complement equals A sub i complement intersection x to the power c"
    ),
    r"V^\pi(s) \le e^\pi": "V superscript pi (s) is at most e to the power pi",
    r"\lim_{x\to0^+}f + \lim_{x\to a^-}g": (
        "the limit as x to 0 from above of f plus the limit as x to a from below of g"
    ),
    r"a^{p-1}\equiv1\pmod p": "a to the power (p minus 1) is congruent to 1 (mod p)",
    r"a\equiv b": "a is equivalent to b",
    r"\vec{AB}": "(A B)-vector",
    r"\frac{a}{b}\;{\to}I": "a over b to I",
    r"{\rm Var}(X), \rm NaCl": "Var (X), NaCl",
    r"\mathop{\rm argmax}_x f, \mathop{\mathrm{argmin}}\limits_w g": (
        "argmax over x of f, argmin over w of g"
    ),
    r"^{238}\mathrm{U}": "superscript 238 U",
    r"f_n\rightrightarrows f, H\trianglelefteq G, f\restriction A": (
        "f sub n converges uniformly to f, H is a normal subgroup of G, "
        "f restricted to A"
    ),
    r"y'^2 + f''''": "y prime squared plus f quadruple prime",
    r"x = ?": "x equals?",
    r"\S 27": "section 27",
    r"|x|^2\Big|_{x=1}": "the size of x end, squared evaluated at x equals 1",
    r"\big|y\big|_p": "the size of y end, sub p",
    r"\hat{\cal W} n_h^{'}": "W-hat n sub h prime",
    r"(a_i)_{i=1}^\top (b_j)_{j\in J}^2": (
        "(a sub i) sub (i equals 1) transpose (b sub j) sub (j in J) squared"
    ),
    r"(x_t)_{t=1}^T": "(x sub t) from t equals 1 to T",
    r"\mathop{\sum\sum}_{i\ne j} a": "the sum of the sum over i not j of a",
    r"\braket{a}{b} = 50%": "bra a ket b equals 50 percent",
    r"F^{\mu\nu} x^\mu T^{ij}": (
        "F superscript (mu nu) x superscript mu T superscript (i j)"
    ),
    r"\Gamma^\lambda_{\mu\nu} x^\lambda": (
        "Gamma sub (mu nu) superscript lambda x to the power lambda"
    ),
    r"e^{\mu\nu} 2^{\mu} x^{ab}": (
        "e to the power (mu nu) 2 to the power mu x to the power (a b)"
    ),
    r"k^{out} e^{ikx} x^{<t>}": (
        "k superscript out e to the power (i k x) x superscript t"
    ),
    r"x^{\underline{k}} x^{\overline{n+1}}": (
        "x to the falling k x to the rising (n plus 1)"
    ),
    r"\Delta G^{\circ'} \Delta G^{\circ\prime}": (
        "Delta G standard prime Delta G standard prime"
    ),
    r"n^{th} (Z/n)^\times f^\sharp": "n-th (Z over n) cross f sharp",
    r"\cancelto{0}{x} + y": "x cancels to 0 plus y",
    r"\pi_{\text{name, age}} R": "pi sub (name, age) R",
    r"\varlimsup_n a_n \varliminf b": "lim sup over n of a sub n lim inf of b",
    r"\varinjlim_i F \varprojlim G": (
        "the direct limit over i of F the inverse limit of G"
    ),
    r"\bigwedge^k V \bigwedge_{i} p_i": (
        "the exterior power k of V the conjunction over i of p sub i"
    ),
    r"\langle a\mid a^2=1\rangle": (
        "the group generated by (a) with (a squared equals 1)"
    ),
    r"\langle a\mid b\rangle": "bra a ket b",
    r"{n\brace k}+{n\brack k}": "n brace k plus n bracket k",
    r"3\tfrac12 + 2\frac1n + x_3\frac12": (
        "3 and 1 over 2 plus 2 times 1 over n plus x sub 3 times 1 over 2"
    ),
    r"\pi(x)\sim\frac{x}{\ln x}": "pi (x) behaves like x over (ln x)",
    r"n!\sim\sqrt{n}": "n factorial behaves like the square root of n",
    r"\triangle ABC\sim\triangle DEF": "triangle A B C is similar to triangle D E F",
    r"t::=x\mid t\,t|u": "t is one of x or t t or u",
    r"N(*) {*}q a*b": "N (star) star q a times b",
    "a*b": "a times b",
    r"\left\langle\phi\right|\,\left|\psi\right\rangle": "bra phi ket psi",
    r"2\left|x\right| + 2\left(x\right)": "2 times the size of x end, plus 2 (x)",
    r"x^\lambda_\mu": "x sub mu to the power lambda",
    r"\N\subset\Z\subset\Q\subset\R\subset\C": (
        "N is a subset of Z is a subset of Q is a subset of R is a subset of C"
    ),
    r"a\not\equiv b\mod m": "a is not congruent to b mod m",
    r"\overline{\lim}_n a + \underline{\lim}": "lim sup sub n a plus lim inf",
    r"\overset{\circ}{A} M_\odot R_\oplus": (
        "A with a ring over it, M sub sun R sub earth"
    ),
    r"P[\cdot] \mu_i^\circ": "P [dot] mu sub i standard",
    r"i\not\!\!D + \not\exists x\not\in y": "i D-slash plus there is no x not in y",
    "*": "star",
    r"\left\lfloor x\right\rceil": "the nearest integer to (x)",
    r"<Z> + <x,y>^2": "the mean of (Z) plus the inner product of (x, y) squared",
    r"|<\phi|\psi>|^2=<x>": (
        "the size of bra phi ket psi end, squared equals the mean of (x)"
    ),
    r"(a)<b>(c), |x|<3, |y|>|z|": (
        "(a) is less than b is greater than (c), the size of x end, is less than 3, "
        "the size of y end, is greater than the size of z end"
    ),
    r"x_{<t}, 1<x<5, <y": (
        "x sub (less than t), 1 is less than x is less than 5, is less than y"
    ),
    r"a<b, c>d": "a is less than b, c is greater than d",
    r"F\dashv G, C\sharp, a\nleq b": (
        "F is left adjoint to G, C sharp, a is not at most b"
    ),
}


@pytest.mark.parametrize(("source", "words"), READ.items())
def test_math_is_read_aloud(source: str, words: str) -> None:
    assert spoken(source) == words


@pytest.mark.parametrize(
    "source", ["{" * 99, "\\", "_", "^", r"\frac", r"\begin{x}", r"\left(", "}}", ""]
)
def test_broken_math_is_read_without_a_backslash(source: str) -> None:
    assert "\\" not in spoken(source)


def test_the_words_of_a_face_have_letters_marks_and_notes() -> None:
    face = Face(
        FaceKind.RECAP,
        "Which *one*?\n\n- see $x^2$",
        "The answer",
        ("Deck", "expert"),
        ("$x_0$", "none"),
        (Mark.WRONG, Mark.RIGHT),
        ("your answer, 56 %", "44 %"),
        "Ho 2020",
    )
    words = (
        "The answer. Deck, expert. Which one? see x squared. A: x sub 0 (wrong, your "
        "answer, 56 %). B: none (right, 44 %). Ho 2020."
    )

    assert alt(face) == words
    assert draw(face, Theme.DARK)[0].alt == words


def test_a_check_says_nothing_of_what_is_right() -> None:
    face = Face(FaceKind.CHECK, "Which?", "Choose one", (), ("a", "b"))

    assert alt(face) == "Choose one. Which? A: a. B: b."


def test_words_are_clipped_at_a_words_end() -> None:
    said = alt(Face(FaceKind.QUESTION, "seventeen letters " * 200))

    assert len(said) <= 1000
    assert said.endswith(("letters…", "seventeen…"))
    assert clipped("one two three", 9) == "one two…"
    assert clipped("one two", 9) == "one two"


def test_money_is_not_math() -> None:
    said = alt(Face(FaceKind.QUESTION, "It costs $5 and $10, but $x$ is math."))

    assert said == "It costs $5 and $10, but x is math."


def test_tasks_and_struck_words_are_said() -> None:
    text = "- [x] read ~~all **of** $x$~~ it\n- [ ] write\n- 好。"
    assert alt(Face(FaceKind.ANSWER, text, "t")) == (
        "t. Done: read [struck out: all of x] it. To do: write. 好。"
    )


def test_the_number_of_an_item_is_said_before_its_formula() -> None:
    assert alt(Face(FaceKind.ANSWER, "1. $$a$$\n2. b", "t")) == "t. 1. a. 2. b."


SAID = {
    "Run back, it is\n\n$$a$$": "Run back, it is: a.",
    "What is\n\n$$a+b?$$\n\nIt is c.": "What is: a plus b? It is c.",
    "Since $b$,\n\n$$a$$\n\nwe know.": "Since b, a. we know.",
    "1. one\n2. $$a$$": "1. one. 2. a.",
    '"All is well."': '"All is well."',
    "```\nif a:\n    b;\n    c\n\nd\n```": "Code: if a: b; c; d.",
    "| a | b |\n|--|--|\n| c | d |": "Table: a, b; c, d.",
    "| a | b |\n|--|--|\n| c, d | e |": "Table: a; b. c, d; e.",
    "| | b |\n|--|--|\n| c | |": "Table: blank, b; c, blank.",
}


@pytest.mark.parametrize(("text", "said"), SAID.items())
def test_sentences_and_formulas_lines_and_cells_are_told_apart(
    text: str, said: str
) -> None:
    face = Face(FaceKind.ANSWER, text, "t")

    assert alt(face) == f"t. {said}"
    assert draw(face, Theme.DARK)[0].alt == alt(face)


def test_a_formula_in_an_option_has_no_stop_before_what_is_said_of_it() -> None:
    face = Face(
        FaceKind.RECAP,
        "?",
        "t",
        options=("$$a$$", "b."),
        marks=(Mark.RIGHT, Mark.WRONG),
    )

    assert alt(face) == "t. ? A: a (right). B: b. (wrong)."


def test_an_option_of_nothing_is_said_as_it_is_shown() -> None:
    assert alt(Face(FaceKind.CHECK, "?", "t", options=("", "a"))) == "t. ? A: –. B: a."
