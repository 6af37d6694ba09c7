"""What stands in each case is marked once two people certified what stands there now. On the way
back the ledger forgets that they did: the earlier release marks none."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models

from fanal.authority.ledger_head import certify_anew_above

LEVEL_OF_BEFORE = 4


def forwards(apps: Any, schema_editor: Any) -> None:
    """Nothing: what stands there is for two people to certify."""


def backwards(apps: Any, schema_editor: Any) -> None:
    certify_anew_above(LEVEL_OF_BEFORE)


class Migration(migrations.Migration):
    dependencies = [
        ("authority", "0002_class_names"),
        ("cases", "0033_attested_consents"),
    ]

    operations = [
        migrations.AddField(
            model_name="casedays",
            name="version",
            field=models.PositiveBigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="casedays",
            name="changed",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="casedays",
            name="still_due",
            field=models.BinaryField(default=b""),
        ),
        migrations.AddField(
            model_name="casedays",
            name="all_rows",
            field=models.BinaryField(default=b""),
        ),
        migrations.AddIndex(
            model_name="casedays",
            index=models.Index(
                condition=models.Q(changed=True), fields=["case"], name="cases_changed_by_hand"
            ),
        ),
        migrations.RunPython(forwards, backwards),
    ]
