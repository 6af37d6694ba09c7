"""The day on which a row is written is that of an office, never that of the server."""

from django.apps import apps
from django.db import models

from fanal.days_written import DayWritten


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
