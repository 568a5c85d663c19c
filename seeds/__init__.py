"""The decks that ship with Studybot, one TOML file each."""
