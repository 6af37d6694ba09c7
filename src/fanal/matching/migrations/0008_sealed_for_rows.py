"""What is under the server's key is bound to its row."""

from django.db import migrations

from fanal.sealed.resealing import seal_for_rows


class Migration(migrations.Migration):
    # Each batch is a transaction of its own: a migration that stopped goes on where it was
    # (`fanal.sealed.resealing`).
    atomic = False
    dependencies = [("registers", "0007_sizes_of_lists_agreed")]
    operations = [
        migrations.RunPython(seal_for_rows("registers"), migrations.RunPython.noop),
    ]
