from django.db import migrations

import fanal.sealed.columns


class Migration(migrations.Migration):
    dependencies = [("partners", "0005_attested_rules")]

    operations = [
        migrations.AddField(
            model_name="partner",
            name="can",
            field=fanal.sealed.columns.ServerSealedJSONField(null=True),
        )
    ]
