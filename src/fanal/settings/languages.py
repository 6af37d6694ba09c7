"""The languages of the interface, under their own names: those in which all of it is worded.

Another one stands here once its catalogues are complete (tests/architecture/test_translations.py).
"""

LANGUAGES = [
    ("fr", "Français"),
    ("en", "English"),
    ("vi", "Tiếng Việt"),
]
