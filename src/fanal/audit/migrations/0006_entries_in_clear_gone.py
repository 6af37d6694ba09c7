"""The plain columns of before, and what was found by them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0005_entries_sealed")]
    operations = [
        migrations.RemoveIndex("entry", "audit_entry_day_067825_idx"),
        *(migrations.RemoveField("entry", name) for name in ("act", "by", "about", "detail")),
        migrations.AddIndex(
            "entry", models.Index(fields=["by_token", "about_token"], name="audit_entry_by_token")
        ),
    ]
