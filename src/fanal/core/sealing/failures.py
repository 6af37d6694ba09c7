"""The three ways in which something stays closed."""


class Closed(Exception):
    """Something sealed cannot be read now."""


class Locked(Closed):
    """The pass-phrase has not been given in this session, or too long ago."""


class NotGranted(Closed):
    """The user holds no key to it."""


class BrokenSeal(Closed):
    """The text is not what was sealed: changed, moved, cut, or of an algorithm we refuse."""
