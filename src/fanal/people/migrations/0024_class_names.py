"""One meaning for each class name (docs/adr/0017). The table keeps its name: no row is touched."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("people", "0023_age_for_consent")]

    operations = [
        migrations.AlterModelTable(name="comparison", table="people_comparison"),
        migrations.RenameModel(old_name="Comparison", new_name="MatchDecision"),
    ]
