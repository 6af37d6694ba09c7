"""Cases by version: how many there are, and what their versions sum up to, from the index alone."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0011_office_time_zone_and_closed_teams'),
        ('cases', '0024_what_a_kind_of_case_asks'),
        ('people', '0023_age_for_consent'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['version'], name='cases_by_version'),
        ),
    ]
