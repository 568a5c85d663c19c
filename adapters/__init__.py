"""The adapters: each knows one platform, and none of the rules."""
