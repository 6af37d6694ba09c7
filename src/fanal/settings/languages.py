"""The languages of the interface, under their own names: those in which all of it is worded.

Another one stands here once its catalogues are complete (tests/architecture/test_translations.py).
"""

LANGUAGES = [("fr", "Français"), ("en", "English"), ("vi", "Tiếng Việt")]


def chosen(codes: list[str]) -> list[tuple[str, str]]:
    """Return those of them that an installation offers, in its order."""
    names = dict(LANGUAGES)
    return [(code, names[code]) for code in codes]
