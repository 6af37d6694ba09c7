"""The three ways in which something stays closed."""


class Closed(Exception):
    """Something sealed cannot be read now."""


class Locked(Closed):
    """The pass-phrase has not been given in this session, or too long ago."""


class NotGranted(Closed):
    """This person holds no key to it."""


class BrokenSeal(Closed):
    """Not what was sealed: changed, moved from its place, cut, or of an algorithm we refuse."""
