"""Latin letters stay, without their marks (Vietnamese tones and vowels, đ)."""

from scriptnames.normal import unmarked


def romanise(word: str) -> str:
    """Nguyễn → nguyen."""
    return unmarked(word).lower()
