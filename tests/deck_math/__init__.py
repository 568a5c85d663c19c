"""The generative-models deck, computed: each formula among its options is worked out.

An option is found by its card, its check and its text, letter by letter: who changes
the text has to change what is computed, or the tests fail.
"""
