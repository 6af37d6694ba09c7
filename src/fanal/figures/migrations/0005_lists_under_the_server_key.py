"""Lists under the server's key: codes of sources can name a partner or a team."""

from django.db import migrations

import fanal.sealed.columns


def seal(apps, schema_editor):
    for row in apps.get_model("figures", "Study").objects.only("id", "plain"):
        row.lists = row.plain
        row.save(update_fields=["lists"])


class Migration(migrations.Migration):
    dependencies = [("figures", "0004_who_was_counted")]
    operations = [
        migrations.RenameField("study", "lists", "plain"),
        migrations.AddField(
            "study",
            "lists",
            fanal.sealed.columns.ServerSealedJSONField(default=dict),
            preserve_default=False,
        ),
        migrations.RunPython(seal, migrations.RunPython.noop),
        migrations.RemoveField("study", "plain"),
    ]
