"""Every care file is kept by somebody (apart: PostgreSQL alters no table whose rows just changed)."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("care", "0002_licences_of_scales"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="carefile",
            name="kept_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.RESTRICT, related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="carefile",
            constraint=models.UniqueConstraint(
                fields=["person", "made_by"], name="one_care_file_a_keeper",
                condition=models.Q(kept_by=models.F("made_by")),
            ),
        ),
    ]  # fmt: skip
