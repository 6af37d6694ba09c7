"""Who keeps a case open, and which stored states a lead may have to decide.

Of states that are stored already it is not known: they are looked at until they are stored anew.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0010_conflicts_in_one_place"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            "closure",
            "dropped_by",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.RESTRICT, related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField("statecode", "may_need_lead", models.BooleanField(default=True)),
        migrations.AddIndex(
            "statecode",
            models.Index(
                fields=["case"], condition=models.Q(may_need_lead=True), name="states_for_a_lead"
            ),
        ),
    ]
