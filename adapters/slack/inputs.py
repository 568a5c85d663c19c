"""What comes with an interaction: who, where, and the files given to a command."""

import asyncio
import logging

from adapters.command_line import Line
from adapters.slack import commands, faults, names, words
from adapters.slack.payloads import Came
from adapters.slack.people import People, Person
from adapters.slack.wire import Wire
from bot import wording
from bot.commands import BY_NAME, Takes
from bot.decks.limits import SENT_BYTES
from bot.errors import BadInput
from bot.panels import Caller, Given, Options, Somebody, Upload

log = logging.getLogger(__name__)

DOWNLOAD_PATIENCE = 60.0
"""Seconds that a file given in a modal may take to be fetched."""


def caller(came: Came, person: Person) -> Caller:
    inside = bool(came.channel)
    return Caller(
        member=names.member(came.team, came.user),
        name=person.name,
        channel=names.channel(came.team, came.channel) if inside else None,
        space=names.space(came.team) if inside else None,
        manages=person.manages and inside,
        zone=person.zone,
        at=came.at,
    )


def at_home(team: str, user: str, person: Person) -> Caller:
    """Somebody in a workspace, outside of its channels."""
    member, space = names.member(team, user), names.space(team)
    return Caller(member, person.name, None, space, person.manages, person.zone)


def channel_name(came: Came) -> str:
    """A channel's name, "" for none; Slack does not tell that of a private one."""
    if came.channel_name == "privategroup":
        return words.private_channel()
    return f"#{came.channel_name}" if came.channel_name else ""


async def options(people: People, came: Came, line: Line) -> Options:
    """The options that were typed, with the members who are named in them."""
    given: dict[str, Given] = dict(line.options)
    for option in BY_NAME[line.command].options:
        typed = line.options.get(option.name)
        if typed and option.takes is Takes.MEMBER:
            given[option.name] = await _somebody(people, came.team, typed)
    return given


async def _somebody(people: People, team: str, typed: str) -> Somebody:
    user = commands.member(typed)
    if not user:
        raise BadInput(words.not_a_member(typed))
    found = await people.who(team, user, user, must=True)
    if not found.sure:
        raise BadInput(words.unknown_member())
    return Somebody(names.member(team, user), found.name)


async def upload(wire: Wire, came: Came) -> Upload:
    """The file that was given in a modal."""
    if not came.files:
        raise BadInput(words.no_file())
    file = came.files[0]
    size = int(file.get("size") or 0)
    if size > SENT_BYTES:
        raise BadInput(wording.refusals.file_too_big(size, SENT_BYTES))
    url = str(file.get("url_private_download") or file.get("url_private") or "")
    try:
        async with asyncio.timeout(DOWNLOAD_PATIENCE):
            data = await wire.fetch(came.team, url, SENT_BYTES)
    except faults.FAULTS as fault:
        log.warning("A file could not be fetched: %s", faults.short(fault))
        raise BadInput(words.upload_failed()) from fault
    if data is None:
        raise BadInput(wording.refusals.file_too_big(SENT_BYTES + 1, SENT_BYTES))
    return Upload(str(file.get("name") or "deck"), data)
