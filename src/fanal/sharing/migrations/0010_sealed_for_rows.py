"""What is under the server's key is bound to its row."""

from django.db import migrations

from fanal.sealed.resealing import seal_for_rows
from fanal.sealed.columns import ServerSealedTextField


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("sharing", "0009_override_declined")]
    operations = [
        migrations.AlterField(
            "override",
            "text",
            ServerSealedTextField(
                bound_to=(
                    "case_id", "partner_id", "team_id", "ground", "purpose", "classes",
                    "first_id", "second_id", "at",
                )
            ),
        ),
        migrations.RunPython(seal_for_rows("sharing"), migrations.RunPython.noop),
    ]
