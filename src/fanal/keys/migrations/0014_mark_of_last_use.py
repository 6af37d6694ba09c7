from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("keys", "0013_no_index_of_granters")]

    operations = [
        migrations.AddField(
            model_name="unlock",
            name="used_mark",
            field=models.CharField(default="", max_length=64),
        ),
    ]
