"""Both sides agree beforehand how long their lists are; of earlier exchanges nothing is known."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("registers", "0006_taking_back_an_answer")]

    operations = [
        migrations.AddField("exchange", "size", models.PositiveIntegerField(null=True)),
        migrations.AddField("exchange", "their_size", models.PositiveIntegerField(null=True)),
    ]
