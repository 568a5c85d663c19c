"""Studybot in Slack workspaces and direct messages."""

from adapters.slack.client import Slack
from adapters.slack.settings import SlackSettings

__all__ = ["Slack", "SlackSettings"]
