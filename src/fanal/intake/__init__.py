"""Signals: the first call, sealed at once, until it has an end that can be read again."""
