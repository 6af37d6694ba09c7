"""The languages of the interface, each under its own name: those alone in which all of it is worded.

Another one stands here once its catalogues are complete (`tests/architecture/test_translations.py`).
"""

LANGUAGES = [
    ("fr", "Français"),
    ("en", "English"),
    ("vi", "Tiếng Việt"),
]
