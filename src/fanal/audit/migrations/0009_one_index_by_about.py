"""PostgreSQL kept two indexes of one column: the second was for texts that begin alike."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0008_class_names'),
    ]

    operations = [
        migrations.AlterField(
            model_name='journalentry',
            name='about_token',
            field=models.CharField(max_length=32),
        ),
        migrations.AddIndex(
            model_name='journalentry',
            index=models.Index(fields=['about_token'], name='audit_entry_by_about'),
        ),
    ]
