"""Indexes that another one serves, or that nothing is looked up by."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0011_office_time_zone_and_closed_teams'),
        ('cases', '0029_class_names'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='case',
            name='made_by',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='case',
            name='team',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.RESTRICT, to='accounts.team'),
        ),
        migrations.AlterField(
            model_name='caseperson',
            name='case',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.RESTRICT, related_name='concerns', to='cases.case'),
        ),
        migrations.AlterField(
            model_name='consent',
            name='made_by',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='caseentry',
            name='case',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.RESTRICT, related_name='entries', to='cases.case'),
        ),
        migrations.AlterField(
            model_name='caseentry',
            name='made_by',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='statecode',
            name='case',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='states', to='cases.case'),
        ),
    ]
