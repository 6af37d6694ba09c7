"""How soon a need that waits is needed goes from the rows into one list that is sealed whole."""

from django.db import migrations, models

import fanal.sealed.columns
from fanal.sealed.resealing import settle

FIRST = ("today", "this_week")


def gather(apps, schema_editor):
    held = {urgency: [] for urgency in FIRST}
    for row in apps.get_model("services", "CodedNeed").objects.filter(waits=True).iterator():
        if row.coded["urgency"] in held:
            held[row.coded["urgency"]].append(row.pk.hex)
    if not any(held.values()):
        return
    held = {urgency: sorted(ids) for urgency, ids in held.items()}
    apps.get_model("services", "UrgentNeeds").objects.create(id=1, held=held, version=1)
    settle(schema_editor)


class Migration(migrations.Migration):
    dependencies = [("services", "0002_needs_in_order")]
    operations = [
        migrations.CreateModel(
            "UrgentNeeds",
            [
                ("id", models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("held", fanal.sealed.columns.ServerSealedJSONField(default=dict)),
                ("version", models.PositiveBigIntegerField(default=0)),
            ],
        ),
        migrations.RunPython(gather, migrations.RunPython.noop),
        migrations.RemoveIndex("codedneed", "needs_by_how_soon"),
        migrations.RemoveField("codedneed", "rank"),
        migrations.AddIndex(
            "codedneed",
            models.Index(
                condition=models.Q(("waits", True)), fields=["said_on", "entry"],
                name="needs_by_day",
            ),
        ),
    ]  # fmt: skip
