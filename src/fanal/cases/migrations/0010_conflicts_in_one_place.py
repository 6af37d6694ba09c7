"""No name leads from a case to its conflicts: they are read in `fanal.people.exclusion` alone.

Nothing changes in the database.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('cases', '0009_people_around')]

    operations = [
        migrations.AlterField(
            "conflictofinterest",
            "case",
            models.ForeignKey(
                on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="cases.case"
            ),
        )
    ]
