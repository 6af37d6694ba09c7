import uuid

from django.db import migrations, models


def folders(apps, schema_editor):
    """The reason of an answer is sealed with the identity of the first file."""
    comparison = apps.get_model("people", "Comparison")
    comparison.objects.update(folder=models.F("one_id"))


class Migration(migrations.Migration):

    dependencies = [("people", "0001_initial")]

    operations = [
        migrations.AddField("comparison", "folder", models.UUIDField(null=True)),
        migrations.AddField("comparison", "version", models.PositiveIntegerField(default=0)),
        migrations.AddField(
            "comparison", "sealed", models.BinaryField(default=b""), preserve_default=False
        ),
        migrations.AlterField("comparison", "same", models.BooleanField(null=True)),
        migrations.AlterField(
            "comparison",
            "id",
            models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False),
        ),
        migrations.RunPython(folders, migrations.RunPython.noop),
        migrations.AlterField("comparison", "folder", models.UUIDField(db_index=True)),
    ]
