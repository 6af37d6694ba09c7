"""One meaning for each class name (docs/adr/0017). The table keeps its name: no row is touched."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("registers", "0011_attested_exchanges")]

    operations = [
        migrations.AlterModelTable(name="keptpairs", table="registers_keptpairs"),
        migrations.RenameModel(old_name="KeptPairs", new_name="CachedPairs"),
        migrations.AlterModelTable(name="told", table="registers_told"),
        migrations.RenameModel(old_name="Told", new_name="FamilyNotice"),
        migrations.AlterModelTable(name="takenback", table="registers_takenback"),
        migrations.RenameModel(old_name="TakenBack", new_name="WithdrawnAnswer"),
    ]
