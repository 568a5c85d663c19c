"""What only Slack makes the bot say."""

from bot.wording.counting import shorten


def one_moment() -> str:
    return "One moment: I am drawing the picture."


def working() -> str:
    return "One moment …"


def file_sent(name: str) -> str:
    return f"{name} is in our direct messages."


def file_not_sent(name: str) -> str:
    return (
        f"I may not send files in this workspace, so {name} stands here as text, "
        "as far as there is room. Ask an admin to allow the app files:write."
    )


def file_comment(name: str) -> str:
    return f"Here is {name}."


def upload_failed() -> str:
    return "I could not fetch that file from Slack. Please send it again."


def no_file() -> str:
    return "No file was given. Choose one, then send it."


def not_a_member(typed: str) -> str:
    return (
        f"“{shorten(typed, 40)}” is no member that Slack tells me of. Type @ and "
        "choose them from Slack's list. If you did, ask whoever runs me to look at the "
        "app's settings: at /study, “Escape channels, users, and links” must be ticked."
    )


def unknown_member() -> str:
    return "Slack does not tell me who that is. Try again in a minute."


def untold() -> str:
    return (
        "Slack does not tell me just now whether you may do that. Try again in a "
        "minute. If it goes on, the app may lack users:read."
    )


def private_channel() -> str:
    return "a private channel"


def refused(error: str) -> str:
    return f"Slack says: {error}"


def not_in_channel() -> str:
    return "I am not in it: type /invite @Studybot there first"


def no_pin() -> str:
    return "for that I need the scope pins:write, and to be in the channel"


def thread(title: str) -> str:
    return f"{title}: talk about it here. No spoilers before the card closes!"


def menu() -> str:
    return "What shall we do? You can also type it, such as /study quiz."


def welcome() -> str:
    return "Your streak, your progress and what is due, for you alone."


def todays_card(channel: str) -> str:
    return f"Today’s card in {channel}"


def cards_in(channel: str) -> str:
    return f"Set up cards in {channel}"


def channel_hint() -> str:
    return (
        "Cards of the day live in channels: type /study today there. Those who manage "
        "the workspace set them up with /study drop set."
    )


def installed(team: str) -> str:
    return f"Studybot is now in {team}. Type /study in a channel there to begin."


def install_denied() -> str:
    return "Nothing was installed. You can begin again at any time."


def install_stale() -> str:
    return "This took too long, or was begun in another browser. Please begin again."


def install_failed() -> str:
    return "Slack did not take it. Please begin again in a minute."


MENU: tuple[tuple[str, str], ...] = (
    ("Today’s card", "today"),
    ("Quiz me", "quiz"),
    ("Review", "review"),
    ("Streak", "streak"),
    ("Progress", "progress"),
    ("Leaderboard", "leaderboard"),
    ("Cards here", "drop status"),
    ("Settings", "settings"),
    ("Help", "help"),
)
"""What the menu offers: a label and the command behind it."""

MENU_TITLE = "Studybot"
CLOSE = "Close"
IMPORT_TITLE = "Add a deck"
IMPORT_LABEL = "Deck file"
IMPORT_SUBMIT = "Add"
