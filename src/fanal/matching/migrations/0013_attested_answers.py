import fanal.authority.fields
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("registers", "0012_class_names")]

    operations = [
        migrations.AddField(
            model_name="tracinganswer",
            name="attestation",
            field=fanal.authority.fields.AttestationField(default=b"", editable=False),
        ),
        migrations.AddField(
            model_name="tracinganswer",
            name="attested_version",
            field=fanal.authority.fields.VersionField(default=0, editable=False),
        ),
    ]
