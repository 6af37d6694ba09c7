"""What is under the server's key is bound to its row."""

from django.db import migrations

from fanal.sealed.resealing import seal_for_rows
from fanal.sealed.columns import ServerSealedTextField


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("partners", "0002_allowance_declined")]
    operations = [
        migrations.AlterField(
            "pattern",
            "sealed",
            ServerSealedTextField(bound_to=("kind", "partner_id", "case")),
        ),
        migrations.AlterField(
            "trustfinding",
            "sealed",
            ServerSealedTextField(
                bound_to=(
                    "about_id", "colleague_id", "area_id", "closed", "said_by_id", "said_on",
                    "confirmed_by_id", "review_on", "until", "withdrawn_on",
                )
            ),
        ),
        migrations.RunPython(seal_for_rows("partners"), migrations.RunPython.noop),
    ]
