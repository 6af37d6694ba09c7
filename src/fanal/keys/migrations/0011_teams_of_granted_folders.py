import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("keys", "0010_grants_by_index"),
    ]
    operations = [
        migrations.AddField(
            model_name="grant",
            name="folder_team",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="+",
                to="accounts.team",
            ),
        ),
        migrations.AddIndex(
            model_name="grant",
            index=models.Index(
                condition=models.Q(("revoked__isnull", True), ("waits_for__isnull", True)),
                fields=["to_keys", "folder_team"],
                name="grants_by_team",
            ),
        ),
    ]
