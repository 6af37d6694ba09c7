"""What a partner was asked and told, under the server's key: a stolen database told both."""

from django.db import migrations

from fanal.sealed.resealing import seal_from
from fanal.sealed.columns import ServerSealedTextField

NAMES = ("purpose", "classes")


class Migration(migrations.Migration):
    dependencies = [("sharing", "0010_sealed_for_rows")]
    operations = [
        operation
        for model in ("referral", "disclosure")
        for operation in (
            *(migrations.RenameField(model, name, f"plain_{name}") for name in NAMES),
            *(
                migrations.AddField(
                    model, name, ServerSealedTextField(default=""), preserve_default=False
                )
                for name in NAMES
            ),
            migrations.RunPython(
                seal_from("sharing", model, **{name: f"plain_{name}" for name in NAMES}),
                migrations.RunPython.noop,
            ),
            *(migrations.RemoveField(model, f"plain_{name}") for name in NAMES),
        )
    ]
