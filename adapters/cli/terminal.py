"""A terminal: text of others is shown as typed; a bar moves where somebody watches."""

from collections.abc import Callable
from typing import TypeVar

from rich import markup
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from adapters.plain import clean

T = TypeVar("T")


def escape(text: str) -> str:
    """Neither markup of rich's nor an order to the terminal."""
    return markup.escape(clean(text))


def while_showing(what: str, work: Callable[[], T]) -> T:
    """Do something that may take long, with a moving bar for those who watch."""
    console = Console(stderr=True, soft_wrap=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    hidden = not console.is_terminal
    with Progress(*columns, console=console, transient=True, disable=hidden) as bar:
        bar.add_task(escape(what), total=None)
        return work()
