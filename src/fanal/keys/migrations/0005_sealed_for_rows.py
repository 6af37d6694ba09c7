"""What is under the server's key is bound to its row."""

from django.db import migrations

from fanal.sealed.resealing import seal_for_rows


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("keys", "0004_draft_form_inside_the_seal")]
    operations = [
        migrations.RunPython(seal_for_rows("keys"), migrations.RunPython.noop),
    ]
