"""Of which relation somebody is looked for, and by what she was known, under the server's key."""

from django.db import migrations

from fanal.core.casework.tracing import ConfirmedBy, Whom
from fanal.sealed.resealing import seal_from
from fanal.sealed.columns import ServerSealedTextField

SEALED = {"tracingrequest": ("whom", Whom), "tracinganswer": ("ground", ConfirmedBy)}


class Migration(migrations.Migration):
    dependencies = [("registers", "0008_sealed_for_rows")]
    operations = [
        operation
        for model, (name, codes) in SEALED.items()
        for operation in (
            migrations.RenameField(model, name, f"plain_{name}"),
            migrations.AddField(
                model,
                name,
                ServerSealedTextField(choices=[(one.value, one.value) for one in codes], default=""),
                preserve_default=False,
            ),
            migrations.RunPython(
                seal_from("registers", model, **{name: f"plain_{name}"}), migrations.RunPython.noop
            ),
            migrations.RemoveField(model, f"plain_{name}"),
        )
    ]
