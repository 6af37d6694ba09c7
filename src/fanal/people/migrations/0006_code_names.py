"""Code names are given once."""

from django.db import migrations, models


def take(apps, schema_editor):
    """Every name that is in use, once; two that were drawn twice keep it."""
    from fanal.people.code_names import blind_lookup_key

    taken = apps.get_model("people", "TakenCodeName")
    for row in apps.get_model("people", "Person").objects.only("pk", "code_name").iterator():
        taken.objects.get_or_create(mark=blind_lookup_key(row.code_name))


class Migration(migrations.Migration):
    dependencies = [("people", "0005_transfers")]

    operations = [
        migrations.CreateModel(
            "TakenCodeName",
            [("mark", models.CharField(max_length=64, primary_key=True, serialize=False))],
        ),
        migrations.RunPython(take, migrations.RunPython.noop),
    ]
