from django.db import migrations

import fanal.sealed.columns


class Migration(migrations.Migration):
    dependencies = [("partners", "0009_mark_of_keys")]

    operations = [
        migrations.AddField(
            model_name="partner",
            name="earlier",
            field=fanal.sealed.columns.ServerSealedJSONField(null=True),
        )
    ]
