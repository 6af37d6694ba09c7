import fanal.authority.fields
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("shelters", "0006_attested_visitors")]

    operations = [
        migrations.AddField(
            model_name="restriction",
            name="attestation",
            field=fanal.authority.fields.AttestationField(default=b""),
        ),
        migrations.AddField(
            model_name="restriction",
            name="attested_version",
            field=fanal.authority.fields.VersionField(default=0, editable=False),
        ),
    ]
