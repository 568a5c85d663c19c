"""Text that would do something, if it were let."""

NAUGHTY = (
    "@everyone @here <@1> <@!2> <@&3> <#4>",
    "</quiz:5> <t:0:R> <id:customize> <:e:6> <a:e:7>",
    "[click](https://evil.example) https://evil.example <https://evil.example>",
    "discord.gg/abc DISCORD.GG/abc discordapp.com/invite/abc steam://run",
    "# big\n## big\n-# small\n> quote\n>>> quote\n- item\n* item\n1. one",
    "**b** __u__ *i* _i_ ~~s~~ ||hidden|| `c` ```\ncode\n```",
    "\u202eevil\u202c \u2066x\u2069 a\u200bb \ufeff\u00ad\u2028 \x00\x07",
    "\\*not\\* \\",
    "```",
    "`" * 50,
    "W" * 5000,
    "𝒳" * 3000,
    " \n\n\n\n\n ",
    "",
)

EVERYTHING = "\n".join(NAUGHTY[:9])
