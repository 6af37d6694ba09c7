"""What is under the server's key is bound to its row."""

from django.db import migrations

from fanal.sealed.resealing import seal_for_rows


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("journeys", "0011_missing_sheet")]
    operations = [
        migrations.RunPython(seal_for_rows("journeys"), migrations.RunPython.noop),
    ]
