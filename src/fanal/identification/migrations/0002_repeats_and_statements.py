"""Reasons for a second interview, and statements that were taken of her."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def to(model, **more):
    return models.ForeignKey(
        on_delete=django.db.models.deletion.RESTRICT, related_name="+", to=model, **more
    )


def sealed():
    return [
        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
        ("folder", models.UUIDField(db_index=True)),
        ("version", models.PositiveIntegerField(default=0)),
        ("sealed", models.BinaryField()),
        ("case", to("cases.case")),
        ("person", to("people.person")),
    ]


USER = settings.AUTH_USER_MODEL


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0023_who_answers_for_her"),
        ("identification", "0001_begin"),
        ("people", "0023_age_for_consent"),
        migrations.swappable_dependency(USER),
    ]
    operations = [
        migrations.CreateModel(
            "RepeatRequest",
            [
                *sealed(),
                ("asked_on", models.DateField()),
                ("accepted_on", models.DateField(null=True)),
                ("declined_on", models.DateField(null=True)),
                ("used_on", models.DateField(null=True)),
                ("asked_by", to(USER)),
                ("accepted_by", to(USER, null=True)),
                ("declined_by", to(USER, null=True)),
            ],
            options={"ordering": ["asked_on", "id"]},
        ),
        migrations.AddConstraint(
            "repeatrequest",
            models.CheckConstraint(
                condition=models.Q(accepted_by=None) | ~models.Q(accepted_by=models.F("asked_by")),
                name="another_accepts_a_second_interview",
            ),
        ),
        migrations.CreateModel(
            "VictimStatement",
            [
                *sealed(),
                ("on", models.DateField()),
                ("made_on", models.DateField()),
                ("made_by", to(USER)),
            ],
            options={"ordering": ["on", "id"]},
        ),
    ]
