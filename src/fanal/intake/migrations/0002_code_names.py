"""Code names are given once."""

from django.db import migrations


def take(apps, schema_editor):
    """Every name that is in use, once; two that were drawn twice keep it."""
    from fanal.people.code_names import blind_lookup_key

    taken = apps.get_model("people", "TakenCodeName")
    for row in apps.get_model("intake", "Signal").objects.only("pk", "code_name").iterator():
        taken.objects.get_or_create(mark=blind_lookup_key(row.code_name))


class Migration(migrations.Migration):
    dependencies = [("intake", "0001_initial"), ("people", "0006_code_names")]

    operations = [
        migrations.RunPython(take, migrations.RunPython.noop),
    ]
