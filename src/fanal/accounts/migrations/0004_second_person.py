"""Links that wait for a second person. One made before and not used yet waits as well."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_notices")]

    operations = [
        migrations.AddField(
            "invitation",
            "asked_on",
            models.DateField(auto_now_add=True, default=django.utils.timezone.localdate),
            preserve_default=False,
        ),
        migrations.AddField("invitation", "agreed_on", models.DateField(null=True)),
        migrations.AddField(
            "invitation",
            "agreed_by",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
    ]
