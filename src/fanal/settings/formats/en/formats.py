"""Days as English writes them outside the United States: the month in letters, the hour of 24.

Django's own are "Nov. 5, 2026, 2:07 p.m." and "11/05/2026": to most readers the fifth of another
month. Short and long are one, so that a day reads alike on a board and on a page.
"""

DATE_FORMAT = SHORT_DATE_FORMAT = "j M Y"
DATETIME_FORMAT = SHORT_DATETIME_FORMAT = "j M Y, H:i"
YEAR_MONTH_FORMAT = "F Y"
MONTH_DAY_FORMAT = "j M"
TIME_FORMAT = "H:i"
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
