from uuid import uuid4

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("web", "0004_marked_sweep")]

    operations = [
        migrations.CreateModel(
            name="SweepGap",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("since", models.DateTimeField(unique=True)),
                ("until", models.DateTimeField()),
                ("looked", models.TextField(blank=True, default="")),
                ("mark", models.CharField(max_length=64)),
            ],
            options={"ordering": ["since"]},
        ),
    ]
