"""Best-interests decisions by two on who answers for a child. Consents stay as they were given."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import fanal.sealed.columns
from fanal.cases.models import CarerDecision


def to(model, **more):
    return models.ForeignKey(
        on_delete=django.db.models.deletion.RESTRICT, related_name="+", to=model, **more
    )


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0022_days_and_watch_list"),
        ("people", "0023_age_for_consent"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            "CarerDecision",
            [
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("folder", models.UUIDField(db_index=True)),
                ("version", models.PositiveIntegerField(default=0)),
                ("sealed", models.BinaryField()),
                (
                    "coded",
                    fanal.sealed.columns.ServerSealedJSONField(bound_to=CarerDecision.BOUND_TO),
                ),
                ("on", models.DateField()),
                ("until", models.DateField(null=True)),
                ("ended_on", models.DateField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="carer_decisions",
                        to="cases.case",
                    ),
                ),
                ("person", to("people.person")),
                ("speaker", to("cases.entry", null=True)),
                ("first", to(settings.AUTH_USER_MODEL)),
                ("second", to(settings.AUTH_USER_MODEL, null=True)),
                ("declined_by", to(settings.AUTH_USER_MODEL, null=True)),
            ],
            options={"ordering": ["-on", "id"]},
        ),
        migrations.AddConstraint(
            "carerdecision",
            models.CheckConstraint(
                condition=models.Q(second=None) | ~models.Q(second=models.F("first")),
                name="two_people_decide_who_answers",
            ),
        ),
    ]
