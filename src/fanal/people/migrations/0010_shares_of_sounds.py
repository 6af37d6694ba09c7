"""A sound has many tokens now: those made before say too much and are deleted, to be made anew."""

from django.db import migrations


def forget(apps, schema_editor):
    for name in ("NameToken", "NameIndex"):
        apps.get_model("people", name).objects.all().delete()
    apps.get_model("people", "SearchRow").objects.filter(indexed=True).update(indexed=False)


class Migration(migrations.Migration):
    dependencies = [("people", "0009_packs_of_columns")]
    operations = [migrations.RunPython(forget, forget)]
