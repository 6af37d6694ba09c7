"""One meaning for each class name (docs/adr/0017). The tables keep theirs: no row is touched."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("authority", "0001_initial")]

    operations = [
        migrations.AlterModelTable(name="finding", table="authority_finding"),
        migrations.RenameModel(old_name="Finding", new_name="RowFinding"),
    ]
