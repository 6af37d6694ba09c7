"""What was said yes or no to counts as it was written down here, once two people certified what stood
there before. On the way back the ledger forgets that they did: the earlier release attests none."""

from __future__ import annotations

from typing import Any

from django.db import migrations

import fanal.authority.fields
from fanal.authority.ledger_head import certify_anew_above

LEVEL_OF_BEFORE = 2


def forwards(apps: Any, schema_editor: Any) -> None:
    """Nothing: what stands there is for two people to certify."""


def backwards(apps: Any, schema_editor: Any) -> None:
    certify_anew_above(LEVEL_OF_BEFORE)


class Migration(migrations.Migration):
    dependencies = [("authority", "0002_class_names"), ("cases", "0032_teams_by_index")]

    operations = [
        migrations.AddField(
            model_name="consent",
            name="attestation",
            field=fanal.authority.fields.AttestationField(default=b""),
        ),
        migrations.AddField(
            model_name="consent",
            name="attested_version",
            field=fanal.authority.fields.VersionField(default=0, editable=False),
        ),
        migrations.RunPython(forwards, backwards),
    ]
