"""The keyed index holds other sounds now (two words together): its tokens are made anew."""

from django.db import migrations


def forget(apps, schema_editor):
    for name in ("NameToken", "NameIndex"):
        apps.get_model("people", name).objects.all().delete()
    apps.get_model("people", "SearchRow").objects.filter(indexed=True).update(indexed=False)


class Migration(migrations.Migration):
    dependencies = [("people", "0012_thai_as_it_sounds")]
    operations = [migrations.RunPython(forget, forget)]
