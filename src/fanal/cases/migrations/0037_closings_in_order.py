"""Closings of one day stand in the order in which they were asked for. What was closed before keeps
the order in which it was shown."""

from __future__ import annotations

from django.db import migrations, models

IN_ORDER = """
    UPDATE cases_closure SET number = (
        SELECT COUNT(*) FROM cases_closure other
        WHERE other.case_id = cases_closure.case_id AND (
            other.asked_on < cases_closure.asked_on
            OR (other.asked_on = cases_closure.asked_on AND other.id <= cases_closure.id)
        )
    )
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0036_marked_with_their_worker")]

    operations = [
        migrations.AddField("closure", "number", models.PositiveIntegerField(default=0)),
        migrations.RunSQL(IN_ORDER, migrations.RunSQL.noop),
        migrations.AlterField("closure", "number", models.PositiveIntegerField()),
        migrations.AlterModelOptions("closure", {"ordering": ["asked_on", "number"]}),
        migrations.AddConstraint(
            "closure",
            models.UniqueConstraint(fields=["case", "number"], name="closures_in_order"),
        ),
    ]
