"""Log lines without secrets, at whatever level and from whichever library."""

import logging
import re

_SECRETS = re.compile(
    r"xox[a-z]-[\w-]+|xapp-[\w-]+"  # Slack
    r"|[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}"  # Discord's bot tokens
    r"|(?<=webhooks/)\d+/[\w-]+"  # Discord's interaction tokens, in addresses
    r"|(?<=interactions/)\d+/[\w-]+"
    r"|(?<=[\"']token[\"']: [\"'])[^\"']+"  # Discord's, in logged events
    r"|(?<=hooks\.slack\.com/)[\w/-]+"  # where members are answered
    r"|(?<=token=)[^&\s\"']+"
    r"|(?<=ticket=)[^&\s\"']+",  # Slack's, for one connection
    re.ASCII,
)


def redact(text: str) -> str:
    """The text with anything like a token blotted out."""
    return _SECRETS.sub("[secret]", text)


class Redacted(logging.Formatter):
    """Formats as ever, traceback included, then blots out secrets."""

    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(record))
