"""The address of the form of a draft goes inside the seal, and out of the clear row.

A draft of before cannot be sealed anew without its owner's keys: its path is put in front of its
sealed bytes, where only drafts of the last seven days still have it.
"""

from django.db import migrations, models


def put_the_path_in_front(apps, schema_editor):
    Draft = apps.get_model("keys", "Draft")
    for draft in Draft.objects.all():
        draft.wrapped = b"\x00" + draft.path.encode() + b"\x00" + bytes(draft.wrapped)
        draft.save(update_fields=["wrapped"])


class Migration(migrations.Migration):
    dependencies = [("keys", "0003_transfers")]

    operations = [
        migrations.RunPython(put_the_path_in_front, migrations.RunPython.noop),
        migrations.RemoveField(model_name="draft", name="path"),
        migrations.AlterField(model_name="draft", name="day", field=models.DateField()),
    ]
