"""Letters of a script without a table of ours (Cyrillic, Hangul …), by the library anyascii."""

from anyascii import anyascii


def romanise(word: str) -> str:
    """Иван → ivan. What the library cannot tell is left out."""
    return "".join(letter for letter in anyascii(word).lower() if "a" <= letter <= "z")
