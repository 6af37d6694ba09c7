"""Who did what is sealed with the rest of each entry: a stolen database told everybody's work.

What the marks are over stays the same, so the chain does. In batches, each by itself: an entry that
has its tokens is left as it is, so that a migration that stopped goes on where it was.
"""

from django.db import migrations, transaction

from fanal.audit import tokens
from fanal.audit.models import JournalText
from fanal.core.sealing.failures import BrokenSeal
from fanal.sealed.resealing import BATCH
from fanal.sealed.columns import Sealed


def seal(apps, schema_editor):
    rows = apps.get_model("audit", "Entry").objects.order_by("number")
    waiting = rows.filter(by_token="")
    while batch := list(waiting[:BATCH]):
        with transaction.atomic():
            for row in batch:
                rows.filter(number=row.number).update(**sealed(row))


def sealed(row):
    """The columns of one entry. One that did not open before does not now, and is reported."""
    field, held = row._meta.get_field("said"), row.__dict__["detail"]
    act, by, about = row.act, str(row.by_id or ""), row.about
    try:
        said = JournalText(act, by, about, row.detail)
    except BrokenSeal:
        return {"said": Sealed(field, held.blob), **tokens.of(row.day, JournalText(act, by, about, ""))}
    return {"said": field.sealed_for(row, said), **tokens.of(row.day, said)}


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("audit", "0004_what_an_entry_says")]
    operations = [migrations.RunPython(seal, migrations.RunPython.noop)]
