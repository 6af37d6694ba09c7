"""One meaning for each class name (docs/adr/0017). The table keeps its name: no row is touched."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("people", "0027_packed_rows_by_index")]

    operations = [
        migrations.AlterModelTable(name="alsoin", table="people_alsoin"),
        migrations.RenameModel(old_name="AlsoIn", new_name="AdditionalTeam"),
    ]
