import fanal.authority.fields
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('journeys', '0019_a_question_for_each_border'),
    ]

    operations = [
        migrations.AddField(
            model_name='maildue',
            name='attestation',
            field=fanal.authority.fields.AttestationField(default=b''),
        ),
        migrations.AddField(
            model_name='maildue',
            name='attested_version',
            field=fanal.authority.fields.VersionField(default=0, editable=False),
        ),
    ]
