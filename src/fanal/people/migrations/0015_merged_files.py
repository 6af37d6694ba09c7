"""The few files that were merged into another have an index of their own: each search asks it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0014_indexes_that_count")]
    operations = [
        migrations.AddIndex(
            model_name="person",
            index=models.Index(
                fields=["id", "merged_into"],
                condition=models.Q(merged_into__isnull=False),
                name="files_merged_into_another",
            ),
        )
    ]
