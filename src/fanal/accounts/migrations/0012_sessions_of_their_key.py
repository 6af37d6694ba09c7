"""What the row of a session says is signed for its own key. The sessions that run are signed anew, on
the way here and on the way back, so that nobody signs in again; one that does not open ends."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core import signing
from django.db import migrations

OF_ANY_KEY = "django.contrib.sessions.SessionStore"
type Salt = Callable[[str], str]


def of_its_key(hashed_key: str) -> str:
    return f"fanal.session|{hashed_key}"


def of_any_key(hashed_key: str) -> str:
    return OF_ANY_KEY


def sign_anew(apps: Any, before: Salt, after: Salt) -> None:
    for row in apps.get_model("sessions", "Session").objects.all():
        try:
            told = signing.loads(row.session_data, salt=before(row.session_key))
        except signing.BadSignature:
            row.delete()
            continue
        row.session_data = signing.dumps(told, salt=after(row.session_key), compress=True)
        row.save(update_fields=["session_data"])


def forwards(apps: Any, schema_editor: Any) -> None:
    sign_anew(apps, of_any_key, of_its_key)


def backwards(apps: Any, schema_editor: Any) -> None:
    sign_anew(apps, of_its_key, of_any_key)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0011_office_time_zone_and_closed_teams"),
        ("sessions", "0001_initial"),
    ]

    operations = [migrations.RunPython(forwards, backwards)]
