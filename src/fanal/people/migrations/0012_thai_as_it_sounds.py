"""Thai names sound otherwise now, and titles are told apart: packs and tokens are made anew."""

from django.db import migrations


def forget(apps, schema_editor):
    rows = apps.get_model("people", "SearchRow").objects
    for name in ("NameToken", "NameIndex"):
        apps.get_model("people", name).objects.all().delete()
    rows.exclude(pack=None, indexed=False).update(pack=None, indexed=False)
    apps.get_model("people", "SearchPack").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("people", "0011_waiting_rows_by_number")]
    operations = [migrations.RunPython(forget, forget)]
