"""Tables that an analyst uploads, and studies that are defined from one."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from fanal.sealed.columns import ServerSealedTextField


class Migration(migrations.Migration):
    dependencies = [
        ("figures", "0006_sealed_for_rows"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.AddField("study", "from_table", models.BooleanField(default=False)),
        migrations.AddField("study", "table", ServerSealedTextField(null=True)),
        migrations.CreateModel(
            name="UploadedTable",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", ServerSealedTextField()),
                ("content", ServerSealedTextField()),
                ("day", models.DateField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"ordering": ["day", "id"]},
        ),
    ]
