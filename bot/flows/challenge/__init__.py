"""Challenges: the lobby, each question from asking to its answer, and the result.

Presses come in by `lobby`, `lockin`, `leading` and `ending`; the clock by `course`.
"""
