"""The way, and in whose hands, under the server's key: a stolen database told both."""

from django.conf import settings
from django.db import migrations

from fanal.core.words import stored_codes
from fanal.sealed.resealing import seal_from
from fanal.sealed.columns import ServerSealedTextField
from fanal.sealed.references import SealedReferenceField, SealedReferencesField

AREA, HANDS = "partners.Area", "journeys.Hands"
SEALED = {
    "journey": {
        "kind": ServerSealedTextField(
            choices=stored_codes(("rescue", "escort", "transfer", "return", "court")), default=""
        ),
    },
    "hands": {
        "partner": SealedReferenceField(to="partners.Partner", null=True),
        "team": SealedReferenceField(to="accounts.Team", null=True),
        "colleagues": SealedReferencesField(to=settings.AUTH_USER_MODEL, default=list),
        "area": SealedReferenceField(to=AREA, null=True),
    },
    "leg": {
        "start": SealedReferenceField(to=AREA, default=None),
        "end": SealedReferenceField(to=AREA, default=None),
        "crossing": SealedReferenceField(to=AREA, null=True),
        "hands": SealedReferenceField(to=HANDS, default=None),
    },
    "paper": {
        "kind": ServerSealedTextField(
            choices=stored_codes(("passport", "travel_document", "authority_letter", "other")), default=""
        ),
        "held_by": SealedReferenceField(to=HANDS, default=None),
    },
}


def colleagues(row):
    return list(row.plain_colleagues.values_list("pk", flat=True))


def plain(model, name):
    if name == "kind":
        return "plain_kind"
    return colleagues if name == "colleagues" else f"plain_{name}_id"


class Migration(migrations.Migration):
    dependencies = [
        ("journeys", "0012_sealed_for_rows"),
        ("partners", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        operation
        for model, fields in SEALED.items()
        for operation in (
            *(migrations.RenameField(model, name, f"plain_{name}") for name in fields),
            *(
                migrations.AddField(model, name, field, preserve_default=field.null)
                for name, field in fields.items()
            ),
            migrations.RunPython(
                seal_from("journeys", model, **{name: plain(model, name) for name in fields}),
                migrations.RunPython.noop,
            ),
            *(migrations.RemoveField(model, f"plain_{name}") for name in fields),
        )
    ]
