"""With a case its worker and stage are marked, what was told to partners, and the plans of its
people, once two people certified what stands there now. On the way back the ledger forgets that
they did: the earlier release marks less."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from fanal.authority.ledger_head import certify_anew_above

LEVEL_OF_BEFORE = 5


def forwards(apps: Any, schema_editor: Any) -> None:
    """Nothing: what stands there is for two people to certify."""


def backwards(apps: Any, schema_editor: Any) -> None:
    certify_anew_above(LEVEL_OF_BEFORE)


class Migration(migrations.Migration):
    dependencies = [
        ("authority", "0002_class_names"),
        ("cases", "0035_counted_by_index"),
    ]

    operations = [migrations.RunPython(forwards, backwards)]
