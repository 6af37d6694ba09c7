"""One meaning for each class name (docs/adr/0017). The table keeps its name: no row is touched."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("coded_facts", "0003_each_row_in_one_period")]

    operations = [
        migrations.AlterModelTable(name="keptfact", table="coded_facts_keptfact"),
        migrations.RenameModel(old_name="KeptFact", new_name="StoredFact"),
    ]
