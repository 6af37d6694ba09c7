"""What is asked on the page of a missing person, and the agreement of two on which it goes out."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def to(model, **more):
    return models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, to=model, **more)


class Migration(migrations.Migration):
    dependencies = [
        ('journeys', '0010_several_colleagues'),
        ("sharing", "0008_withdrawn"),
        ("cases", "0009_people_around"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            "MissingSheet",
            [
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False),
                ),
                ("folder", models.UUIDField(db_index=True)),
                ("version", models.PositiveIntegerField(default=0)),
                ("sealed", models.BinaryField()),
                ("language", models.CharField(max_length=8)),
                ("made_on", models.DateField()),
                ("area", to("partners.area", null=True, related_name="+")),
                ("made_by", to(settings.AUTH_USER_MODEL, related_name="+")),
                (
                    "override",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="missing_sheet",
                        to="sharing.override",
                    ),
                ),
                ("photo", to("cases.document", null=True, related_name="+")),
                ("traveller", to("journeys.traveller", related_name="sheets")),
            ],
            options={"ordering": ["-made_on", "id"]},
        ),
    ]
