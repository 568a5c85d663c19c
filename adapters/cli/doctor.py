"""`studybot doctor`: what is set up, what is missing, and what to do."""

import shutil
import socket
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import typer
from rich.console import Console

from adapters.cli.world import World
from bot.settings import SEEDS, Settings

HELP = "Say in plain words what is set up, what is missing, and what to do."

FREE = 200 * 2**20
"""Bytes that should be free for the database and pictures."""


class Sign(StrEnum):
    """Said by a word as well as by a sign."""

    GOOD = "✓ good "
    NOTE = "– note "
    BAD = "✗ fault"


STYLES = {Sign.GOOD: "green", Sign.NOTE: "yellow", Sign.BAD: "red"}


@dataclass(frozen=True, slots=True)
class Finding:
    sign: Sign
    text: str


def doctor(context: typer.Context) -> None:
    world: World = context.obj
    settings = world.settings()
    screen = Console(soft_wrap=True)
    bad = 0
    for finding in _findings(world, settings):
        bad += finding.sign is Sign.BAD
        screen.print(finding.sign, style=STYLES[finding.sign], end="  ")
        screen.print(finding.text, markup=False)
    screen.print(
        "\nSomething has to be mended first; see above."
        if bad
        else "\nReady. Start with: studybot run"
    )
    raise typer.Exit(1 if bad else 0)


def _findings(world: World, settings: Settings) -> Iterator[Finding]:
    yield _python()
    yield _sqlite()
    yield from _folder(settings)
    yield from _decks()
    yield _zone(world, settings)
    yield _port(settings)
    yield _reach(settings)
    yield from _platforms(world)


def _python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    return Finding(Sign.GOOD, f"Python {version}.")


def _sqlite() -> Finding:
    # One connection writes, so the write-ahead log's fault of 3.7.0 to 3.51.2, which
    # needs two, cannot strike; nothing else may write to the file meanwhile.
    version = sqlite3.sqlite_version
    note = ""
    if sqlite3.sqlite_version_info < (3, 51, 3):
        note = " Let no other program write to the database while the bot runs."
    return Finding(Sign.GOOD, f"SQLite {version}.{note}")


def _folder(settings: Settings) -> Iterator[Finding]:
    from adapters.serve import CannotStart, locked
    from bot.store import Newer, Store, Unusable

    try:
        locked(settings).release()
    except CannotStart as fault:
        running = "already running" in str(fault)
        yield Finding(Sign.NOTE if running else Sign.BAD, str(fault))
        if not running:
            return
    free = shutil.disk_usage(settings.data).free
    if free < FREE:
        yield Finding(
            Sign.BAD, f"Only {free // 2**20} MB are free in {settings.data}; make room."
        )
    if not settings.database.exists():
        yield Finding(Sign.GOOD, f"Data will be kept in {settings.data.resolve()}.")
        return
    try:
        store = Store.reading(settings.database)
        sizes = store.sizes()
        store.close()
    except (Newer, Unusable, sqlite3.DatabaseError) as fault:
        yield Finding(
            Sign.BAD,
            f"{settings.database} cannot be read ({fault}). Put a backup in its place.",
        )
        return
    yield Finding(
        Sign.GOOD,
        f"Data is kept in {settings.data.resolve()}: {sizes.get('members', 0):,} "
        f"accounts, {sizes.get('attempts', 0):,} steps in the log.",
    )


def _decks() -> Iterator[Finding]:
    from adapters.serve import shipped

    wanted = len(list(SEEDS.glob("*.toml")))
    found = shipped()
    for deck in found:
        yield Finding(Sign.GOOD, f"Deck {deck.title}: {len(deck.cards)} cards.")
    if len(found) < max(1, wanted):
        yield Finding(
            Sign.BAD,
            "A deck in seeds/ cannot be read. Try: studybot deck check seeds/*",
        )


def _zone(world: World, settings: Settings) -> Finding:
    zone = world.zone(settings)
    whose = "as STUDYBOT_ZONE says" if settings.zone else "this machine's"
    return Finding(Sign.GOOD, f"A new channel lives in {zone} ({whose}).")


def _port(settings: Settings) -> Finding:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as fault:
            return Finding(
                Sign.NOTE,
                f"{settings.host}:{settings.port} cannot be had now "
                f"({fault.strerror or fault}). If that is not your running bot, "
                f"choose another with STUDYBOT_PORT.",
            )
    return Finding(
        Sign.GOOD, f"The page will be at http://{settings.host}:{settings.port}."
    )


def _reach(settings: Settings) -> Finding:
    from adapters.web.access import loopback

    if loopback(settings.host):
        return Finding(Sign.GOOD, "Only this machine can open the page.")
    if settings.web_token or settings.web_manager_token:
        return Finding(Sign.GOOD, "Others can open the page with the token.")
    return Finding(
        Sign.BAD,
        "The page would be open to the network. Set STUDYBOT_WEB_TOKEN (16 characters "
        "or more), or STUDYBOT_HOST=127.0.0.1.",
    )


def _platforms(world: World) -> Iterator[Finding]:
    settings = world.settings()
    if settings.discord_token:
        from adapters.discord import doctor as discord

        for advice in discord.findings(
            settings.discord_token, settings.discord_api_url
        ):
            yield Finding(Sign.GOOD if advice.good else Sign.BAD, advice.text)
    else:
        yield Finding(Sign.NOTE, "Discord is not set up: no DISCORD_TOKEN.")
    if settings.slack:
        from adapters.slack import doctor as slack
        from adapters.slack.settings import from_environment

        tokens = from_environment(settings.slack)
        for advice in (*slack.findings(tokens), *slack.asked(tokens)):
            yield Finding(Sign.GOOD if advice.good else Sign.BAD, advice.text)
    else:
        yield Finding(Sign.NOTE, "Slack is not set up: no SLACK_BOT_TOKEN.")
