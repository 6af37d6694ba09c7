import fanal.authority.fields
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("retention", "0004_meetings_of_shelters")]

    operations = [
        migrations.AddField(
            model_name="registererasure",
            name="attestation",
            field=fanal.authority.fields.AttestationField(default=b"", editable=False),
        ),
        migrations.AddField(
            model_name="registererasure",
            name="attested_version",
            field=fanal.authority.fields.VersionField(default=0, editable=False),
        ),
    ]
