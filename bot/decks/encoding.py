"""Bytes -> text: which encoding, which line ends, and whether it is text at all."""

import codecs
from dataclasses import dataclass

from charset_normalizer import from_bytes

from bot.decks.limits import FILE_BYTES, LINES

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_BINARY = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a zip archive (as are .xlsx, .docx and .apkg files)"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\f\r")) + b"\x7f"
_MOST_CONTROLS = 0.005
"""Share of control bytes that text still has; random bytes hold an eighth."""

_MOST_ACCENTS = 0.25
"""Share of non-ASCII bytes up to which Windows-1252 is the likeliest encoding: that of
text in Latin letters. Above it the bytes are mostly another script's."""

_SAMPLE = 200_000
_OTHERS = ["cp1251", "cp1250", "cp1253", "shift_jis", "gb18030", "big5", "euc_kr"]
_SPLIT = "Split it into several decks, by subject for example."
_WAY_OUT = "Save it as text: TOML, Markdown or CSV, in UTF-8."


@dataclass(frozen=True, slots=True)
class Text:
    """A file's text with plain line ends; `remark` says what had to be guessed."""

    text: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class NotText:
    """Why a file cannot be read, in one sentence or two."""

    reason: str


def decode(data: bytes) -> Text | NotText:
    """The text of a file in UTF-8, UTF-16 or -32 with a mark, or an older encoding."""
    if len(data) > FILE_BYTES:
        limit = FILE_BYTES // 1024**2
        return NotText(f"The file has more than {limit} MB. {_SPLIT}")
    if not data.strip():
        return NotText("The file is empty.")
    for start, kind in _BINARY:
        if data.startswith(start):
            return NotText(f"This is {kind}, not a deck. {_WAY_OUT}")
    read = _marked(data) or _unmarked(data)
    if isinstance(read, NotText):
        return read
    text = read.text.replace("\r\n", "\n").replace("\r", "\n")
    if text.count("\n") > LINES:
        return NotText(f"The file has more than {LINES:,} lines. {_SPLIT}")
    return Text(text, read.remark)


def _marked(data: bytes) -> Text | NotText | None:
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            try:
                return Text(data.decode(codec))
            except UnicodeDecodeError:
                return NotText(
                    f"The file says it is {name}, and is not, or is damaged. {_WAY_OUT}"
                )
    return None


def _unmarked(data: bytes) -> Text | NotText:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _legacy(data)
    if text.count("\0") > max(3, _MOST_CONTROLS * len(data)):
        return NotText(f"This is not text. {_WAY_OUT}")
    return Text(text)


def _legacy(data: bytes) -> Text | NotText:
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if controls > max(3, _MOST_CONTROLS * len(data)):
        return NotText(f"This is not text. {_WAY_OUT}")
    codec = "cp1252" if _is_western(data) else _likeliest(data)
    if codec is None:
        return NotText(f"The file's encoding cannot be told. {_WAY_OUT}")
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        return NotText(f"The file's encoding cannot be told. {_WAY_OUT}")
    name = "Windows-1252" if codec == "cp1252" else codec
    return Text(text, f"read as {name}: look for wrong letters, or save it as UTF-8")


def _is_western(data: bytes) -> bool:
    """Whether Windows-1252, of which printable Latin-1 is a part, explains it all."""
    ascii_bytes = len(data.decode("ascii", "ignore"))
    if len(data) - ascii_bytes > max(4, _MOST_ACCENTS * len(data)):
        return False
    try:
        data.decode("cp1252")
    except UnicodeDecodeError:
        return False
    return True


def _likeliest(data: bytes) -> str | None:
    best = from_bytes(data[:_SAMPLE], cp_isolation=_OTHERS).best()
    return best.encoding if best else None
