"""`studybot doctor`: what is set up, what is missing, and what to do."""

import asyncio
import contextlib
import errno
import os
import shutil
import socket
import sqlite3
import sys
import tempfile
from collections.abc import Iterator, Mapping

import typer
from rich.console import Console

from adapters.cli.world import World, zone_of
from adapters.findings import Finding, Sign, bad, good, note
from bot.errors import BadInput
from bot.settings import SEEDS, Settings, unknown
from bot.wording.counting import plural

HELP = "Say in plain words what is set up, what is missing, and what to do."

FREE = 200 * 2**20
"""Bytes that should be free for the database and pictures."""


STYLES = {Sign.GOOD: "green", Sign.NOTE: "yellow", Sign.BAD: "red"}


def doctor(context: typer.Context) -> None:
    world: World = context.obj
    settings = world.settings()
    screen = Console(soft_wrap=True)
    bad = 0
    for finding in (*_unknown(world.environment), *_findings(settings)):
        bad += finding.sign is Sign.BAD
        screen.print(finding.sign, style=STYLES[finding.sign], end="  ")
        screen.print(finding.text, markup=False)
    if bad:
        screen.print("\nSomething has to be mended first; see above.")
    elif _at_work(settings):
        screen.print(
            "\nAll is well: it runs, by the settings that it found at its start."
        )
    else:
        screen.print("\nReady. Start with: studybot run")
    raise typer.Exit(1 if bad else 0)


def _findings(settings: Settings) -> Iterator[Finding]:
    yield _python()
    yield _sqlite()
    yield from _folder(settings)
    yield from _decks()
    yield _zone(settings)
    yield from _page(settings)
    yield from _platforms(settings)


def _unknown(environment: Mapping[str, str]) -> Iterator[Finding]:
    for sentence in unknown(environment):
        yield note(sentence)


def _python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    return good(f"Python {version}.")


def _sqlite() -> Finding:
    # One connection writes, so the write-ahead log's fault of 3.7.0 to 3.51.2, which
    # needs two, cannot strike; nothing else may write to the file meanwhile.
    version = sqlite3.sqlite_version
    warning = ""
    if sqlite3.sqlite_version_info < (3, 51, 3):
        warning = " Let no other program write to the database while the bot runs."
    return good(f"SQLite {version}.{warning}")


def _folder(settings: Settings) -> Iterator[Finding]:
    from adapters.data_folder import AlreadyRunning, CannotStart, locked, unwritable

    folder = settings.data
    # The first start makes it; whoever only asks may have come to the wrong place.
    there = next(one for one in (folder, *folder.absolute().parents) if one.exists())
    try:
        if there == folder:
            locked(settings).release()
        else:
            os.rmdir(tempfile.mkdtemp(dir=there))
    except AlreadyRunning:
        yield good(f"A Studybot is running on {folder} now.")
    except CannotStart as fault:
        yield bad(str(fault))
        return
    except OSError as fault:
        yield bad(unwritable(folder, fault.strerror or str(fault)))
        return
    free = shutil.disk_usage(there).free
    if free < FREE:
        yield bad(f"Only {free // 2**20} MB are free in {there}; make room.")
    yield _database(settings)


def _database(settings: Settings) -> Finding:
    from adapters.data_folder import foreign, not_ours, too_new, too_old, unusable
    from bot.store import Newer, Older, Store, told

    path, folder = settings.database, settings.data.resolve()
    if not path.exists():
        return good(f"Data will be kept in {folder}.")
    barred = foreign(path)
    if barred:
        return bad(not_ours(barred))
    try:
        with contextlib.closing(Store.reading(path)) as store:
            store.fit()
            sizes = store.sizes()
    except Older:
        return note(too_old(path))
    except Newer:
        return bad(too_new(path))
    except sqlite3.DatabaseError as fault:
        return bad(unusable(path, told(fault)))
    return good(
        f"Data is kept in {folder}: {plural(sizes.get('members', 0), 'account')}, "
        f"{plural(sizes.get('attempts', 0), 'step')} in the log.",
    )


def _decks() -> Iterator[Finding]:
    from adapters.serve import shipped

    wanted = len(list(SEEDS.glob("*.toml")))
    found = shipped()
    for deck in found:
        cards = plural(len(deck.cards), "card")
        yield good(f"Deck {deck.title}: {cards}.")
    if len(found) < max(1, wanted):
        yield bad(
            "A deck in seeds/ cannot be read. Try: studybot deck check seeds/*",
        )


def _zone(settings: Settings) -> Finding:
    try:
        zone = zone_of(settings)
    except BadInput as fault:
        return bad(f"STUDYBOT_ZONE: {fault}")
    whose = "as STUDYBOT_ZONE says" if settings.zone else "this machine's"
    return good(f"A new channel lives in {zone} ({whose}).")


def _page(settings: Settings) -> Iterator[Finding]:
    from adapters.platforms import clash

    if not settings.page:
        yield note(
            "The page in the browser is not served beside the chat platforms; "
            "STUDYBOT_PAGE=1 serves it too.",
        )
        # What watches over the machine is answered at the same port.
        found = _port(settings)
        if found.sign is not Sign.GOOD:
            yield found
        return
    yield _port(settings)
    yield _reach(settings)
    barred = clash(settings)
    if barred:
        yield bad(barred)


def _port(settings: Settings) -> Finding:
    from adapters.data_folder import why
    from adapters.serve import CHECK_ADDRESS, address

    where = f"{settings.host}:{settings.port}"
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((settings.host, settings.port))
    except OSError as fault:
        if fault.errno != errno.EADDRINUSE:
            wrong = f"{where} cannot be listened on ({why(fault)}). {CHECK_ADDRESS}"
            return bad(wrong)
        if _at_work(settings):
            said = f"{where} is taken, by your running bot if all is well."
            return note(said)
        other = f"Choose another, such as STUDYBOT_PORT={settings.port + 1}."
        return bad(f"{where} is taken. {other}")
    return good(f"The page will be at {address(settings.host, settings.port)}.")


def _at_work(settings: Settings) -> bool:
    """Whether a Studybot is running on the folder."""
    from adapters.data_folder import AlreadyRunning, CannotStart, locked

    if not settings.data.exists():
        return False
    try:
        locked(settings).release()
    except AlreadyRunning:
        return True
    except CannotStart:  # which was found before
        pass
    return False


def _reach(settings: Settings) -> Finding:
    from adapters.serve import web_settings
    from adapters.web.access import Access, LeftOpen, loopback

    try:
        Access(web_settings(settings))
    except LeftOpen as fault:
        return bad(str(fault))
    if loopback(settings.host):
        return good("Only this machine can open the page.")
    return good("Others can open the page with the token.")


def _platforms(settings: Settings) -> Iterator[Finding]:
    if settings.discord_token:
        from adapters.discord import doctor as discord

        yield from discord.findings(settings.discord_token, settings.discord_api_url)
    else:
        yield note("Discord is not set up: no DISCORD_TOKEN (docs/discord.md).")
    if settings.slack:
        from adapters.slack import doctor as slack
        from adapters.slack.settings import from_environment

        tokens = from_environment(settings.slack)
        yield from slack.findings(tokens)
        yield from asyncio.run(slack.answers(tokens))
    else:
        yield note("Slack is not set up: no SLACK_BOT_TOKEN (docs/slack.md).")
