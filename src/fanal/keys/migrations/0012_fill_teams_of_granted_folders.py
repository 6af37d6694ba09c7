"""The team of the folder of each grant by name, of before it stood beside the grant.

By itself: PostgreSQL makes no index of a table whose rows were changed in the same transaction.
"""

from typing import Any

from django.db import migrations
from django.db.models import OuterRef, Subquery


def fill(apps: Any, _editor: Any) -> None:
    grant, folder = apps.get_model("keys", "Grant"), apps.get_model("keys", "Folder")
    team = folder.objects.filter(pk=OuterRef("folder")).values("team")
    grant.objects.exclude(to_keys=None).update(folder_team=Subquery(team))


class Migration(migrations.Migration):
    dependencies = [("keys", "0011_teams_of_granted_folders")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
