"""One meaning for each class name (docs/adr/0017). The table keeps its name: no row is touched."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0012_sessions_of_their_key")]

    operations = [
        migrations.AlterModelTable(name="leaving", table="accounts_leaving"),
        migrations.RenameModel(old_name="Leaving", new_name="TeamRemoval"),
    ]
