"""The days by which lists are ordered, of the cases that are there, and the list of watched states."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

import django.db.models.deletion
from django.db import migrations, models
from django.db.migrations.state import StateApps
from django.db.models import Max, Min

from fanal.sealed.columns import ServerSealedJSONField

A_BATCH = 1000


def fill(apps: StateApps, schema_editor: object) -> None:
    days = apps.get_model("cases", "CaseDays")
    written = latest(apps, ("Entry", "made_on"), ("Task", "done_on"), ("Consent", "on"))
    tasks = apps.get_model("cases", "Task")._base_manager.filter(done_on=None).order_by()
    due = dict(tasks.values_list("case").annotate(first=Min("due")))
    cases = apps.get_model("cases", "Case")._base_manager.order_by()
    rows = (
        days(case_id=id, last_written=max(opened, written.get(id, opened)), next_due=due.get(id))
        for id, opened in cases.values_list("id", "opened_on")
    )
    days._base_manager.bulk_create(rows, batch_size=A_BATCH)


def latest(apps: StateApps, *columns: tuple[str, str]) -> dict[UUID, date]:
    found: dict[UUID, date] = {}
    for model, column in columns:
        rows = apps.get_model("cases", model)._base_manager.order_by()
        last: Iterable[tuple[UUID, date | None]] = rows.values_list("case").annotate(d=Max(column))
        for case, day in last:
            if day is not None:
                found[case] = max(day, found.get(case, day))
    return found


class Migration(migrations.Migration):
    dependencies = [("cases", "0021_saved_lists_and_calendars")]
    operations = [
        migrations.CreateModel(
            name="CaseDays",
            fields=[
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="days",
                        serialize=False,
                        to="cases.case",
                    ),
                ),
                ("last_written", models.DateField()),
                ("next_due", models.DateField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["last_written"], name="cases_by_last_written"),
                    models.Index(fields=["next_due"], name="cases_by_next_due"),
                ],
            },
        ),
        migrations.CreateModel(
            name="WatchList",
            fields=[
                ("id", models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("held", ServerSealedJSONField(default=dict)),
                ("version", models.PositiveBigIntegerField(default=0)),
            ],
        ),
        migrations.AddIndex(
            model_name="statecode",
            index=models.Index(fields=["version"], name="states_by_version"),
        ),
        migrations.AddIndex(
            model_name="consent",
            index=models.Index(
                condition=models.Q(("withdrawn_on", None)),
                fields=["until"],
                name="consents_by_end",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
