"""What slack_sdk logs of its own accord about its sockets, without uproar."""

import logging
import sys

from adapters.slack import faults

_CONNECTING = (
    "connect",
    "issue_new_wss_url",
    "monitor_current_session",
    "receive_messages",
)
"""Where it says that the line broke, or cannot be made. It logs what goes wrong with a
message that came in the same words, from elsewhere."""


def why(record: logging.LogRecord) -> str:
    """Why Slack could not be reached; empty where a line is about something else."""
    fault = sys.exc_info()[1]  # it logs while it handles one, and seldom shows it
    if record.funcName in _CONNECTING and isinstance(fault, faults.FAULTS):
        return reason(fault)
    return ""


def reason(fault: BaseException) -> str:
    return faults.code(fault) or str(fault) or repr(fault)
