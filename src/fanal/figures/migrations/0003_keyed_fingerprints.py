"""Fingerprints of estimates under the server's key: without one, small counts could all be tried."""

from django.db import migrations


def key(apps, schema_editor):
    from fanal.sealed.server_key import marked

    for row in apps.get_model("figures", "Snapshot").objects.only("id", "fingerprint"):
        row.fingerprint = marked(row.fingerprint, "estimates")
        row.save(update_fields=["fingerprint"])


class Migration(migrations.Migration):
    dependencies = [("figures", "0002_codedlink_own")]
    operations = [migrations.RunPython(key, migrations.RunPython.noop)]
