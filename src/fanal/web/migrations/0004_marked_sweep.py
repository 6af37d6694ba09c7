from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("web", "0003_last_proof")]

    # Of the sweep before the upgrade there is no mark: the first one after it counts as the first.
    operations = [
        migrations.AddField(
            model_name="lastsweep",
            name="mark",
            field=models.CharField(default="", max_length=64),
        ),
    ]
