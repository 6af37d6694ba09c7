"""A day and its hour as French writes them in a sentence: Django's own join them without a word.

The first of a month is « 1er »: `S` is what fanal/web/french_days.py makes of it.
"""

DATE_FORMAT = "jS F Y"
DATETIME_FORMAT = "jS F Y \\à G\u202f\\h\u202fi"
# A day in figures alone reads as another month in half of the languages of our partners.
SHORT_DATE_FORMAT = "jS N Y"
SHORT_DATETIME_FORMAT = "jS N Y, G\u202f\\h\u202fi"
TIME_FORMAT = "G\u202f\\h\u202fi"
MONTH_DAY_FORMAT = "jS F"
THOUSAND_SEPARATOR = "\u202f"
NUMBER_GROUPING = 3
