"""What only Discord makes the bot say."""


def file_too_large(name: str, size: int, limit: int) -> str:
    return (
        f"{name} has {size / 2**20:.1f} MB, and Discord takes {limit // 2**20} MB. "
        "Ask whoever runs me for it: studybot deck export gives it on the command line."
    )


def upload_failed() -> str:
    return "I could not fetch that file from Discord. Please send it again."


def no_permission(text: str) -> str:
    return f"Discord says: {text}"


def no_thread() -> str:
    return "for that I need the permission Create Public Threads"


def no_pin() -> str:
    return "for that I need the permission Pin Messages"


def no_call() -> str:
    return "it is gone, or it does not allow everyone to mention it"


def not_everyone() -> str:
    return "I never call everyone. Choose a role of those who want to be called."
