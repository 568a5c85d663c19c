"""`/deck`: list, look at, import, export, remove."""

from dataclasses import replace
from functools import partial

from bot import decks as files
from bot import wording
from bot.actions import Pressed, token
from bot.callers import Options, Upload, Values
from bot.cards import Deck
from bot.decks import Arrival, Export, Form
from bot.decks.limits import SENT_BYTES
from bot.errors import BadInput, NotAllowed, Refusal
from bot.flows.blocks import say
from bot.flows.schedule import managed, signed
from bot.flows.turn import Visit, in_place, privately
from bot.flows.work import Work
from bot.panels import (
    Block,
    Bullets,
    Button,
    Choice,
    File,
    Look,
    Panel,
    Post,
    Select,
    Table,
    Text,
)
from bot.store import Edition

SHOWN = 20
"""Faults, notes or cards listed in one message."""

OFFERED = 25
"""Pages of a deck in its menu: of a longer deck's pages, every second, third …"""


def listing(visit: Visit) -> list[Post]:
    """The decks there are, and which of them are studied here."""
    here = visit.caller.channel
    studied = visit.store.channels.decks(here) if here else []
    rows = tuple(
        (
            edition.deck.title,
            edition.deck.id,
            str(len(edition.cards)),
            wording.decks.studied_here(edition.number in studied),
        )
        for edition in visit.editions()
    )
    blocks: tuple[Block, ...] = (
        (Table(wording.decks.DECK_COLUMNS, rows),) if rows else ()
    )
    return privately(
        Panel(
            (*blocks, say(wording.decks.decks_hint(bool(rows)))),
            title=wording.drops.DECKS,
        )
    )


def show(visit: Visit, options: Options) -> list[Post]:
    """A deck's cards, but for those that are open in one of the member's channels."""
    return privately(_page(visit, find(visit, str(options["deck"])), 0))


def turn_to(visit: Visit, pressed: Pressed) -> list[Post]:
    """Another page of a deck, in place."""
    edition = _here(visit, pressed.number(0))
    return in_place(_page(visit, edition, pressed.number(1)))


def go_to(visit: Visit, pressed: Pressed, values: Values) -> list[Post]:
    """The page chosen in the menu, in place."""
    there = (pressed.word(0), *values.get("choice", ()))
    return turn_to(visit, Pressed(pressed.action, there))


def _page(visit: Visit, edition: Edition, page: int) -> Panel:
    hidden = visit.hidden()
    cards = [card for number, card in edition.cards.items() if number not in hidden]
    page = min(page, max(0, len(cards) - 1) // SHOWN)
    shown = cards[page * SHOWN : (page + 1) * SHOWN]
    first = page * SHOWN + 1
    line = wording.decks.deck_line(
        edition.deck,
        first if len(cards) > SHOWN else 0,
        first + len(shown) - 1,
        len(edition.cards) - len(cards),
    )
    rows = tuple(
        (
            wording.counting.shorten(card.question, 80),
            card.level or "–",
            card.kind or "–",
            str(len(card.checks)),
        )
        for card in shown
    )
    blocks: tuple[Block, ...] = (
        (Table(wording.decks.CARD_COLUMNS, rows),) if rows else ()
    )
    return Panel(
        (say(line), *blocks),
        title=edition.deck.title,
        selects=_menu(edition, page, len(cards)),
        buttons=_turns(edition, page, len(cards)),
    )


def _menu(edition: Edition, page: int, cards: int) -> tuple[Select, ...]:
    """The pages to go to, where *Back* and *Further* do not lead to all of them."""
    pages = -(-cards // SHOWN)
    if pages <= 2:
        return ()
    step = -(-pages // OFFERED)
    choices = tuple(
        Choice(
            wording.decks.some_cards(each * SHOWN + 1, min((each + 1) * SHOWN, cards)),
            str(each),
            chosen=each == page,
        )
        for each in range(0, pages, step)
    )
    return (Select(wording.labels.GO_TO, token("deck.go", edition.number), choices),)


def _turns(edition: Edition, page: int, cards: int) -> tuple[Button, ...]:
    """*Back* and *Further*, as far as there are pages."""
    buttons = []
    if page:
        back = token("deck.page", edition.number, page - 1)
        buttons.append(Button(wording.labels.BACK, back))
    if (page + 1) * SHOWN < cards:
        further = token("deck.page", edition.number, page + 1)
        buttons.append(Button(wording.labels.FURTHER, further, Look.PRIMARY))
    return tuple(buttons)


def _here(visit: Visit, number: int) -> Edition:
    """A deck by its number, as a button has it; BadInput where it is gone."""
    for edition in visit.editions():
        if edition.number == number:
            return edition
    raise BadInput(wording.refusals.DECK_GONE)


def find(visit: Visit, name: str) -> Edition:
    """A deck by its id or title; BadInput names those there are."""
    editions = visit.editions()
    wanted = " ".join(name.casefold().split())
    for edition in editions:
        if wanted in (edition.deck.id, edition.deck.title.casefold()):
            return edition
    raise BadInput(
        wording.refusals.no_deck(name, [edition.deck.id for edition in editions])
    )


def take_in(visit: Visit, options: Options) -> Work[Arrival]:
    """A deck from a file: new, or a new version. Faults are all told at once."""
    visit.must_manage()
    upload = options["file"]
    assert isinstance(upload, Upload), "the table says that it is a file"
    if len(upload.data) > SENT_BYTES:
        raise BadInput(wording.refusals.file_too_big(len(upload.data), SENT_BYTES))
    return Work(
        partial(files.arrival, upload.data, upload.name, SHOWN),
        lambda visit, arrival: _arrived(visit, upload.name, arrival),
    )


def _arrived(visit: Visit, name: str, arrival: Arrival) -> list[Post]:
    visit.must_manage()
    space = visit.channel().space
    if arrival.packed is None:
        return privately(_faults(name, arrival))
    decks = visit.store.decks
    deck = arrival.packed.deck
    before = [one for one in decks.of_space(space) if one.deck.id == deck.id]
    edition = decks.add(space, arrival.packed, visit.caller.member, visit.now)
    shipped = decks.shipped(edition.deck.id)
    if shipped is not None:
        visit.store.channels.switch_deck(space, shipped, edition.number)
    return privately(_taken_in(edition, before[0].deck if before else None, arrival))


def _faults(name: str, arrival: Arrival) -> Panel:
    return Panel(
        (say(wording.decks.faulty(name, arrival.count)), _list(arrival)),
        title=wording.decks.IMPORT_FAILED,
    )


def _list(arrival: Arrival) -> Bullets:
    shown = list(arrival.lines)
    if arrival.count > len(shown):
        shown.append(wording.decks.and_more(arrival.count - len(shown)))
    return Bullets(tuple((Text(line),) for line in shown))


def _taken_in(edition: Edition, before: Deck | None, arrival: Arrival) -> Panel:
    blocks: list[Block] = [say(wording.decks.taken_in(edition.deck, before))]
    if arrival.count:
        blocks += [say(wording.decks.IMPORT_NOTES), _list(arrival)]
    study = Button(
        wording.labels.STUDY_HERE, token("deck.use", edition.number), Look.PRIMARY
    )
    return Panel(tuple(blocks), title=wording.decks.IMPORTED, buttons=(study,))


def use(visit: Visit, pressed: Pressed) -> list[Post]:
    """*Study it here*: after the decks the channel has."""
    channel = managed(visit)
    edition = _here(visit, pressed.number(0))
    decks = visit.store.channels.decks(channel.id)
    if edition.number not in decks:
        visit.store.channels.set_decks(channel.id, [*decks, edition.number])
        signed(visit, channel)
    line = wording.decks.studied(edition.deck.title, channel.at is not None)
    return in_place(Panel((say(line),), title=wording.decks.IMPORTED))


def export(visit: Visit, options: Options) -> Work[Export]:
    """A deck as a file; cards that are open in one of the member's channels wait."""
    edition = find(visit, str(options["deck"]))
    hidden = visit.hidden()
    cards = tuple(c for number, c in edition.cards.items() if number not in hidden)
    if not cards:
        raise Refusal(wording.decks.nothing_to_export(edition.deck.title))
    deck = replace(edition.deck, cards=cards)
    left = len(edition.cards) - len(cards)
    return Work(
        partial(files.export, deck, Form.TOML),
        lambda _, made: privately(_exported(deck.title, left, made)),
    )


def _exported(title: str, left: int, made: Export) -> Panel:
    file = File(made.name, "application/toml", made.data)
    return Panel((say(wording.decks.exported(title, left)), file), title=title)


def remove(visit: Visit, options: Options) -> list[Post]:
    """Take a deck of this space away: asked once more first."""
    visit.must_manage()
    edition = _own(visit, find(visit, str(options["deck"])))
    return privately(
        Panel(
            (say(wording.decks.remove_deck(edition.deck.title)),),
            title=wording.decks.REMOVE_DECK,
            buttons=(
                Button(
                    wording.labels.REMOVE,
                    token("deck.remove", edition.number),
                    Look.DANGER,
                ),
            ),
        )
    )


def _own(visit: Visit, edition: Edition) -> Edition:
    if edition.space != visit.channel().space:
        raise NotAllowed(wording.refusals.SHIPPED_STAYS)
    return edition


def removed(visit: Visit, pressed: Pressed) -> list[Post]:
    """It is gone; where it stood in for a shipped deck, that one is back."""
    visit.must_manage()
    edition = _own(visit, _here(visit, pressed.number(0)))
    visit.store.decks.remove(edition.number, visit.now)
    shipped = visit.store.decks.shipped(edition.deck.id)
    if shipped is not None:
        visit.store.channels.switch_deck(edition.space, edition.number, shipped)
    line = wording.decks.deck_removed(edition.deck.title)
    return in_place(Panel((say(line),), title=wording.decks.REMOVE_DECK))
