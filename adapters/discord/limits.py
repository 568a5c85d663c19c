"""What Discord takes at most. One table; the sources stand beside the numbers.

`message` is docs/resources/message, `components` docs/components/reference, `commands`
docs/interactions/application-commands, `interactions`
docs/interactions/receiving-and-responding of Discord's developer documentation.
"""

from typing import Final

# Messages of components (flag IS_COMPONENTS_V2).

COMPONENTS: Final = 40
"""Components of a message, nested ones included; `components`, since 2025-04-29."""

TEXT: Final = 4000
"""Characters over all text displays of a message, as sent; `components`."""

ROW_BUTTONS: Final = 5
BUTTON_LABEL: Final = 80
CUSTOM_ID: Final = 100
SELECT_OPTIONS: Final = 25
OPTION: Final = 100
"""Characters of an option's label or value, in selects, boxes and radio groups."""

PLACEHOLDER: Final = 150
"""Characters of a select's placeholder; `components`."""

GALLERY: Final = 10
ALT: Final = 1024
"""Characters of a picture's description; `message`."""

ATTACHMENTS: Final = 10
ATTACHMENT_BYTES: Final = 10 * 1024 * 1024
"""Upload limit of an app without a boosted server; docs/reference, since 2024-09."""

NONCE: Final = 25
THREAD_NAME: Final = 100

# Modals.

MODAL_TITLE: Final = 45
MODAL_PARTS: Final = 5
LABEL: Final = 45
LABEL_DESCRIPTION: Final = 100
INPUT: Final = 4000
BOXES: Final = 10
"""Options of a checkbox group (from 1) or a radio group (from 2); `components`."""

# Commands.

COMMAND_NAME: Final = 32
COMMAND_HELP: Final = 100
COMMAND_OPTIONS: Final = 25
COMMAND_CHOICES: Final = 25
COMMAND_TEXT: Final = 8000
"""Characters of names, descriptions and values of one command; `commands`."""

COMMANDS: Final = 100

# Requests and files.

REQUESTS_A_SECOND: Final = 47
"""Requests in any second, over all but interactions. Discord's limit is 50
(docs/topics/rate-limits); not every request is equally long on its way."""

REQUESTS_AT_ONCE: Final = 2
"""Of these, how many go together where the loop was late; else they are spread out."""
