import fanal.authority.fields
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("registers", "0010_comparing")]

    operations = [
        migrations.AddField(
            model_name="exchange",
            name="attestation",
            field=fanal.authority.fields.AttestationField(default=b"", editable=False),
        ),
        migrations.AddField(
            model_name="exchange",
            name="attested_version",
            field=fanal.authority.fields.VersionField(default=0, editable=False),
        ),
    ]
