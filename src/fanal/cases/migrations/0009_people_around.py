"""Who answered for her, and what the gate reads of the people around her without a key.

Entries of before stay sealed: each gets its row when somebody who can open it looks at it next.
"""

import django.db.models.deletion
from django.db import migrations, models

import fanal.sealed.columns


class Migration(migrations.Migration):
    dependencies = [('cases', '0008_present_state')]
    operations = [
        migrations.CreateModel(
            "PersonAround",
            [
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.RESTRICT,
                        primary_key=True,
                        related_name="around",
                        serialize=False,
                        to="cases.entry",
                    ),
                ),
                ("coded", fanal.sealed.columns.ServerSealedJSONField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="people_around",
                        to="cases.case",
                    ),
                ),
            ],
            options={"ordering": ["entry"]},
        ),
        migrations.AddField(
            "consent",
            "giver",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="+",
                to="cases.entry",
            ),
        ),
    ]
