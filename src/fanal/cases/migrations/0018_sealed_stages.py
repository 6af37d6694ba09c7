"""At which stage a case stands, why it was closed, and when there was a raid: under the server's key.

Plain is only whether a case is closed, which lists and access ask of the database.
"""

from django.db import migrations, models

import fanal.core.casework.closure
import fanal.core.casework.sections
import fanal.core.casework.stages
from fanal.sealed.resealing import seal_from, settle
from fanal.sealed.columns import ServerSealedDateField, ServerSealedTextField
from fanal.core.words import stored_codes

STAGES = stored_codes(fanal.core.casework.stages.CaseStage)
KINDS = [("raid", "raid"), ("group_return", "group_return"), ("other", "other")]
# Of each model, its columns as they are from now on, and whether the model has the default itself.
SEALED = {
    "Case": {"stage": ServerSealedTextField(choices=STAGES, default="alert")},
    "StageMove": {
        "start": ServerSealedTextField(choices=STAGES, default=""),
        "end": ServerSealedTextField(choices=STAGES, default=""),
    },
    "Closure": {
        "reason": ServerSealedTextField(
            choices=stored_codes(fanal.core.casework.closure.ClosureReason), default=""
        )
    },
    "SectionMark": {
        "waiting_for": ServerSealedTextField(
            choices=stored_codes(fanal.core.casework.sections.WaitingFor), blank=True, default=""
        ),
        "not_applicable": ServerSealedTextField(
            choices=stored_codes(fanal.core.casework.sections.NotApplicable), blank=True, default=""
        ),
    },
    "Operation": {
        "kind": ServerSealedTextField(choices=KINDS, default="raid"),
        "day": ServerSealedDateField(default=""),
    },
}
WITH_DEFAULT = {"Case", "SectionMark", "Operation.kind"}


def closed(apps, schema_editor):
    apps.get_model("cases", "Case").objects.filter(plain_stage="closed").update(closed=True)
    settle(schema_editor)


def sealing(model, columns):
    """What seals these columns of one model."""
    yield from (migrations.RenameField(model, name, f"plain_{name}") for name in columns)
    for name, field in columns.items():
        keeps = bool(WITH_DEFAULT & {model, f"{model}.{name}"})
        yield migrations.AddField(model, name, field, preserve_default=keeps)
    plain = {name: f"plain_{name}" for name in columns}
    yield migrations.RunPython(seal_from("cases", model, **plain), migrations.RunPython.noop)


class Migration(migrations.Migration):
    dependencies = [("cases", "0017_sealed_consents")]
    operations = [
        migrations.RemoveIndex("case", "cases_case_team_id_00cc50_idx"),
        migrations.AlterModelOptions("operation", {"ordering": ["id"]}),
        migrations.AddField("case", "closed", models.BooleanField(default=False)),
        *(one for model, columns in SEALED.items() for one in sealing(model, columns)),
        migrations.RunPython(closed, migrations.RunPython.noop),
        *(
            migrations.RemoveField(model, f"plain_{name}")
            for model, columns in SEALED.items()
            for name in columns
        ),
        migrations.AddIndex(
            "case", models.Index(fields=["team", "closed"], name="cases_case_team_closed")
        ),
    ]
