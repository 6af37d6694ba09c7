"""What consent asks of an age. Of people on file before, it is noted when somebody who can open
their births comes by: until then they are treated as children."""

import django.db.models.deletion
from django.db import migrations, models

import fanal.sealed.columns


class Migration(migrations.Migration):
    dependencies = [("people", "0022_without_keyed_index")]
    operations = [
        migrations.CreateModel(
            "AgeForConsent",
            [
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.RESTRICT,
                        primary_key=True,
                        related_name="age_for_consent",
                        serialize=False,
                        to="people.person",
                    ),
                ),
                ("coded", fanal.sealed.columns.ServerSealedJSONField()),
            ],
            options={"ordering": ["person"]},
        ),
    ]
