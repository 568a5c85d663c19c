"""The quiz engine: cards, rounds, streaks and calendars, and no chat platform."""
