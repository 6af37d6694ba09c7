"""One meaning for each class name (docs/adr/0017). The table keeps its name: no row is touched."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cases", "0028_conflicts_of_whole_teams"), ("services", "0001_services_of_cases")]

    operations = [
        migrations.AlterModelTable(name="entry", table="cases_entry"),
        migrations.RenameModel(old_name="Entry", new_name="CaseEntry"),
    ]
