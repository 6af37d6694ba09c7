from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('keys', '0008_attested_rules'),
    ]

    operations = [
        # '' in drafts of before: whoever shows one goes on with it
        migrations.AddField(
            model_name='draft',
            name='written_by',
            field=models.CharField(default='', max_length=64),
        ),
    ]
