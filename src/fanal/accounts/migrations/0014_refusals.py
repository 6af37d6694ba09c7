import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from fanal.sealed.columns import ServerSealedJSONField


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0013_names_of_the_field'),
    ]

    operations = [
        migrations.CreateModel(
            name='Refusal',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=20)),
                ('about', models.UUIDField()),
                ('on', models.DateField(auto_now_add=True)),
                ('read_on', models.DateField(null=True)),
                ('told', ServerSealedJSONField(bound_to=("kind", "about", "asked_by_id", "by_id"))),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['asked_by', 'kind'], name='refused_to_whom')],
            },
        ),
    ]
