"""What a person is told about her own account, and how far. What was before is not told again."""

from uuid import uuid4

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def told(apps, schema_editor):
    head = apps.get_model("audit", "Head").objects.filter(id=1).first()
    number = head.number if head else 0
    apps.get_model("accounts", "User").objects.update(told_to=number, mailed_to=number)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_attempts_invitation_signin"), ("audit", "0001_initial")]

    operations = [
        migrations.AddField("user", "told_to", models.BigIntegerField(default=0)),
        migrations.AddField("user", "mailed_to", models.BigIntegerField(default=0)),
        migrations.CreateModel(
            "KnownBrowser",
            [
                ("id", models.UUIDField(default=uuid4, primary_key=True, serialize=False)),
                ("mark", models.CharField(max_length=64)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=["user", "mark"], name="once_a_browser")
                ]
            },
        ),
        migrations.RunPython(told, migrations.RunPython.noop),
    ]
