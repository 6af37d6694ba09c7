import fanal.authority.fields
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cases", "0039_due_in_a_case")]

    operations = [
        migrations.AddField(
            model_name="carerdecision",
            name="attestation",
            field=fanal.authority.fields.AttestationField(default=b""),
        ),
        migrations.AddField(
            model_name="carerdecision",
            name="attested_version",
            field=fanal.authority.fields.VersionField(default=0, editable=False),
        ),
    ]
