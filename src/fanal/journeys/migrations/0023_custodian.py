"""One word for who holds her: `hands` become `custodian`. No column is touched."""

import django.db.models.deletion
from django.db import migrations, models

CUSTODIAN = "journeys.journeycustodian"


class Migration(migrations.Migration):
    dependencies = [("journeys", "0022_names_of_the_field")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    "journeycustodian",
                    "journey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="custodians",
                        to="journeys.journey",
                    ),
                ),
                migrations.RenameField("decision", "hands", "custodian"),
                migrations.AlterField(
                    "decision",
                    "custodian",
                    models.ForeignKey(
                        db_column="hands_id",
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="decisions",
                        to=CUSTODIAN,
                    ),
                ),
            ],
        ),
    ]
