"""The day on which a certificate was kept, without its hour: nothing reads it."""

from django.db import migrations, models
from django.utils import timezone


def keep_the_day(apps, schema_editor):
    for row in apps.get_model("journeys", "Certificate").objects.only("id", "kept_at"):
        row.kept_on = timezone.localdate(row.kept_at)
        row.save(update_fields=["kept_on"])


class Migration(migrations.Migration):
    dependencies = [("journeys", "0007_fingerprints_under_the_server_key")]
    operations = [
        migrations.AddField("certificate", "kept_on", models.DateField(null=True)),
        migrations.RunPython(keep_the_day, migrations.RunPython.noop),
        migrations.AlterField("certificate", "kept_on", models.DateField()),
        migrations.AlterModelOptions("certificate", {"ordering": ["kept_on", "id"]}),
        migrations.RemoveField("certificate", "kept_at"),
    ]
