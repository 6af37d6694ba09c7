"""One meaning for each class name (docs/adr/0017). The table keeps its name: no row is touched."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("colleagues", "0007_attested_helpers")]

    operations = [
        migrations.AlterModelTable(name="incidenttold", table="colleagues_incidenttold"),
        migrations.RenameModel(old_name="IncidentTold", new_name="IncidentNotice"),
        migrations.AlterField(
            model_name="incidentnotice",
            name="incident",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="notices",
                to="colleagues.securityincident",
            ),
        ),
    ]
