"""One meaning for each class name (docs/adr/0017). The tables keep theirs: no row is touched."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_notices"), ("audit", "0007_days_in_short")]

    operations = [
        migrations.AlterModelTable(name="entry", table="audit_entry"),
        migrations.RenameModel(old_name="Entry", new_name="JournalEntry"),
        migrations.AlterModelTable(name="head", table="audit_head"),
        migrations.RenameModel(old_name="Head", new_name="JournalHead"),
        migrations.AlterModelTable(name="alarm", table="audit_alarm"),
        migrations.RenameModel(old_name="Alarm", new_name="JournalAlarm"),
    ]
