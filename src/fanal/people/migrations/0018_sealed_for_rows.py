"""What is under the server's key is bound to its row."""

from django.db import migrations

from fanal.sealed.resealing import seal_for_rows


class Migration(migrations.Migration):
    # Each batch is a transaction of its own: a migration that stopped goes on where it was
    # (`fanal.sealed.resealing`).
    atomic = False
    dependencies = [("people", "0017_burmese_and_khmer_as_they_sound")]
    operations = [
        migrations.RunPython(seal_for_rows("people"), migrations.RunPython.noop),
    ]
