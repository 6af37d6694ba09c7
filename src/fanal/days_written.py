"""The day on which a row was written, where whoever writes it is."""

from datetime import date
from typing import Any

from django.db import models
from django.utils import timezone


class DayWritten(models.DateField):  # type: ignore[type-arg]  # Django's takes no parameter
    """A `DateField(auto_now_add=True)`, which takes the day of the server: what was asked for in
    another office stood there as asked tomorrow. Here it is the day of the office of whoever asks
    (`accounts.middleware.OfficeTime`)."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options | {"auto_now_add": True})

    def pre_save(self, model_instance: models.Model, add: bool) -> date:
        if add:
            setattr(model_instance, self.attname, timezone.localdate())
        day: date = getattr(model_instance, self.attname)
        return day

    def deconstruct(self) -> Any:
        """Return the field of before: the column is the same, so that no table is migrated."""
        name, _path, args, options = super().deconstruct()
        return name, "django.db.models.DateField", args, options
