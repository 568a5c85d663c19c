"""The channel in a browser: the bot serves the page itself."""

from adapters.web.server import Web
from adapters.web.settings import WebSettings

__all__ = ["Web", "WebSettings"]
