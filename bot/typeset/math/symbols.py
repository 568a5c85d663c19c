"""The names of TeX's symbols: what each shows, and of which class it is.

The classes are those of The TeXbook (chapter 17); the names, plain TeX's, LaTeX's and
the American Mathematical Society's.
"""

from enum import IntEnum
from typing import NamedTuple


class Class(IntEnum):
    """What an atom is; spacing hangs on it."""

    ORD = 0
    OP = 1
    BIN = 2
    REL = 3
    OPEN = 4
    CLOSE = 5
    PUNCT = 6
    INNER = 7


class Symbol(NamedTuple):
    """`letter`: set in italics unless another font is asked for.

    `ams`: the form that it has in the American Mathematical Society's fonts.
    """

    char: str
    kind: Class
    letter: bool = False
    ams: bool = False


# fmt: off
_REL = """
equiv ≡  prec ≺  succ ≻  sim ∼  perp ⊥  preceq ⪯  succeq ⪰  simeq ≃  mid ∣  ll ≪
gg ≫  asymp ≍  parallel ∥  bowtie ⋈  smile ⌣  sqsubseteq ⊑  sqsupseteq ⊒  doteq ≐
frown ⌢  ni ∋  propto ∝  vdash ⊢  dashv ⊣  owns ∋  longleftarrow ⟵  Leftarrow ⇐
Longleftarrow ⟸  longrightarrow ⟶  Rightarrow ⇒  Longrightarrow ⟹  leftrightarrow ↔
longleftrightarrow ⟷  Leftrightarrow ⇔  Longleftrightarrow ⟺  mapsto ↦  longmapsto ⟼
nearrow ↗  hookleftarrow ↩  hookrightarrow ↪  searrow ↘  leftharpoonup ↼
rightharpoonup ⇀  swarrow ↙  leftharpoondown ↽  rightharpoondown ⇁  nwarrow ↖
rightleftharpoons ⇌  Join ⋈  origof ⊶  imageof ⊷  approx ≈  cong ≅  ge ≥  geq ≥
gets ←  gt >  in ∈  subset ⊂  supset ⊃  subseteq ⊆  supseteq ⊇  models ⊨
leftarrow ←  le ≤  leq ≤  lt <  rightarrow →  to →  uparrow ↑  Uparrow ⇑
downarrow ↓  Downarrow ⇓  updownarrow ↕  Updownarrow ⇕  nless ≮  lneq ⪇  lneqq ≨
lnsim ⋦  lnapprox ⪉  nprec ⊀  npreceq ⋠  precnsim ⋨  precnapprox ⪹  nsim ≁  nmid ∤
nvdash ⊬  nvDash ⊭  ntriangleleft ⋪  ntrianglelefteq ⋬  subsetneq ⊊  subsetneqq ⫋
ngtr ≯  gneq ⪈  gneqq ≩  gnsim ⋧  gnapprox ⪊  nsucc ⊁  nsucceq ⋡  succnsim ⋩
succnapprox ⪺  ncong ≆  nparallel ∦  nVDash ⊯  ntriangleright ⋫  ntrianglerighteq ⋭
supsetneq ⊋  supsetneqq ⫌  nVdash ⊮  precneqq ⪵  succneqq ⪶  nleftarrow ↚
nrightarrow ↛  nLeftarrow ⇍  nRightarrow ⇏  nleftrightarrow ↮  nLeftrightarrow ⇎
vartriangle △  leqq ≦  leqslant ⩽  eqslantless ⪕  lesssim ≲  lessapprox ⪅
approxeq ≊  lll ⋘  lessgtr ≶  lesseqgtr ⋚  lesseqqgtr ⪋  doteqdot ≑  risingdotseq ≓
fallingdotseq ≒  backsim ∽  backsimeq ⋍  subseteqq ⫅  Subset ⋐  sqsubset ⊏
preccurlyeq ≼  curlyeqprec ⋞  precsim ≾  precapprox ⪷  vartriangleleft ⊲
trianglelefteq ⊴  vDash ⊨  Vvdash ⊪  smallsmile ⌣  smallfrown ⌢  bumpeq ≏  Bumpeq ≎
geqq ≧  geqslant ⩾  eqslantgtr ⪖  gtrsim ≳  gtrapprox ⪆  ggg ⋙  gtrless ≷
gtreqless ⋛  gtreqqless ⪌  eqcirc ≖  circeq ≗  triangleq ≜  thicksim ∼
thickapprox ≈  supseteqq ⫆  Supset ⋑  sqsupset ⊐  succcurlyeq ≽  curlyeqsucc ⋟
succsim ≿  succapprox ⪸  vartriangleright ⊳  trianglerighteq ⊵  Vdash ⊩  shortmid ∣
shortparallel ∥  between ≬  pitchfork ⋔  varpropto ∝  blacktriangleleft ◀
therefore ∴  backepsilon ∍  blacktriangleright ▶  because ∵  llless ⋘  gggtr ⋙
eqsim ≂  Doteq ≑  dashrightarrow ⇢  dashleftarrow ⇠  leftleftarrows ⇇
leftrightarrows ⇆  Lleftarrow ⇚  twoheadleftarrow ↞  leftarrowtail ↢
looparrowleft ↫  leftrightharpoons ⇋  curvearrowleft ↶  circlearrowleft ↺  Lsh ↰
upuparrows ⇈  upharpoonleft ↿  downharpoonleft ⇃  multimap ⊸  leftrightsquigarrow ↭
rightrightarrows ⇉  rightleftarrows ⇄  twoheadrightarrow ↠  rightarrowtail ↣
looparrowright ↬  curvearrowright ↷  circlearrowright ↻  Rsh ↱  downdownarrows ⇊
upharpoonright ↾  downharpoonright ⇂  rightsquigarrow ⇝  leadsto ⇝  Rrightarrow ⇛
restriction ↾  nsubseteq ⊈  nsupseteq ⊉  ngeq ≱  nleq ≰  mapsfrom ↤
longmapsfrom ⟻  Mapsto ⤇
"""

_PUNCT = """
ldotp .  cdotp ⋅
"""

_ORD = r"""
aleph ℵ  forall ∀  hbar ℏ  exists ∃  nabla ∇  flat ♭  ell ℓ  natural ♮  clubsuit ♣
wp ℘  sharp ♯  diamondsuit ♢  Re ℜ  heartsuit ♡  Im ℑ  spadesuit ♠  S §  P ¶  dag †
ddag ‡  angle ∠  infty ∞  prime ′  triangle △  Gamma Γ  Delta Δ  Theta Θ  Lambda Λ
Xi Ξ  Pi Π  Sigma Σ  Upsilon Υ  Phi Φ  Psi Ψ  Omega Ω  neg ¬  lnot ¬  top ⊤  bot ⊥
emptyset ∅  surd √  partial ∂  backslash \  vert ∣  Vert ∥  varvdots ⋮  degree °
pounds £  mathsterling £  hslash ℏ  triangledown ▽  lozenge ◊  circledS Ⓢ
circledR ®  measuredangle ∡  nexists ∄  mho ℧  Finv Ⅎ  Game ⅁  backprime ‵
blacktriangle ▲  blacktriangledown ▼  blacksquare ■  blacklozenge ⧫  bigstar ★
sphericalangle ∢  complement ∁  eth ð  diagup ╱  diagdown ╲  square □  Box □
Diamond ◊  yen ¥  checkmark ✓  beth ℶ  daleth ℸ  gimel ℷ  digamma ϝ  varkappa ϰ
varnothing ∅  maltese ✠  euro €  permil ‰  lightning ↯
"""

_CLOSE = """
rmoustache ⎱  rgroup ⟯  rangle ⟩  rvert ∣  rVert ∥  rbrace }  rbrack ]  rparen )
rfloor ⌋  rceil ⌉  rrbracket ⟧  urcorner ⌝  lrcorner ⌟
"""

_OPEN = """
lmoustache ⎰  lgroup ⟮  langle ⟨  lvert ∣  lVert ∥  lbrace {  lbrack [  lparen (
lfloor ⌊  lceil ⌈  llbracket ⟦  ulcorner ⌜  llcorner ⌞
"""

_BIN = """
mp ∓  ominus ⊖  uplus ⊎  sqcap ⊓  ast ∗  sqcup ⊔  bigcirc ◯  bullet ∙  ddagger ‡
wr ≀  amalg ⨿  And &  cdot ⋅  circ ∘  div ÷  pm ±  times ×  cap ∩  cup ∪  setminus ∖
land ∧  lor ∨  wedge ∧  vee ∨  odot ⊙  oplus ⊕  otimes ⊗  oslash ⊘  bigtriangleup △
bigtriangledown ▽  dagger †  diamond ⋄  star ⋆  triangleleft ◃  triangleright ▹
unlhd ⊴  unrhd ⊵  lessdot ⋖  gtrdot ⋗  lhd ⊲  rhd ⊳  dotplus ∔  smallsetminus ∖
Cap ⋒  Cup ⋓  doublebarwedge ⩞  boxminus ⊟  boxplus ⊞  divideontimes ⋇  ltimes ⋉
rtimes ⋊  leftthreetimes ⋋  rightthreetimes ⋌  curlywedge ⋏  curlyvee ⋎
circleddash ⊝  circledast ⊛  centerdot ⋅  intercal ⊺  doublecap ⋒  doublecup ⋓
boxtimes ⊠  barwedge ⊼  veebar ⊻  circledcirc ⊚  boxdot ⊡
"""

_LETTER = """
alpha α  beta β  gamma γ  delta δ  epsilon ϵ  zeta ζ  eta η  theta θ  iota ι
kappa κ  lambda λ  mu μ  nu ν  xi ξ  omicron ο  pi π  rho ρ  sigma σ  tau τ
upsilon υ  phi ϕ  chi χ  psi ψ  omega ω  varepsilon ε  vartheta ϑ  varpi ϖ  varrho ϱ
varsigma ς  varphi φ
"""

_OP = """
coprod ∐  bigvee ⋁  bigwedge ⋀  biguplus ⨄  bigcap ⋂  bigcup ⋃  int ∫  intop ∫
iint ∬  iiint ∭  prod ∏  sum ∑  bigotimes ⨂  bigoplus ⨁  bigodot ⨀  oint ∮  oiint ∯
iiiint ⨌  fint ⨍  sqint ⨖  bigtimes ⨉
oiiint ∰  bigsqcup ⨆  smallint ∫
"""

_INNER = """
mathellipsis …  ldots …  ddots ⋱  iddots ⋰  adots ⋰
"""
# fmt: on

_AMS = (
    "vartriangle vDash smallsmile smallfrown thicksim thickapprox shortmid "
    "shortparallel varpropto smallsetminus centerdot hslash triangledown varnothing"
)
"""Those that plain TeX has in another form, under another name."""

_TABLES = {
    Class.ORD: _ORD,
    Class.OP: _OP,
    Class.BIN: _BIN,
    Class.REL: _REL,
    Class.OPEN: _OPEN,
    Class.CLOSE: _CLOSE,
    Class.PUNCT: _PUNCT,
    Class.INNER: _INNER,
}


def _named() -> dict[str, Symbol]:
    made: dict[str, Symbol] = {}
    for kind, table in _TABLES.items():
        entries = iter(table.split())
        for name in entries:
            made[f"\\{name}"] = Symbol(next(entries), kind)
    letters = iter(_LETTER.split())
    for name in letters:
        made[f"\\{name}"] = Symbol(next(letters), Class.ORD, letter=True)
    for mark in "#&$%_":
        made[f"\\{mark}"] = Symbol(mark, Class.ORD)
    for name in _AMS.split():
        made[f"\\{name}"] = made[f"\\{name}"]._replace(ams=True)
    made["\\{"] = made["\\lbrace"]
    made["\\}"] = made["\\rbrace"]
    made["\\|"] = made["\\Vert"]
    made["\\imath"] = Symbol("ı", Class.ORD, letter=True)
    made["\\jmath"] = Symbol("ȷ", Class.ORD, letter=True)
    return made


NAMED = _named()
"""What each command shows."""

_TYPED = {
    Class.BIN: {"+": "+", "-": "−", "*": "∗"},
    Class.REL: {each: each for each in "=<>:"},
    Class.OPEN: {"(": "(", "[": "["},
    Class.CLOSE: {each: each for each in ")]!?"},
    Class.PUNCT: {",": ",", ";": ";", "·": "⋅"},
    Class.ORD: {"|": "∣", "`": "‘", **{each: each for each in '/@."'}},
}


def _characters() -> dict[str, Symbol]:
    made = {one.char: one for one in NAMED.values()}
    # Where two commands share a sign, the sign itself is the first one's.
    for one in reversed(NAMED.values()):
        made[one.char] = one
    for code in (*range(0x41, 0x5B), *range(0x61, 0x7B)):
        made[chr(code)] = Symbol(chr(code), Class.ORD, letter=True)
    for digit in "0123456789":
        made[digit] = Symbol(digit, Class.ORD)
    for kind, typed in _TYPED.items():
        made.update({char: Symbol(shown, kind) for char, shown in typed.items()})
    made["∣"] = NAMED["\\mid"]
    made["∥"] = NAMED["\\parallel"]
    made["⊨"] = NAMED["\\vDash"]
    made["−"] = made["-"]
    made["…"] = NAMED["\\ldots"]
    made["⋯"] = Symbol("⋯", Class.INNER)
    made["⋮"] = NAMED["\\varvdots"]
    return made


TYPED = _characters()
"""What each character shows that stands in a formula as itself."""


def _spaces(rows: str) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(map(int, row)) for row in rows.split())


BETWEEN = _spaces(
    """
    03450003
    33050003
    44004004
    55005005
    00000000
    03450003
    33053333
    33453033
    """
)
"""Space between two atoms in math units: left class, then right class."""

TIGHT = _spaces(
    """
    03000000
    33000000
    00000000
    00000000
    00000000
    03000000
    00000000
    03000000
    """
)
"""The same in scripts."""
