"""Who takes a person over: a team, several colleagues, an area; and what two people decide."""

import django.db.models.deletion
import fanal.sealed.columns
import uuid
from django.conf import settings
from django.db import migrations, models


def copy_colleagues(apps, schema_editor):
    """The one colleague of before is the first of those who take her over."""
    for hands in apps.get_model("journeys", "Hands").objects.exclude(colleague=None).iterator():
        hands.colleagues.add(hands.colleague_id)


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0005_leaving'),
        ('journeys', '0008_the_day_a_certificate_was_kept'),
        ('partners', '0001_initial'),
        ('people', '0016_titles_inside_names'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='hands',
            name='area',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='partners.area'),
        ),
        migrations.AddField(
            model_name='hands',
            name='colleagues',
            field=models.ManyToManyField(blank=True, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='hands',
            name='does',
            field=models.CharField(choices=[('hold_the_person', 'hold_the_person'), ('escort', 'escort')], default='hold_the_person', max_length=16),
        ),
        migrations.AddField(
            model_name='hands',
            name='planned',
            field=models.BooleanField(default=True),
        ),
        migrations.AddField(
            model_name='hands',
            name='team',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='accounts.team'),
        ),
        migrations.CreateModel(
            name='CustodyAlarm',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('mark', models.CharField(max_length=64)),
                ('called_on', models.DateField()),
                ('journey', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='custody_alarms', to='journeys.journey')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='people.person')),
            ],
            options={
                'ordering': ['-called_on', 'id'],
                'constraints': [models.UniqueConstraint(fields=('journey', 'person', 'mark'), name='custody_is_called_once')],
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('reason', fanal.sealed.columns.ServerSealedTextField()),
                ('sealed', fanal.sealed.columns.ServerSealedTextField(default='[]')),
                ('on', models.DateField()),
                ('decided_on', models.DateField(null=True)),
                ('ended_on', models.DateField(null=True)),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('first', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('hands', models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='decisions', to='journeys.hands')),
                ('journey', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='decisions', to='journeys.journey')),
                ('second', models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-on', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('second', None), models.Q(('second', models.F('first')), _negated=True), _connector='OR'), name='two_people_decide')],
            },
        ),
        migrations.RunPython(copy_colleagues, migrations.RunPython.noop),
    ]
