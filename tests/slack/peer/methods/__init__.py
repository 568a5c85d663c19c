"""The Web API, by family; importing it fills the table."""

from tests.slack.peer.registry import METHODS

from . import chat, conversations, files, oauth, users, views

__all__ = ["METHODS", "chat", "conversations", "files", "oauth", "users", "views"]
