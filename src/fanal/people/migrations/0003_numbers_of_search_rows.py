import secrets

from django.db import migrations, models

FEW = 2000


def numbers(apps, schema_editor):
    """Each row there is gets the number by which tokens will point to it."""
    rows = apps.get_model("people", "SearchRow").objects
    while some := list(rows.filter(number=None).only("id")[:FEW]):
        for row in some:
            row.number = secrets.randbits(62)
        rows.bulk_update(some, ["number"], batch_size=200)


class Migration(migrations.Migration):

    dependencies = [("people", "0002_answers_with_reasons")]

    operations = [
        migrations.AddField("searchrow", "number", models.BigIntegerField(null=True)),
        migrations.AddField("searchrow", "indexed", models.BooleanField(default=False)),
        migrations.RunPython(numbers, migrations.RunPython.noop),
    ]
