"""Licences of scales; who keeps a care file now; summaries of one request in the order in which they were released."""

from __future__ import annotations

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.migrations.state import StateApps

import fanal.sealed.columns


def number_summaries(apps: StateApps, _editor: object) -> None:
    """Of one day nobody knows the order any more: by id, once and for all."""
    summary = apps.get_model("care", "CareSummary")
    last: dict[object, int] = {}
    for row in summary.objects.order_by("request_id", "made_on", "id"):
        last[row.request_id] = row.number = last.get(row.request_id, 0) + 1
        summary.objects.filter(pk=row.pk).update(number=row.number)


def keep_by_maker(apps: StateApps, _editor: object) -> None:
    files = apps.get_model("care", "CareFile")
    files.objects.filter(kept_by=None).update(kept_by=models.F("made_by"))


def of_colleague(*, null: bool = False) -> models.ForeignKey:
    return models.ForeignKey(
        null=null, on_delete=django.db.models.deletion.RESTRICT, related_name="+",
        to=settings.AUTH_USER_MODEL,
    )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [
        ("care", "0001_care_files"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="carefile", name="one_care_file_a_keeper"),
        migrations.AddField(
            model_name="carefile", name="kept_by", field=of_colleague(null=True)
        ),
        migrations.CreateModel(
            name="HeldLicence",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("scale", models.CharField(max_length=16)),
                (
                    "told",
                    fanal.sealed.columns.ServerSealedJSONField(
                        bound_to=("scale", "since", "until", "made_by_id")
                    ),
                ),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
                ("made_on", models.DateField()),
                ("agreed_on", models.DateField(null=True)),
                ("ended_on", models.DateField(null=True)),
                ("agreed_by", of_colleague(null=True)),
                ("ended_by", of_colleague(null=True)),
                ("made_by", of_colleague()),
            ],
            options={"ordering": ["made_on", "id"]},
        ),
        migrations.AddConstraint(
            model_name="heldlicence",
            constraint=models.CheckConstraint(
                condition=models.Q(agreed_by=None) | ~models.Q(agreed_by=models.F("made_by")),
                name="a_second_person_confirms_a_licence",
            ),
        ),
        migrations.AddField(
            model_name="caresummary",
            name="number",
            field=models.PositiveIntegerField(default=0),
            preserve_default=False,
        ),
        migrations.RunPython(number_summaries, migrations.RunPython.noop),
        migrations.AlterModelOptions(
            name="caresummary", options={"ordering": ["made_on", "number"]}
        ),
        migrations.AddConstraint(
            model_name="caresummary",
            constraint=models.UniqueConstraint(
                fields=["request", "number"], name="care_summaries_in_order"
            ),
        ),
        migrations.RunPython(keep_by_maker, migrations.RunPython.noop),
    ]
