"""What was prepared and never sent can be withdrawn."""

from django.db import migrations, models

STATES = (
    "draft", "sent", "accepted", "declined", "in_progress", "done", "expired", "recalled",
    "withdrawn",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("sharing", "0007_keyed_fingerprints")]
    operations = [
        migrations.AlterField(
            model_name="referral",
            name="state",
            field=models.CharField(
                choices=[(one, one) for one in STATES], default="draft", max_length=12
            ),
        ),
    ]
