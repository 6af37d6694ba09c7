from django.db import migrations, models


class Migration(migrations.Migration):
    """Single records of shared cases that go with a person."""

    dependencies = [("retention", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="erasure", name="chosen", field=models.TextField(blank=True, null=True)
        ),
        migrations.AlterField(
            model_name="tombstone",
            name="kind",
            field=models.CharField(
                choices=[("person", "person"), ("case", "case"), ("record", "record")],
                max_length=8,
            ),
        ),
    ]
