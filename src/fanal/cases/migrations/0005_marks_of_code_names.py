"""A case is found by the mark of its code name."""

from django.db import migrations

from fanal.sealed.server_key import MarkField


def mark_all(apps, schema_editor):
    """The field marks what is written. Under the server's key: nothing sealed for people is opened."""
    for row in apps.get_model("cases", "Case").objects.only("pk", "code_name").iterator():
        row.save(update_fields=["mark"])


class Migration(migrations.Migration):
    dependencies = [("cases", "0004_code_names")]

    operations = [
        migrations.AddField("case", "mark", MarkField(of="code_name", purpose="code names")),
        migrations.RunPython(mark_all, migrations.RunPython.noop),
    ]
