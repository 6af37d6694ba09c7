"""That the register of a team is being compared, in a process of its own."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("registers", "0009_sealed_tracing"),
    ]
    operations = [
        migrations.CreateModel(
            name="Comparing",
            fields=[
                (
                    "team",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="accounts.team",
                    ),
                ),
                ("begun_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField()),
                ("step", models.PositiveSmallIntegerField(default=1)),
            ],
        ),
    ]
