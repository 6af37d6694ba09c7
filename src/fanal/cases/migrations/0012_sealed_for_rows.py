"""What is under the server's key is bound to its row."""

from django.db import migrations

from fanal.sealed.resealing import seal_for_rows
from fanal.sealed.columns import ServerSealedJSONField, ServerSealedTextField

WHOSE = ("operation_id", "person_id")


class Migration(migrations.Migration):
    # Each batch is a transaction of its own: a migration that stopped goes on where it was
    # (`fanal.sealed.resealing`).
    atomic = False
    dependencies = [("cases", "0011_what_a_lead_decides")]
    operations = [
        migrations.AlterField(
            "statecode", "told", ServerSealedTextField(bound_to=("case_id", "person_id"))
        ),
        migrations.AlterField(
            "personaround", "coded", ServerSealedJSONField(bound_to=("case_id",))
        ),
        *(
            migrations.AlterField(
                "operationperson", name, ServerSealedTextField(default="not_known", bound_to=WHOSE)
            )
            for name in ("screened", "identified", "under_age", "after")
        ),
        *(
            migrations.AlterField(
                "operationperson",
                name,
                ServerSealedTextField(default="", blank=True, bound_to=WHOSE),
            )
            for name in ("identified_by", "refused_by")
        ),
        migrations.RunPython(seal_for_rows("cases"), migrations.RunPython.noop),
    ]
