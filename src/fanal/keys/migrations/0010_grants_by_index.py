"""Grants by who holds them, and those that wait for an offer by it.

The index over all that wait for nothing goes: SQLite went through all of them by it. It is dropped
by itself, for to alter the column would copy the largest table there is.
"""

from typing import Any

from django.db import migrations, models


def drop(apps: Any, editor: Any) -> None:
    grant = apps.get_model("keys", "Grant")
    for name in editor._constraint_names(grant, ["waits_for"], index=True):
        editor.execute(editor._delete_index_sql(grant, name))


def put_back(apps: Any, editor: Any) -> None:
    grant = apps.get_model("keys", "Grant")
    column = grant._meta.get_field("waits_for")
    editor.execute(editor._create_index_sql(grant, fields=[column]))


class Migration(migrations.Migration):
    dependencies = [("keys", "0009_draft_written_by")]
    operations = [
        migrations.SeparateDatabaseAndState(
            [migrations.RunPython(drop, put_back)],
            [
                migrations.AlterField(
                    model_name="grant",
                    name="waits_for",
                    field=models.UUIDField(null=True),
                )
            ],
        ),
        migrations.AddIndex(
            model_name="grant",
            index=models.Index(
                condition=models.Q(("waits_for__isnull", False)),
                fields=["waits_for"],
                name="grants_that_wait",
            ),
        ),
        migrations.AddIndex(
            model_name="grant",
            index=models.Index(
                condition=models.Q(("revoked__isnull", True), ("waits_for__isnull", True)),
                fields=["to_keys", "folder", "until"],
                name="grants_that_hold",
            ),
        ),
    ]
