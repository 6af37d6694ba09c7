"""How soon a need that waits is needed, and since when, so that the database puts them in order."""

from django.db import migrations, models

from fanal.sealed.resealing import settle

URGENCIES = ("today", "this_week", "later")


def put_in_order(apps, schema_editor):
    rows = apps.get_model("services", "CodedNeed").objects
    for row in rows.filter(waits=True).select_related("entry").iterator():
        rank = URGENCIES.index(row.coded["urgency"])
        rows.filter(pk=row.pk).update(rank=rank, said_on=row.entry.made_on)
    settle(schema_editor)


class Migration(migrations.Migration):
    dependencies = [("cases", "0027_refused_files"), ("services", "0001_services_of_cases")]
    operations = [
        migrations.AddField("codedneed", "rank", models.PositiveSmallIntegerField(null=True)),
        migrations.AddField("codedneed", "said_on", models.DateField(null=True)),
        migrations.RunPython(put_in_order, migrations.RunPython.noop),
        migrations.AddIndex(
            "codedneed",
            models.Index(
                fields=["rank", "said_on", "entry"],
                condition=models.Q(waits=True),
                name="needs_by_how_soon",
            ),
        ),
    ]
