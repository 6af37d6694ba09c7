"""Of which kind each entry is, under the server's key: the database told of health, debts, money.

The compartment beside it goes: the kind says it.
"""

from django.db import migrations

from fanal.core.casework.entries import KINDS
from fanal.sealed.resealing import seal_from
from fanal.sealed.scoped_codes import ScopedCodeField

CODES = [(kind.code, kind.code) for kind in KINDS]


class Migration(migrations.Migration):
    dependencies = [("cases", "0015_attested")]
    operations = [
        migrations.RenameField("entry", "kind", "plain_kind"),
        migrations.AddField(
            "entry",
            "kind",
            ScopedCodeField(scope="case_id", choices=CODES, default=""),
            preserve_default=False,
        ),
        migrations.RunPython(
            seal_from("cases", "Entry", kind="plain_kind"), migrations.RunPython.noop
        ),
        migrations.RemoveField("entry", "plain_kind"),
        migrations.RemoveField("entry", "compartment"),
    ]
