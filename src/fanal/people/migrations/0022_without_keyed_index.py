"""The keyed index of names is no more (ADR 14): its tokens told a thief how names are distributed."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("people", "0021_attested_rules")]
    operations = [
        migrations.DeleteModel("NameToken"),
        migrations.DeleteModel("NameIndex"),
        migrations.DeleteModel("NameIndexDecision"),
        migrations.RemoveIndex("SearchRow", "search_rows_not_indexed"),
        migrations.RemoveField("SearchRow", "indexed"),
    ]
