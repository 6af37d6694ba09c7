"""A consent that names its partner in words is written anew with the partner of the list."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0006_taken_off")]
    operations = [
        migrations.AddField(
            "consent",
            "corrects",
            models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="corrected",
                to="cases.consent",
            ),
        )
    ]
