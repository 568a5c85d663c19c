"""`/deck`: list, look at, import, export, remove."""

from bot import decks as files
from bot import wording
from bot.actions import Pressed, token
from bot.cards import Deck
from bot.errors import BadInput, NotAllowed
from bot.flows.blocks import say
from bot.flows.turn import Visit, in_place, privately
from bot.panels import (
    Block,
    Bullets,
    Button,
    File,
    Look,
    Options,
    Panel,
    Post,
    Table,
    Text,
    Upload,
)
from bot.store import Edition

UPLOAD = 5 * 1024 * 1024
"""Bytes of a deck sent in a chat; larger ones go through the command line."""

SHOWN = 20
"""Faults, notes or cards listed in one message."""


def listing(visit: Visit) -> list[Post]:
    """The decks there are, and which of them are studied here."""
    here = visit.caller.channel
    studied = visit.store.channels.decks(here) if here else []
    rows = tuple(
        (
            edition.deck.title,
            edition.deck.id,
            str(len(edition.cards)),
            wording.studied_here(edition.number in studied),
        )
        for edition in visit.editions()
    )
    blocks: tuple[Block, ...] = (Table(wording.DECK_COLUMNS, rows),) if rows else ()
    return privately(
        Panel((*blocks, say(wording.decks_hint(bool(rows)))), title=wording.DECKS)
    )


def show(visit: Visit, options: Options) -> list[Post]:
    """A deck's cards, but for those that are open in one of the member's channels."""
    edition = find(visit, str(options["deck"]))
    hidden = visit.hidden()
    shown = [card for number, card in edition.cards.items() if number not in hidden]
    rows = tuple(
        (
            wording.shorten(card.question, 80),
            card.level or "",
            card.kind,
            str(len(card.checks)),
        )
        for card in shown[:SHOWN]
    )
    left = len(edition.cards) - len(shown)
    return privately(
        Panel(
            (
                say(wording.deck_line(edition.deck, left, len(shown) - len(rows))),
                Table(wording.CARD_COLUMNS, rows),
            ),
            title=edition.deck.title,
        )
    )


def find(visit: Visit, name: str) -> Edition:
    """A deck by its id or title; BadInput names those there are."""
    editions = visit.editions()
    for edition in editions:
        if name.casefold() in (edition.deck.id, edition.deck.title.casefold()):
            return edition
    raise BadInput(wording.no_deck(name, [edition.deck.id for edition in editions]))


def take_in(visit: Visit, options: Options) -> list[Post]:
    """A deck from a file: new, or a new version. Faults are all told at once."""
    visit.must_manage()
    space = visit.channel().space
    upload = options["file"]
    if not isinstance(upload, Upload):
        raise BadInput(wording.FILE_WANTED)
    if len(upload.data) > UPLOAD:
        raise BadInput(wording.file_too_big(len(upload.data), UPLOAD))
    reading = files.read(upload.data, upload.name)
    if reading.deck is None or reading.faults:
        return privately(_faults(upload.name, [str(fault) for fault in reading.faults]))
    edition = visit.store.decks.add(space, reading.deck, visit.caller.name, visit.now)
    return privately(
        _taken_in(edition, reading.deck, [str(note) for note in reading.notes])
    )


def _faults(name: str, faults: list[str]) -> Panel:
    return Panel(
        (
            say(wording.faulty(name, len(faults))),
            _list(faults),
        ),
        title=wording.IMPORT_FAILED,
    )


def _list(lines: list[str]) -> Bullets:
    shown = lines[:SHOWN]
    if len(lines) > SHOWN:
        shown = [*shown, wording.and_more(len(lines) - SHOWN)]
    return Bullets(tuple((Text(line),) for line in shown))


def _taken_in(edition: Edition, deck: Deck, notes: list[str]) -> Panel:
    blocks: list[Block] = [say(wording.taken_in(deck.title, len(deck.cards)))]
    if notes:
        blocks += [say(wording.IMPORT_NOTES), _list(notes)]
    study = Button(wording.STUDY_HERE, token("deck.use", edition.number), Look.PRIMARY)
    return Panel(tuple(blocks), title=wording.IMPORTED, buttons=(study,))


def use(visit: Visit, pressed: Pressed) -> list[Post]:
    """*Study it here*: after the decks the channel has."""
    visit.must_manage()
    channel = visit.channel()
    number = pressed.number(0)
    there = {edition.number: edition for edition in visit.editions()}
    if number not in there:
        raise BadInput(wording.no_deck("", [e.deck.id for e in there.values()]))
    decks = visit.store.channels.decks(channel.id)
    if number not in decks:
        visit.store.channels.set_decks(channel.id, [*decks, number])
    line = wording.studied(there[number].deck.title, channel.at is not None)
    return in_place(Panel((say(line),), title=wording.IMPORTED))


def export(visit: Visit, options: Options) -> list[Post]:
    """A deck as a file; cards that are open in one of the member's channels wait."""
    edition = find(visit, str(options["deck"]))
    hidden = visit.hidden()
    cards = tuple(c for number, c in edition.cards.items() if number not in hidden)
    deck = Deck(edition.deck.id, edition.deck.title, cards, edition.deck.description)
    left = len(edition.cards) - len(cards)
    file = File(f"{deck.id}.toml", "application/toml", files.write(deck).encode())
    return privately(
        Panel((say(wording.exported(deck.title, left)), file), title=deck.title)
    )


def remove(visit: Visit, options: Options) -> list[Post]:
    """Take a deck of this space away: asked once more first."""
    visit.must_manage()
    edition = _own(visit, find(visit, str(options["deck"])))
    return privately(
        Panel(
            (say(wording.remove_deck(edition.deck.title)),),
            title=wording.REMOVE_DECK,
            buttons=(
                Button(
                    wording.REMOVE, token("deck.remove", edition.number), Look.DANGER
                ),
            ),
        )
    )


def _own(visit: Visit, edition: Edition) -> Edition:
    if edition.space != visit.channel().space:
        raise NotAllowed(wording.SHIPPED_STAYS)
    return edition


def removed(visit: Visit, pressed: Pressed) -> list[Post]:
    visit.must_manage()
    number = pressed.number(0)
    for edition in visit.editions():
        if edition.number == number:
            _own(visit, edition)
            visit.store.decks.remove(number, visit.now)
            line = wording.deck_removed(edition.deck.title)
            return in_place(Panel((say(line),), title=wording.REMOVE_DECK))
    raise BadInput(wording.DECK_GONE)
