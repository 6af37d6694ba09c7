from django.db import migrations

import fanal.sealed.columns


class Migration(migrations.Migration):
    dependencies = [("cases", "0037_closings_in_order")]

    operations = [
        migrations.AddField(
            "statecode",
            "heard",
            fanal.sealed.columns.ServerSealedTextField(
                bound_to=("case_id", "person_id"), null=True
            ),
        ),
    ]
