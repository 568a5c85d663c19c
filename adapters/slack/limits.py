"""What Slack takes at most. One table; the sources stand beside the numbers.

The pages are below https://docs.slack.dev/; `blocks` is reference/block-kit/blocks,
`elements` reference/block-kit/block-elements, `views` reference/views.
"""

from typing import Final

# Messages.

BLOCKS: Final = 50
"""Blocks of a message; `blocks`. Views may have a hundred; ours have no more."""

SIZE: Final = 13_000
"""Characters of a message's blocks, as compact JSON. Slack's own limit is undocumented:
beyond about 13,200 comes `msg_blocks_too_long` (slackapi/bolt-js issues 2509 and 2867);
what is between is left for the mark, commas and brackets."""

TEXT: Final = 3000
"""Characters of a section's text; `blocks`, section."""

FALLBACK: Final = 1500
"""Characters of the text for notifications: our own; Slack recommends 4,000 at most."""

HEADER: Final = 150
ALT: Final = 2000
"""Characters of a picture's alternative text in a block; `blocks`, image."""

UPLOAD_ALT: Final = 1000
"""The same of an uploaded file; reference/methods/files.getUploadURLExternal."""

ACTIONS: Final = 25
"""Buttons in one block; `blocks`, actions."""

BUTTON: Final = 75
PLACEHOLDER: Final = 150
OPTION: Final = 75
"""Characters of an option's label; reference/block-kit/composition-objects."""

OPTION_VALUE: Final = 150
"""Characters of an option's value; slack_sdk's Option."""

SELECT_OPTIONS: Final = 100
BOXES: Final = 10
"""Options of checkboxes or radio buttons; `elements`."""

ID: Final = 255
"""Characters of a block_id or an action_id; `blocks`, `elements`."""

# Modals.

VIEW_TITLE: Final = 24
"""Characters of a modal's title and of its buttons; `views`, modal-views."""

METADATA: Final = 3000
"""Characters of a view's private_metadata; `views`."""

LABEL: Final = 2000
"""Characters of an input's label or hint; `blocks`, input."""

INPUT: Final = 3000
"""Characters that can be typed; `elements`, plain-text-input-element."""

# Commands.

COMMAND_HINT: Final = 1000
"""Characters of the hint behind a command; reference/app-manifest."""

# Time, in seconds.

SIGNED_FOR: Final = 300
"""Age of a signed request; authentication/verifying-requests-from-slack."""

TRIGGER_LIVES: Final = 3
"""Within which a press can open a modal; interactivity/handling-user-interaction."""

POST_GAP: Final = 1.0
"""Between two messages in a channel; apis/web-api/rate-limits."""

POSTS_A_MINUTE: Final = 300
"""chat.postMessage in a workspace, of which Slack says "several hundred"; ibid."""

EDITS_A_MINUTE: Final = 50
"""chat.update in a workspace, tier 3; apis/web-api/rate-limits."""

PEOPLE_A_MINUTE: Final = 80
"""users.info in a workspace: tier 4 is 100, and some are kept for who manages."""

# Bytes.

BODY_BYTES: Final = 1024 * 1024
"""A request of Slack's is a few kilobytes. Our own limit."""
