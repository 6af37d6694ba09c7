"""What is under the server's key is bound to its row, and seeds of second factors to their person."""

from django.db import migrations

from fanal.accounts import factors
from fanal.core.sealing import server
from fanal.sealed.resealing import seal_for_rows
from fanal.sealed.server_key import open_text_of_before, seal_text


def bind_seeds(apps, schema_editor):
    for row in apps.get_model("mfa", "Authenticator").objects.order_by("pk").iterator():
        seeds = {name: row.data[name] for name in factors.SECRETS if name in row.data}
        if seeds:
            row.data |= {name: _bound(row, name, held) for name, held in seeds.items()}
            row.save(update_fields=["data"])


def _bound(row, name, held):
    if isinstance(held, list):
        return [_bound(row, name, one) for one in held]
    blob = bytes.fromhex(held)
    if blob[:1] != bytes([server.VERSION]):
        return held
    return seal_text(open_text_of_before(blob, "second factor"), factors.context_of(row, name)).hex()



class Migration(migrations.Migration):
    atomic = False
    dependencies = [("accounts", "0006_told_of_decision"), ("mfa", "0003_authenticator_type_uniq")]
    operations = [
        migrations.RunPython(seal_for_rows("accounts"), migrations.RunPython.noop),
        migrations.RunPython(bind_seeds, migrations.RunPython.noop),
    ]
