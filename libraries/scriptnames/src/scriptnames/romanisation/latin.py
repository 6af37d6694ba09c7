"""Latin letters stay, without their marks (Vietnamese tones and vowels, đ)."""

from __future__ import annotations

from scriptnames.normal import unmarked


def romanise(word: str) -> str:
    """Nguyễn → nguyen."""
    return unmarked(word).lower()
