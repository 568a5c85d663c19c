"""What the importers have in common: cards on their way into a deck."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import PurePath

from bot.cards import LABEL_LENGTH
from bot.decks import shape, words
from bot.decks.faults import Fault, Findings, Note, Path, Reading
from bot.decks.fields import Fields
from bot.decks.limits import ID_LENGTH

EXPECTED = ("level", "kind", "tags")
"""What a card is filed under; an import may lack it, and then says so."""


@dataclass(slots=True)
class Draft:
    """A card as an importer found it, in the native form's terms.

    `remarks` become notes under the id that the card is given in the end.
    """

    line: int
    values: dict[str, object]
    lines: dict[Path, int] = field(default_factory=dict)
    remarks: list[tuple[int, str]] = field(default_factory=list)

    def remark(self, message: str, line: int | None = None) -> None:
        self.remarks.append((self.line if line is None else line, message))

    def set_level(self, word: str, line: int | None = None) -> None:
        """The level that a word means; the word is in a remark where it means none."""
        level = words.level(word)
        if level is not None:
            self.values["level"] = level.value
        if level is None:
            self.remark(f'level "{word}" is not known, and left out', line)
        elif word.strip().casefold() != level.value:
            self.remark(f'level "{word}" read as {level.value}', line)

    def set_kind(self, word: str, line: int | None = None) -> None:
        made = words.slug(word)[:ID_LENGTH].strip("-")
        if not made:
            self.remark(f'kind "{word}" has no letters from a to z, and is left out')
        elif made != word:
            self.remark(f'kind "{word}" read as "{made}"', line)
        self.values["kind"] = made

    def missing(self, expected: Iterable[str] = EXPECTED) -> None:
        """Remark on what the card lacks of what was expected."""
        for key in EXPECTED:
            if key in expected and not self.values.get(key):
                self.remark(f"no {key}")


@dataclass(slots=True)
class Head:
    """What a file says of the deck itself; the rest is made from the file's name."""

    name: str
    card: str
    """How a card begins, for those whose file has none."""

    values: dict[str, object] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def complete(self) -> dict[str, object]:
        stem = PurePath(self.name.replace("\\", "/")).stem
        title = " ".join(stem.replace("_", " ").split()) or "Deck"
        made = {"format": shape.FORMAT, "title": title[:ID_LENGTH], **self.values}
        if "id" not in made:
            slug = words.slug(str(made["title"]))[:ID_LENGTH].strip("-") or "deck"
            made["id"] = slug
            what = "the title" if "title" in self.values else "the file's name"
            self.notes.append(Note(f'the deck\'s id "{slug}" was made from {what}'))
        return made


def reading(head: Head, drafts: list[Draft]) -> Reading:
    """The deck of these cards, in their order; ids are made where there are none."""
    deck = head.complete()
    _give_ids(drafts)
    lines: dict[Path, int] = {(): 1}
    for index, draft in enumerate(drafts):
        lines["cards", index] = draft.line
        for path, line in draft.lines.items():
            lines["cards", index, *path] = line
    deck["cards"] = [draft.values for draft in drafts]
    findings = Findings(lambda: lines)
    findings.notes = [*head.notes, *_notes(drafts)]
    if not drafts and not head.faults:
        head.faults.append(Fault(f"there is no card in the file: {head.card}"))
    made = shape.deck(Fields(deck, (), findings), whole=False)
    findings.faults = [*head.faults, *findings.faults]
    return findings.reading(made)


def _give_ids(drafts: list[Draft]) -> None:
    given = [str(draft.values["id"]) for draft in drafts if draft.values.get("id")]
    without = [draft for draft in drafts if not draft.values.get("id")]
    wanted = (words.question_slug(str(d.values.get("question", ""))) for d in without)
    for draft, id in zip(without, words.unique_ids(wanted, given), strict=True):
        draft.values["id"] = id


def _notes(drafts: Iterable[Draft]) -> Iterable[Note]:
    for draft in drafts:
        for line, message in draft.remarks:
            yield Note(message, line, str(draft.values.get("id", "")))


def tags(value: str) -> list[str]:
    """Tags parted by commas, semicolons or bars, or each with `#` before it."""
    marks = r"[#,;|\n]" if value.lstrip().startswith("#") else r"[,;|\n]"
    parts = (part.strip() for part in re.split(marks, value))
    return list(dict.fromkeys(part for part in parts if part))


def key_point(card: Draft, text: str, line: int | None = None) -> dict[str, str]:
    """A key point from its label, or from a sentence too long to be one."""
    if len(text) <= LABEL_LENGTH:
        return {"label": text}
    card.remark(f'a long key point was given the label "{words.label(text)}"', line)
    return {"label": words.label(text), "text": text}
