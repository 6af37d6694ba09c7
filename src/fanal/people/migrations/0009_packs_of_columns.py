"""Packs hold columns and no texts any more; those made before are made anew by the next searches."""

from django.db import migrations


def forget(apps, schema_editor):
    apps.get_model("people", "SearchRow").objects.exclude(pack=None).update(pack=None)
    apps.get_model("people", "SearchPack").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("people", "0008_marks_of_code_names")]
    operations = [migrations.RunPython(forget, forget)]
