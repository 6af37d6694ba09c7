"""Whether something asked of a figure waits, so that start pages open no figure where nothing does.

Additive. Of a figure of before nobody knows without opening it: it counts as waiting until
something is decided of it.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("funds", "0004_attested_requests"),
    ]

    operations = [
        migrations.AddField("fundfigure", "waits", models.BooleanField(default=True)),
    ]
