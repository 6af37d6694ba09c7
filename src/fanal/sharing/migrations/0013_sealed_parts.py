"""Which parts of a file may go to whom, under the server's key: a stolen database told them."""

from django.db import migrations

from fanal.sealed.resealing import seal_from
from fanal.sealed.columns import ServerSealedTextField

APPROVED = ("case_id", "partner_id", "by_id", "at")
SEALED = {
    "approval": ("classes", ServerSealedTextField(bound_to=APPROVED, default="")),
    "transfer": ("classes", ServerSealedTextField(default="")),
    "partnerfile": ("fields", ServerSealedTextField(default="")),
    "side": ("fields", ServerSealedTextField(blank=True, default="")),
}


class Migration(migrations.Migration):
    dependencies = [("sharing", "0012_sealed_never_tell")]
    operations = [
        operation
        for model, (name, field) in SEALED.items()
        for operation in (
            migrations.RenameField(model, name, f"plain_{name}"),
            migrations.AddField(model, name, field, preserve_default=model == "side"),
            migrations.RunPython(
                seal_from("sharing", model, **{name: f"plain_{name}"}), migrations.RunPython.noop
            ),
            migrations.RemoveField(model, f"plain_{name}"),
        )
    ]
