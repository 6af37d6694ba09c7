from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("figures", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="codedlink",
            name="own",
            field=models.BooleanField(default=False),
        ),
    ]
