import fanal.authority.fields
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("partners", "0007_attested_ties")]

    operations = [
        migrations.AddField(
            model_name="partner",
            name="attestation",
            field=fanal.authority.fields.AttestationField(default=b""),
        ),
        migrations.AddField(
            model_name="partner",
            name="attested_version",
            field=fanal.authority.fields.VersionField(default=0, editable=False),
        ),
    ]
