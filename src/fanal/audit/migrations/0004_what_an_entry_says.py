"""What an entry says under one seal, and the tokens by which it is found: columns for both."""

from django.db import migrations, models

import fanal.audit.models


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_head_places_and_reading")]
    operations = [
        migrations.AddField(
            "entry", "said", fanal.audit.models.SaidField(default=""), preserve_default=False
        ),
        migrations.AddField(
            "entry", "by_token", models.CharField(max_length=32, default=""), preserve_default=False
        ),
        migrations.AddField(
            "entry",
            "about_token",
            models.CharField(max_length=32, default="", db_index=True),
            preserve_default=False,
        ),
    ]
