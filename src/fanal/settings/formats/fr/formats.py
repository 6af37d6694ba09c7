"""A day and its hour as French writes them in a sentence: Django's own join them without a word."""

DATETIME_FORMAT = r"j F Y \à H:i"
