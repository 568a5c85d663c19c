"""`/privacy`: what is stored about a member; export; delete."""

import json

from bot import wording
from bot.actions import token
from bot.flows.blocks import say
from bot.flows.challenge import mishaps
from bot.flows.scoring import current
from bot.flows.turn import Visit, in_place, privately
from bot.panels import Bullets, Button, File, Look, MemberId, Panel, Post, Text


def show(visit: Visit) -> list[Post]:
    """What is kept, in plain words, with the counts."""
    steps = sum(1 for _ in visit.store.attempts.log(visit.person.id))
    cards = len(visit.store.memories.of(visit.person.id))
    names = [name for _, name in visit.store.members.accounts(visit.person.id)]
    lines = wording.stored(visit.person, names, steps, cards)
    return privately(
        Panel(
            (
                Bullets(tuple((Text(line),) for line in lines)),
                say(wording.STORED_NOTE),
            ),
            title=wording.PRIVACY,
            buttons=(
                Button(wording.EXPORT, token("privacy.export")),
                Button(wording.DELETE, token("privacy.ask"), Look.DANGER),
            ),
        )
    )


def export(visit: Visit) -> list[Post]:
    """Everything about this member, as JSON."""
    store, person = visit.store, visit.person
    streak = current(visit, visit.person, visit.day)
    data = {
        "accounts": [
            {"account": id, "name": name}
            for id, name in store.members.accounts(person.id)
        ],
        "zones": [
            {"since": since.isoformat(), "zone": zone}
            for since, zone in store.members.zones(person.id)
        ],
        "theme": person.theme,
        "reminder": f"{person.reminder:%H:%M}" if person.reminder else None,
        "streak": {
            "days": streak.days,
            "best": streak.best,
            "freezes": streak.freezes,
            "frozen days": sorted(day.isoformat() for day in streak.used),
        },
        "memory": _memory(visit),
        "challenges": [
            {
                "channel": challenge.channel,
                "joined": player.joined.isoformat(),
                "team": player.team or None,
            }
            for challenge, player in store.challenges.joined(person.id)
        ],
        "attempts": list(store.attempts.log(person.id)),
    }
    text = json.dumps(data, ensure_ascii=False, indent=2)
    file = File("studybot-my-data.json", "application/json", text.encode())
    return privately(Panel((say(wording.YOUR_DATA), file), title=wording.PRIVACY))


def _memory(visit: Visit) -> list[dict[str, object]]:
    held = visit.store.memories.of(visit.person.id)
    names = visit.store.decks.names(held)
    return [
        {
            "card": names[number],
            "stability in days": memory.stability,
            "difficulty": memory.difficulty,
            "due": memory.due.isoformat(),
            "last": memory.last.isoformat(),
        }
        for number, memory in held.items()
    ]


def ask(visit: Visit) -> list[Post]:
    """Once more: it cannot be undone."""
    return privately(
        Panel(
            (say(wording.DELETE_WARNING),),
            title=wording.DELETE_TITLE,
            buttons=(
                Button(wording.DELETE, token("privacy.delete"), Look.DANGER),
                Button(wording.KEEP, token("privacy.keep")),
            ),
        )
    )


def keep(visit: Visit) -> list[Post]:
    return in_place(Panel((say(wording.KEPT),), title=wording.PRIVACY))


def delete(visit: Visit) -> list[Post]:
    """Everything goes, but for an anonymous line where a group played."""
    store, person = visit.store, visit.person
    mishaps.forget(visit, person.id)
    store.attempts.forget_private(person.id)
    store.rounds.forget(person.id)
    for member, _ in store.members.accounts(person.id):
        stranger = MemberId(f"gone:{visit.mark()}")
        store.attempts.make_anonymous(member, stranger)
        store.tallies.forget(member, stranger)
        store.challenges.forget(member, stranger, visit.now)
        store.messages.forget(member)
        store.channels.forget_author(member)
        store.decks.forget_author(member)
    store.members.forget(person.id)
    return in_place(Panel((say(wording.DELETED),), title=wording.PRIVACY))
