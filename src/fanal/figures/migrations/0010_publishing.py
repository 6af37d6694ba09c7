"""What two people decided of an estimate. Additive: going back drops the table."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import fanal.sealed.columns


class Migration(migrations.Migration):
    dependencies = [
        ("figures", "0009_links_made_of"),
    ]

    operations = [
        migrations.CreateModel(
            name="EstimateRelease",
            fields=[
                ("waits", models.BooleanField(default=True)),
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "told",
                    fanal.sealed.columns.ServerSealedJSONField(
                        bound_to=("snapshot_id",), default=dict
                    ),
                ),
                (
                    "snapshot",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="release",
                        to="figures.snapshot",
                    ),
                ),
            ],
            options={"ordering": ["id"]},
        ),
    ]
