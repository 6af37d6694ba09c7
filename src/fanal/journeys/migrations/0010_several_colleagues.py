"""The one colleague of a custodian is among its colleagues now."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("journeys", "0009_custodians_and_decisions")]

    operations = [migrations.RemoveField(model_name="hands", name="colleague")]
