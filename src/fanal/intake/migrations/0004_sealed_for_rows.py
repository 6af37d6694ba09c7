"""What is under the server's key is bound to its row."""

from django.db import migrations

from fanal.sealed.resealing import seal_for_rows


class Migration(migrations.Migration):
    # Each batch is a transaction of its own: a migration that stopped goes on where it was
    # (`fanal.sealed.resealing`).
    atomic = False
    dependencies = [("intake", "0003_opened_again")]
    operations = [
        migrations.RunPython(seal_for_rows("intake"), migrations.RunPython.noop),
    ]
