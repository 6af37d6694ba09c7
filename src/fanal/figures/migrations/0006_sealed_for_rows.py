"""What is under the server's key is bound to its row."""

from django.db import migrations

from fanal.sealed.resealing import seal_for_rows


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("figures", "0005_lists_under_the_server_key")]
    operations = [
        migrations.RunPython(seal_for_rows("figures"), migrations.RunPython.noop),
    ]
