"""`/deck`: look, take in, take away; and decks that change while they are studied."""

from dataclasses import replace

import pytest

from bot import decks
from bot.cards import Deck
from bot.errors import BadInput, NotAllowed, Refusal, Stale
from bot.flows.work import Work
from bot.panels import Upload
from tests.engine.decks import TINY, card, deck
from tests.engine.world import (
    ADA,
    BEN,
    HOME,
    World,
    abroad,
    bodies,
    directly,
    labels,
    member,
    rows,
    sent_file,
    token,
    words,
)


def _file(id: str, *names: str) -> Upload:
    return Upload(f"{id}.toml", decks.write(deck(id, *names)).encode())


def test_the_list_says_what_is_studied_here(world: World) -> None:
    world.run(ADA, "deck import", file=_file("ours", "alpha"))

    assert rows(world.run(BEN, "deck list")) == [
        ("Ours", "ours", "1", "–"),
        ("Basics", "basics", "6", "studied"),
    ]


def test_without_any_deck_the_list_says_how_to_get_one(empty: World) -> None:

    empty.join(HOME, "home")

    assert "Add one with /deck import." in words(empty.run(BEN, "deck list"))


def test_an_import_can_be_studied_at_once(world: World) -> None:
    taken = world.run(ADA, "deck import", file=_file("ours", "alpha", "beta"))
    assert "Ours is here: 2 cards." in words(taken)

    eve = member("Eve", manages=True)
    used = world.press(eve, token(taken, "Study it here"))

    assert "Ours is now studied in this channel." in words(used)
    assert world.store.channels.decks(HOME) == [1, 2]
    assert "Last changed by Eve on Mon 2 Mar 2026." in words(
        world.run(BEN, "drop status")
    )
    assert "Ours: 2 cards, 2 not yet asked here." in words(
        world.run(BEN, "drop status")
    )


def test_faults_are_all_told_and_nothing_is_changed(world: World) -> None:
    broken = Upload("bad.toml", b'format = 1\nid = "bad"\n[[cards]]\nid = "x"\n')

    shown = words(world.run(ADA, "deck import", file=broken))

    assert "Not imported" in shown
    assert "bad.toml has" in shown
    assert "Nothing was changed" in shown
    assert len(rows(world.run(BEN, "deck list"))) == 1


def test_a_file_is_read_only_for_those_who_may_bring_decks(world: World) -> None:
    upload = {"file": _file("ours", "alpha")}

    for caller in (BEN, directly(ADA)):
        with pytest.raises(NotAllowed), world.store.transaction():
            world.engine.run(caller, "deck import", upload, world.now)


def test_who_no_longer_manages_once_the_file_is_read_changes_nothing(
    world: World,
) -> None:
    with world.store.transaction():
        asked = world.engine.run(
            ADA, "deck import", {"file": _file("ours", "alpha")}, world.now
        )
    assert isinstance(asked, Work)
    arrived = asked.does()

    with pytest.raises(NotAllowed), world.store.transaction():
        world.engine.finish(replace(ADA, manages=False), asked, arrived, world.now)

    assert len(rows(world.run(BEN, "deck list"))) == 1


def test_nothing_is_written_before_the_file_is_read(world: World) -> None:
    before = world.store.sizes()

    with world.store.transaction():
        asked = world.engine.run(
            ADA, "deck import", {"file": _file("ours", "alpha")}, world.now
        )

    assert isinstance(asked, Work)
    assert world.store.sizes() == before


def test_what_is_missing_on_many_cards_is_said_once(world: World) -> None:
    rows = "".join(f"What is {n}?,It is {n}.,\n" for n in range(30))
    table = Upload("many.csv", f"question,answer,level\n{rows}".encode())

    shown = words(world.run(ADA, "deck import", file=table))

    assert "many is here: 30 cards." in shown
    assert "30 cards: no level (0, 1, 2, 3," in shown


def test_of_very_many_faults_the_first_are_told_and_all_are_counted(
    world: World,
) -> None:
    cards = "".join(f'[[cards]]\nid = "c{n}"\nquestion = "x"\n' for n in range(50))
    broken = Upload("bad.toml", f'format = 1\nid = "b"\ntitle = "B"\n{cards}'.encode())

    shown = words(world.run(ADA, "deck import", file=broken))

    assert "bad.toml has 50 faults." in shown
    assert 'line 4, card c0: the key "answer" is missing' in shown
    assert shown.count("is missing") == 20
    assert "… and 30 more" in shown


def test_a_deck_that_takes_the_place_of_another_is_told(world: World) -> None:
    first = world.run(ADA, "deck import", file=_file("ours", "alpha", "beta"))
    again = world.run(ADA, "deck import", file=_file("ours", "alpha", "beta"))
    other = world.run(ADA, "deck import", file=_file("ours", "gamma"))

    assert "Ours is here: 2 cards." in words(first)
    assert "place" not in words(first)
    assert "It was here before, just as it is in this file." in words(again)
    assert (
        "Ours is here: 1 card. It takes the place of “Ours” with 2 cards, which has "
        "the same id, ours: 1 new and 2 gone. History stays. To have both, give the "
        "file another id or name."
    ) in words(other)


@pytest.mark.parametrize(
    ("names", "title", "changes"),
    [
        (("beta", "alpha", "gamma"), "Ours", "ours: 1 new and 1 changed. "),
        (("beta", "alpha"), "Ours anew", "ours: 1 changed. "),
        (("alpha",), "Ours", "ours: 1 gone and 1 changed. "),
    ],
)
def test_what_another_version_of_a_deck_changes_is_told(
    world: World, names: tuple[str, ...], title: str, changes: str
) -> None:
    world.run(ADA, "deck import", file=_file("ours", "alpha", "beta"))
    cards = tuple(card(name) for name in names)
    cards = tuple(
        replace(one, hint="Think.") if one.id == "alpha" else one for one in cards
    )
    file = Upload("ours.toml", decks.write(Deck("ours", title, cards)).encode())

    assert changes in words(world.run(ADA, "deck import", file=file))


def test_a_deck_with_another_title_alone_keeps_every_card(world: World) -> None:
    world.run(ADA, "deck import", file=_file("ours", "alpha"))
    renamed = Deck("ours", "Ours anew", deck("ours", "alpha").cards)
    file = Upload("ours.toml", decks.write(renamed).encode())

    assert "every card as it was." in words(world.run(ADA, "deck import", file=file))


def test_a_file_too_big_is_refused(world: World) -> None:
    with pytest.raises(BadInput, match="5 MB"):
        world.run(ADA, "deck import", file=Upload("big.toml", b"x" * (5 * 1024**2 + 1)))


def test_a_word_is_not_a_file(world: World) -> None:
    with pytest.raises(BadInput, match="“file” takes a file"):
        world.run(ADA, "deck import", file="my-deck.toml")
    with pytest.raises(BadInput, match="/deck import needs “file”"):
        world.run(ADA, "deck import")


def test_only_managers_take_decks_in_or_away(world: World) -> None:
    taken = world.run(ADA, "deck import", file=_file("ours", "alpha"))
    asked = world.run(ADA, "deck remove", deck="ours")

    with pytest.raises(NotAllowed):
        world.run(BEN, "deck import", file=_file("ours", "beta"))
    with pytest.raises(NotAllowed):
        world.run(BEN, "deck remove", deck="ours")
    for button in (token(taken, "Study it here"), token(asked, "Remove")):
        with pytest.raises(NotAllowed):
            world.press(BEN, button)


def test_a_deck_that_changes_changes_nothing_for_the_open_drop(world: World) -> None:
    world.live_to(0, 9)
    world.ship(deck("basics", "seven", "eight"))

    verdict = world.answer(BEN, 0, 1)
    world.live_to(1, 9)

    assert "2 of 4 key points." in words(verdict)
    closed, following = world.drops()
    assert bodies(closed) == ["What is one?", "The secret of one is $x^2$."]
    assert bodies(following) == ["What is seven?"]


def test_a_removed_card_keeps_its_history(world: World) -> None:
    world.check(BEN)
    world.ship(deck("basics", "two"))

    assert "1 day" in words(world.run(BEN, "streak"))
    assert bodies(world.check(BEN)) == ["How large is two?"]


def test_a_removed_deck_is_not_asked_and_comes_back_with_its_history(
    world: World,
) -> None:
    world.run(ADA, "deck import", file=_file("ours", "alpha"))
    world.check(BEN, deck="ours")
    asked = world.run(ADA, "deck remove", deck="ours")
    assert "everybody's history stays" in words(asked)

    world.press(ADA, token(asked, "Remove"))

    with pytest.raises(BadInput, match="There is no deck “ours”"):
        world.run(BEN, "quiz", deck="ours")
    world.run(ADA, "deck import", file=_file("ours", "alpha"))
    assert "10 points" not in words(world.check(BEN, deck="ours"))


def test_what_came_with_the_program_stays(world: World) -> None:
    with pytest.raises(NotAllowed, match="Leave it out of your channel"):
        world.run(ADA, "deck remove", deck="basics")


def test_a_deck_of_ones_own_stands_in_for_the_shipped_one(world: World) -> None:
    world.run(ADA, "deck import", file=_file("basics", "mine"))
    assert rows(world.run(BEN, "deck list")) == [("Basics", "basics", "1", "studied")]
    world.live_to(0, 9)
    assert bodies(world.drop()) == ["What is mine?"]

    asked = world.run(ADA, "deck remove", deck="basics")
    world.press(ADA, token(asked, "Remove"))

    assert rows(world.run(BEN, "deck list")) == [("Basics", "basics", "6", "studied")]
    world.live_to(1, 9)
    assert bodies(world.drop()) == ["What is one?"]


def test_a_stand_in_is_the_only_one_in_direct_messages_too(world: World) -> None:
    world.run(ADA, "deck import", file=_file("basics", "mine"))
    world.check(BEN)

    listed = rows(world.run(directly(BEN), "deck list"))

    assert listed == [("Basics", "basics", "1", "–")]


def test_an_imported_deck_belongs_to_its_server(world: World) -> None:
    world.go_abroad()
    taken = world.run(ADA, "deck import", file=_file("ours", "alpha"))
    study = token(taken, "Study it here")
    world.check(BEN)

    assert [row[1] for row in rows(world.run(abroad(BEN), "deck list"))] == ["basics"]
    for command in ("quiz", "deck show", "deck export", "drop set", "deck remove"):
        with pytest.raises(BadInput, match="There is no deck “ours”"):
            world.run(abroad(ADA), command, deck="ours")
    for forged in (study, "deck.page:2:0", "deck.remove:2"):
        with pytest.raises(BadInput, match="That deck is not here any more"):
            world.press(abroad(ADA), forged)


def test_in_direct_messages_there_are_the_decks_of_ones_own_servers(
    world: World,
) -> None:
    world.go_abroad()
    world.run(ADA, "deck import", file=_file("ours", "alpha"))
    assert [row[1] for row in rows(world.run(directly(BEN), "deck list"))] == ["basics"]

    world.check(BEN)

    assert [row[1] for row in rows(world.run(directly(BEN), "deck list"))] == [
        "ours",
        "basics",
    ]


def test_a_card_is_shown_with_its_level_kind_and_checks(world: World) -> None:
    mixed = (card("one"), replace(card("two", level=None, checks=2), kind=""))
    world.ship(Deck("mixed", "Mixed", mixed))

    assert rows(world.run(BEN, "deck show", deck="mixed")) == [
        ("What is one?", "beginner", "concept", "1"),
        ("What is two?", "–", "–", "2"),
    ]


def test_a_long_deck_has_pages(world: World) -> None:
    names = [f"card-{n:02}" for n in range(45)]
    world.run(ADA, "deck import", file=_file("long", *names))

    first = world.run(BEN, "deck show", deck="long")
    assert words(first).startswith("Long\nCards 1 to 20 of 45.")
    assert labels(first) == ["Further"]
    second = world.press(BEN, token(first, "Further"))
    assert "Cards 21 to 40 of 45." in words(second)
    assert labels(second) == ["Back", "Further"]
    third = world.press(BEN, token(second, "Further"))
    assert rows(third)[-1][0] == "What is card-44?"
    assert labels(third) == ["Back"]
    assert world.press(BEN, token(second, "Back")) == first


def test_a_long_decks_menu_leads_to_any_page(world: World) -> None:
    names = [f"card-{n:03}" for n in range(290)]
    world.run(ADA, "deck import", file=_file("long", *names))

    (menu,) = world.run(BEN, "deck show", deck="long").selects
    offered = [choice.label for choice in menu.choices]
    assert (offered[0], offered[1]) == ("Cards 1 to 20", "Cards 21 to 40")
    assert (offered[-1], len(offered)) == ("Cards 281 to 290", 15)

    last = world.press(BEN, menu.token, choice=menu.choices[-1].value)
    assert "Cards 281 to 290 of 290." in words(last)
    assert rows(last)[-1][0] == "What is card-289?"
    assert labels(last) == ["Back"]
    (again,) = last.selects
    assert [each.label for each in again.choices if each.chosen] == ["Cards 281 to 290"]
    with pytest.raises(Stale):
        world.press(BEN, menu.token, choice="-1")


def test_a_very_long_decks_menu_has_no_more_choices_than_a_menu_may_have(
    world: World,
) -> None:
    names = [f"card-{n:04}" for n in range(1010)]
    world.run(ADA, "deck import", file=_file("long", *names))

    (menu,) = world.run(BEN, "deck show", deck="long").selects
    offered = [choice.label for choice in menu.choices]
    assert len(offered) == 17
    assert offered[:2] == ["Cards 1 to 20", "Cards 61 to 80"]


def test_two_pages_need_no_menu(world: World) -> None:
    names = [f"card-{n}" for n in range(40)]
    world.run(ADA, "deck import", file=_file("long", *names))
    assert world.run(BEN, "deck show", deck="long").selects == ()


def test_a_deck_of_nothing_but_the_open_card_waits_to_be_exported(
    empty: World,
) -> None:
    empty.furnish(deck("solo", "only"))
    empty.live_to(0, 9)

    with pytest.raises(Refusal, match="Type /deck export again once"):
        empty.run(BEN, "deck export", deck="solo")
    assert "1 card is open" in words(empty.run(BEN, "deck show", deck="solo"))


def test_the_tags_that_a_deck_lists_are_exported_with_it(world: World) -> None:
    listed = TINY.replace(b"\n\n[[cards]]", b'\ntags = ["b", "c"]\n\n[[cards]]')
    world.run(ADA, "deck import", file=Upload("tiny.toml", listed))

    shown = world.run(BEN, "deck export", deck="tiny")

    file = sent_file(shown)
    made = decks.read(file.data, file.name).deck
    assert made is not None
    assert made.tags == ("b", "c")


def test_what_is_exported_can_be_imported(world: World) -> None:
    shown = world.run(BEN, "deck export", deck="Basics")

    file = sent_file(shown)
    assert file.name == "basics.toml"
    assert decks.read(file.data, file.name).deck == deck(
        "basics", "one", "two", "three", "four", "five", "six"
    )
