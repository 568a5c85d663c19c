"""The use cases, a module for each thing that members do or that the clock does.

Each takes a turn (the store, the moment, the dice; for members also who asks) and
returns what to show. Writes go through the store; the caller commits.
"""
