"""`/privacy`: what is stored about a member; export; delete."""

import json
from collections.abc import Mapping, Sequence
from datetime import time

from bot import wording
from bot.actions import token
from bot.flows import linking
from bot.flows.blocks import say
from bot.flows.challenge import mishaps
from bot.flows.scoring import current
from bot.flows.turn import Visit, in_place, privately
from bot.ids import MemberId
from bot.panels import Bullets, Button, File, Look, Panel, Post, Text
from bot.store.admins import Naming
from bot.store.links import Account


def show(visit: Visit) -> list[Post]:
    """What is kept, in plain words, with the counts."""
    steps = visit.store.attempts.steps(visit.person.id)
    cards = len(visit.store.memories.of(visit.person.id))
    names = _names(visit)
    lines = wording.privacy.stored(visit.person, names, steps, cards)
    return privately(
        Panel(
            (
                Bullets(tuple((Text(line),) for line in lines)),
                say(wording.privacy.STORED_NOTE),
            ),
            title=wording.privacy.PRIVACY,
            buttons=(
                Button(wording.labels.EXPORT, token("privacy.export")),
                Button(wording.labels.DELETE, token("privacy.ask"), Look.DANGER),
            ),
        )
    )


def _names(visit: Visit) -> list[str]:
    """This account's name, and those of the accounts linked with it."""
    others = linking.linked(visit, visit.person.id, visit.caller.member)
    return [visit.caller.name, *others]


def export(visit: Visit) -> list[Post]:
    """Everything about this member, as JSON."""
    text = _written(
        _data(visit),
        {
            "asked": visit.store.rounds.asked_of(visit.person.id),
            "attempts": visit.store.attempts.log(visit.person.id),
        },
    )
    file = File("studybot-my-data.json", "application/json", text.encode())
    return privately(
        Panel((say(wording.privacy.YOUR_DATA), file), title=wording.privacy.PRIVACY)
    )


def _written(data: Mapping[str, object], logs: Mapping[str, Sequence[str]]) -> str:
    """As JSON; the logs are long, and come with each entry as JSON: a line."""
    text = json.dumps(data, ensure_ascii=False, indent=2).removesuffix("\n}")
    for name, lines in logs.items():
        text += f',\n  "{name}": [\n    ' + ",\n    ".join(lines) + "\n  ]"
    return text + "\n}\n"


def _data(visit: Visit) -> dict[str, object]:
    store, person = visit.store, visit.person
    accounts = store.links.accounts(person.id)
    streak = current(visit, visit.person, visit.day)
    return {
        "accounts": [_account(one, len(accounts) > 1) for one in accounts],
        "zones": [
            {"account": one.member, "since": since.isoformat(), "zone": zone}
            for one in accounts
            for since, zone in store.members.zones(one.own.id)
        ],
        "theme": person.theme,
        "reminder": _time(person.reminder),
        "streak": {
            "days": streak.days,
            "best": streak.best,
            "freezes": streak.freezes,
            "frozen days": sorted(day.isoformat() for day in streak.used),
        },
        "named admin": [_naming(one) for one in store.admins.of_person(person.id)],
        "memory": _memory(visit),
        "challenges": _challenges(visit, [one.member for one in accounts]),
        "channels set up": [
            {"channel": channel, "at": at.isoformat() if at else None}
            for channel, at in store.channels.set_up_by(person.id)
        ],
        "decks brought": [
            {"deck": deck, "at": at.isoformat()}
            for deck, at in store.decks.brought_by(person.id)
        ],
        "told": [
            {"at": at.isoformat(), "said": said}
            for at, said in store.messages.told(person.id)
        ],
    }


def _challenges(visit: Visit, accounts: Sequence[MemberId]) -> list[dict[str, object]]:
    """Those that the member joined, with when they were away."""
    challenges, person = visit.store.challenges, visit.person.id
    return [
        {
            "channel": challenge.channel,
            "host": challenge.host in accounts,
            "joined": player.joined.isoformat(),
            "away": [
                {"from": gone.isoformat(), "to": back.isoformat()}
                for gone, back in challenges.absences(challenge.id, person)
            ],
            "left": player.gone.isoformat() if player.gone else None,
            "team": player.team or None,
        }
        for challenge, player in challenges.joined(person)
    ]


def _account(account: Account, linked: bool) -> dict[str, object]:
    """An account; if it is linked, with what it is set to should it stand alone."""
    found: dict[str, object] = {
        "account": account.member,
        "name": account.name,
        "last seen": account.seen.isoformat(),
    }
    if linked:
        own = account.own
        found["by itself"] = {
            "zone": own.zone,
            "theme": own.theme,
            "reminder": _time(own.reminder),
        }
    return found


def _naming(one: Naming) -> dict[str, object]:
    """That the member was named, or named somebody, as one who may set up cards."""
    return {
        "who": one.name,
        "named by": one.by_name,
        "since": one.since.isoformat(),
        "until": one.ended.isoformat() if one.ended else None,
        "taken back by": one.ended_by_name or None,
    }


def _time(at: time | None) -> str | None:
    return f"{at:%H:%M}" if at else None


def _memory(visit: Visit) -> list[dict[str, object]]:
    held = visit.store.memories.of(visit.person.id)
    names = visit.store.decks.names(held)
    return [
        {
            "deck": deck,
            "card": card,
            "stability in days": memory.stability,
            "difficulty": memory.difficulty,
            "due": memory.due.isoformat(),
            "last": memory.last.isoformat(),
        }
        for number, memory in held.items()
        for deck, card in [names[number]]
    ]


def ask(visit: Visit) -> list[Post]:
    """Once more: it cannot be undone."""
    others = linking.linked(visit, visit.person.id, visit.caller.member)
    more = (say(wording.privacy.deletes_all(others)),) if others else ()
    return privately(
        Panel(
            (say(wording.privacy.DELETE_WARNING), *more),
            title=wording.privacy.DELETE_TITLE,
            buttons=(
                Button(wording.labels.DELETE, token("privacy.delete"), Look.DANGER),
                Button(wording.labels.KEEP, token("privacy.keep")),
            ),
        )
    )


def keep(visit: Visit) -> list[Post]:
    return in_place(Panel((say(wording.privacy.KEPT),), title=wording.privacy.PRIVACY))


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
        store.codes.forget(member)
        store.admins.forget(member)
        store.channels.forget_author(member)
        store.decks.forget_author(member)
    store.members.forget(person.id)
    store.leave_no_trace()
    return in_place(
        Panel((say(wording.privacy.DELETED),), title=wording.privacy.PRIVACY)
    )
