"""The list of a pseudonym is written in short from now on; the column is the same, and so are the
rows until each is written again: they are read in either form."""

from django.db import migrations

import fanal.coded_facts.models


class Migration(migrations.Migration):
    dependencies = [("coded_facts", "0001_facts_of_pseudonyms")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    "factlist",
                    "held",
                    fanal.coded_facts.models.HeldField(
                        default=fanal.coded_facts.models.no_facts
                    ),
                )
            ]
        )
    ]
