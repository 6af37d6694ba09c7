"""The day on which a row was written, where whoever writes it is."""

from collections.abc import Sequence
from datetime import date

from django.db import models
from django.utils import timezone


class DayWritten(models.DateField):
    """A `DateField` whose `auto_now_add` takes the day of the office of whoever writes
    (`accounts.middleware.OfficeTime`). That of Django takes the day of the server: what was asked
    for in another office stood there as asked tomorrow."""

    def pre_save(self, model_instance: models.Model, add: bool) -> date:
        if add and self.auto_now_add:
            setattr(model_instance, self.attname, timezone.localdate())
        day: date = getattr(model_instance, self.attname)
        return day

    def deconstruct(self) -> tuple[str, str, Sequence[object], dict[str, object]]:
        """Return the field of before: the column is the same, so that no table is migrated."""
        name, _path, args, options = super().deconstruct()
        return name, "django.db.models.DateField", args, options
