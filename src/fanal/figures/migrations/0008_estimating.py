"""That an estimate is being worked out, in a process of its own, and what came of the last one."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from fanal.sealed.columns import ServerSealedTextField


class Migration(migrations.Migration):
    dependencies = [
        ("figures", "0007_uploaded_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="Estimating",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("step", models.PositiveSmallIntegerField(default=1)),
                ("begun_at", models.DateTimeField(null=True)),
                ("seen_at", models.DateTimeField(null=True)),
                ("refused", ServerSealedTextField(default="")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "snapshot",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="figures.snapshot",
                    ),
                ),
                (
                    "study",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="estimating",
                        to="figures.study",
                    ),
                ),
            ],
            options={"ordering": ["id"]},
        ),
    ]
