"""Who must never know of a case, under the server's key: a stolen database told whom she fears."""

from django.db import migrations

from fanal.sealed.resealing import seal_from, settle
from fanal.sealed.columns import ServerSealedJSONField
from fanal.sealed.server_key import MarkField, marked

PLAIN = ("partner", "colleague", "area", "suspect")


def whom(row):
    ids = {name: getattr(row, f"plain_{name}_id") for name in ("partner", "colleague", "area")}
    named = {name: str(one) if one else None for name, one in ids.items()}
    return named | {"suspect": row.plain_suspect, "ended": row.ended_on is not None}


def mark(apps, schema_editor):
    rows = apps.get_model("sharing", "NeverTell").objects
    for row in rows.all().iterator():
        text = str(row.plain_colleague_id or row.pk)
        rows.filter(pk=row.pk).update(mark=marked(text, "never tell"))
    settle(schema_editor)


class Migration(migrations.Migration):
    dependencies = [("sharing", "0011_sealed_purposes")]
    operations = [
        migrations.RemoveConstraint("nevertell", "one_who_must_not_know"),
        *(migrations.RenameField("nevertell", name, f"plain_{name}") for name in PLAIN),
        migrations.AddField(
            "nevertell",
            "whom",
            ServerSealedJSONField(bound_to=("case_id",), default=dict),
            preserve_default=False,
        ),
        migrations.AddField("nevertell", "mark", MarkField(of="marked_text", purpose="never tell")),
        migrations.RunPython(
            seal_from("sharing", "NeverTell", whom=whom), migrations.RunPython.noop
        ),
        migrations.RunPython(mark, migrations.RunPython.noop),
        *(migrations.RemoveField("nevertell", f"plain_{name}") for name in PLAIN),
    ]
