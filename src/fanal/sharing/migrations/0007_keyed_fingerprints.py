"""What went out before has no fingerprint any more: it was a hash that could be tried."""

from django.db import migrations


def forget(apps, schema_editor):
    apps.get_model("sharing", "Disclosure").objects.update(digest="")


class Migration(migrations.Migration):
    dependencies = [("sharing", "0006_partner_files")]
    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
