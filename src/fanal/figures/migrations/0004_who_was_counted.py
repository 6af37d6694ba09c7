"""Who was counted, beside each estimate: no later one differs by a few of them."""

from django.db import migrations

import fanal.sealed.columns


class Migration(migrations.Migration):
    dependencies = [("figures", "0003_keyed_fingerprints")]
    operations = [
        migrations.AddField(
            model_name="snapshot",
            name="people",
            field=fanal.sealed.columns.ServerSealedTextField(default=""),
        )
    ]
