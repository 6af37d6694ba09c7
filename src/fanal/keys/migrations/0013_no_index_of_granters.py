"""No index of wraps by who granted them: no question asks for it, and each grant wrote into it.

It is dropped by itself, for to alter the column would copy the largest table there is.
"""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

WRAPS = ("Grant", "TeamKeyHolder")


def drop(apps: Any, editor: Any) -> None:
    for name in WRAPS:
        wrap = apps.get_model("keys", name)
        for index in editor._constraint_names(wrap, ["granter_id"], index=True):
            editor.execute(editor._delete_index_sql(wrap, index))


def put_back(apps: Any, editor: Any) -> None:
    for name in WRAPS:
        wrap = apps.get_model("keys", name)
        column = wrap._meta.get_field("granter")
        editor.execute(editor._create_index_sql(wrap, fields=[column]))


class Migration(migrations.Migration):
    dependencies = [("keys", "0012_fill_teams_of_granted_folders")]
    operations = [
        migrations.SeparateDatabaseAndState(
            [migrations.RunPython(drop, put_back)],
            [
                migrations.AlterField(
                    model_name=name,
                    name="granter",
                    field=models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="+",
                        to="keys.userkeys",
                    ),
                )
                for name in ("grant", "teamkeyholder")
            ],
        ),
    ]
