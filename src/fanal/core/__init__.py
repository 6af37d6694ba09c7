"""The rules and the mathematics: no Django, no clock, no network, no files but its own data."""
