"""The day on which a row is written is that of an office, never that of the server."""

import re
from pathlib import Path

from django.apps import apps
from django.db import models

from fanal.database.days_written import DayWritten

SOURCE = Path(__file__).resolve().parents[2] / "src" / "fanal"


def test_no_column_takes_the_day_of_the_server():
    """`auto_now_add` of Django asks `date.today()`: a column that does so is a `DayWritten`."""
    of_the_server = [
        str(field)
        for model in apps.get_models()
        if model.__module__.startswith("fanal.")
        for field in model._meta.get_fields()
        if isinstance(field, models.DateField)
        and (field.auto_now or field.auto_now_add)
        and not isinstance(field, DayWritten)
    ]
    assert of_the_server == []


# Days of what somebody of ours did: where her office is a day ahead, her reader's day is the last.
# Nobody types them, so that none is meant to be ahead.
WRITTEN_BY_US = (
    "agreed|answered|asked|back_asked|closed|confirmed|countersigned|decided|declined|dropped|ended"
    "|given_back|kept|lifted|made|opened|over|proposed|read|recall_answered|recalled|refused|taken"
    "|taken_back|told|undone|withdrawn"
)
SHOWN = re.compile(
    rf"\b(?:{WRITTEN_BY_US})_on(?:\|(?!(?:here|near|day_kept|yesno|in_her_own_hands)\b)|\s*}}}})"
    rf"|(?:date_format|relative_day)\([\w.\[\]]*\b(?:{WRITTEN_BY_US})_on\b"
)


def test_no_page_says_of_what_was_written_that_it_was_written_tomorrow():
    """Templates show such a day by `|here` or `|near`, views by `date_here`."""
    pages = [path for kind in ("*.html", "*.py") for path in SOURCE.rglob(kind)]
    found = [
        f"{path.relative_to(SOURCE)}:{number}"
        for path in pages
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if SHOWN.search(line)
    ]
    assert found == []
