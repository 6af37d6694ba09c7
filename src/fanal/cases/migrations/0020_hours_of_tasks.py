"""Tasks have an hour, may come again and be reminded of; those of before have none of it."""

import django.db.models.deletion
from django.db import migrations, models

from fanal.sealed.resealing import seal_from
from fanal.sealed.columns import ServerSealedJSONField


def nothing(task):
    return []


class Migration(migrations.Migration):
    dependencies = [("cases", "0019_attested_rules")]
    operations = [
        migrations.AddField("task", "times", ServerSealedJSONField(default=list)),
        migrations.RunPython(
            seal_from("cases", "Task", times=nothing), migrations.RunPython.noop
        ),
        migrations.AddField(
            "task",
            "comes_from",
            models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="comes_again",
                to="cases.task",
            ),
        ),
    ]
