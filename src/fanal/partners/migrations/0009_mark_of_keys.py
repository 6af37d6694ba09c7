from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("partners", "0008_attested_partners")]

    operations = [
        migrations.AddField(
            model_name="partner",
            name="key_mark",
            field=models.CharField(editable=False, max_length=64, null=True),
        ),
    ]
