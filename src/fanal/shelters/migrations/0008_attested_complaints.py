import fanal.authority.fields
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("shelters", "0007_attested_restrictions")]

    operations = [
        migrations.AddField(
            model_name="complaint",
            name="attestation",
            field=fanal.authority.fields.AttestationField(default=b""),
        ),
        migrations.AddField(
            model_name="complaint",
            name="attested_version",
            field=fanal.authority.fields.VersionField(default=0, editable=False),
        ),
    ]
