"""One meaning for each class name (docs/adr/0017). The table keeps its name: no row is touched."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("care", "0004_recoveries")]

    operations = [
        migrations.AlterModelTable(name="heldlicence", table="care_heldlicence"),
        migrations.RenameModel(old_name="HeldLicence", new_name="Licence"),
    ]
