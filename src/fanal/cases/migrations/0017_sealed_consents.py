"""What she said yes or no to, in one sealed column: a stolen database told it of everybody."""

from django.db import migrations

import fanal.cases.models.records
from fanal.sealed.resealing import seal_from
from fanal.sealed.columns import ServerSealedJSONField

PLAIN = ("purpose", "answer", "data_class", "partner", "given_by", "interpreter", "assent")


def coded(row):
    told = {name: getattr(row, name) for name in PLAIN}
    return told | {"partner": str(row.partner) if row.partner else None}


class Migration(migrations.Migration):
    dependencies = [("cases", "0016_sealed_kinds")]
    operations = [
        migrations.AddField(
            "consent",
            "coded",
            ServerSealedJSONField(
                bound_to=("case_id", "person_id"), default=fanal.cases.models.records.not_coded
            ),
        ),
        migrations.RunPython(seal_from("cases", "Consent", coded=coded), migrations.RunPython.noop),
        *(migrations.RemoveField("consent", name) for name in PLAIN),
    ]
