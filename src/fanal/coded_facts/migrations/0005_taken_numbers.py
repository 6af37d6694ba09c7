"""The numbers of a page as they were taken along in a file. Additive: going back drops the table,
and later pages name no difference to what was given out before."""

import uuid

from django.db import migrations, models

import fanal.sealed.columns


class Migration(migrations.Migration):
    dependencies = [("coded_facts", "0004_class_names")]

    operations = [
        migrations.CreateModel(
            name="TakenNumbers",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("page", models.CharField(max_length=40)),
                ("period", models.CharField(max_length=10)),
                ("on", models.DateField()),
                ("cells", fanal.sealed.columns.ServerSealedJSONField(bound_to=("page", "period"))),
            ],
            options={"ordering": ["-on", "id"]},
        ),
        migrations.AddConstraint(
            model_name="takennumbers",
            constraint=models.UniqueConstraint(
                fields=("page", "period", "on"), name="taken_once_a_day"
            ),
        ),
    ]
