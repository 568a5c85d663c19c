"""Decks in files."""
