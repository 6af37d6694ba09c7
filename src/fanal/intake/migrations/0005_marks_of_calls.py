"""How a call stands is marked under the server's key: one that was put aside by hand is found."""

from django.db import migrations

from fanal.sealed.server_key import MarkField, marked

PURPOSE = "how a call stands"


def mark_all(apps, schema_editor):
    calls = apps.get_model("intake", "Signal").objects
    rows = calls.order_by().values_list("pk", "state", "urgent")
    for pk, state, urgent in list(rows):
        calls.filter(pk=pk).update(mark=marked(f"{pk}|{state}|{urgent}", PURPOSE))


class Migration(migrations.Migration):
    dependencies = [("intake", "0004_sealed_for_rows")]

    operations = [
        migrations.AddField(
            "signal", "mark", MarkField(of="standing", purpose=PURPOSE, db_index=False)
        ),
        migrations.RunPython(mark_all, migrations.RunPython.noop),
    ]
