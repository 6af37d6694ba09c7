from django.db import migrations

from fanal.core.sealing.failures import BrokenSeal
from fanal.sealed.resealing import settle
from fanal.shelters.models.nights import id_of_answer


def name_anew(apps, schema_editor):
    """The id of each answer says of which evening it is; what it says is sealed for its id."""
    model = apps.get_model("shelters", "NightAnswer")
    field = model._meta.get_field("answer")
    for row in list(model._base_manager.select_related("count").order_by("pk")):
        before, new = row.pk, id_of_answer(row.count, row.stay_id)
        try:
            answer = row.answer
        except BrokenSeal:  # it counts for nothing, as before
            continue
        if new != before:
            row.pk = new
            sealed = field.sealed_for(row, answer)
            model._base_manager.filter(pk=before).update(id=new, answer=sealed)
    settle(schema_editor)


class Migration(migrations.Migration):
    dependencies = [("shelters", "0008_attested_complaints")]

    operations = [migrations.RunPython(name_anew, migrations.RunPython.noop)]
