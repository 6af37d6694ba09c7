import fanal.authority.fields
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("colleagues", "0008_class_names")]

    operations = [
        migrations.AddField(
            model_name="colleaguecomplaint",
            name="attestation",
            field=fanal.authority.fields.AttestationField(default=b""),
        ),
        migrations.AddField(
            model_name="colleaguecomplaint",
            name="attested_version",
            field=fanal.authority.fields.VersionField(default=0, editable=False),
        ),
    ]
