"""The fingerprint of a certificate under the server's key: whoever issued the paper knew it again."""

from django.db import migrations, models

import fanal.sealed.columns


def seal(apps, schema_editor):
    for row in apps.get_model("journeys", "Certificate").objects.iterator():
        row.fingerprint = row.plain
        row.save(update_fields=["fingerprint"])


class Migration(migrations.Migration):
    dependencies = [("journeys", "0006_mails_due")]
    operations = [
        migrations.RenameField("certificate", "fingerprint", "plain"),
        migrations.AddField(
            "certificate",
            "fingerprint",
            fanal.sealed.columns.ServerSealedTextField(default=""),
            preserve_default=False,
        ),
        migrations.RunPython(seal, migrations.RunPython.noop),
        migrations.RemoveField("certificate", "plain"),
    ]
