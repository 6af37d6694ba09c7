"""Who of a case is a child, under the server's key; plain is only who is of the family."""

from django.db import migrations

import fanal.cases.models.case
from fanal.sealed.resealing import seal_from, settle
from fanal.sealed.columns import ServerSealedTextField

ROLES = [("concerned", "concerned"), ("child", "child"), ("family", "family")]


def of_family(apps, schema_editor):
    links = apps.get_model("cases", "CasePerson").objects
    links.filter(plain_role="family").update(of_family=True)
    settle(schema_editor)


class Migration(migrations.Migration):
    dependencies = [("cases", "0012_sealed_for_rows")]
    operations = [
        migrations.RenameField("caseperson", "role", "plain_role"),
        migrations.RenameField("takenoff", "role", "plain_role"),
        migrations.AddField(
            "caseperson", "role", ServerSealedTextField(choices=ROLES, default="concerned")
        ),
        migrations.AddField(
            "takenoff",
            "role",
            ServerSealedTextField(choices=ROLES, default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            "caseperson", "of_family", fanal.cases.models.case.OfFamily(default=False)
        ),
        migrations.RunPython(
            seal_from("cases", "CasePerson", role="plain_role"), migrations.RunPython.noop
        ),
        migrations.RunPython(
            seal_from("cases", "TakenOff", role="plain_role"), migrations.RunPython.noop
        ),
        migrations.RunPython(of_family, migrations.RunPython.noop),
        migrations.RemoveField("caseperson", "plain_role"),
        migrations.RemoveField("takenoff", "plain_role"),
    ]
