"""Of what the coded links of our own files were made, so that a sweep need not make them anew."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('figures', '0008_estimating'),
    ]

    operations = [
        migrations.CreateModel(
            name='LinksMadeOf',
            fields=[
                ('id', models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                ('mark', models.CharField(max_length=64)),
            ],
        ),
    ]
