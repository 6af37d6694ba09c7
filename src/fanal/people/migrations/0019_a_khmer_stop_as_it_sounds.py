"""Khmer names are read by one more rule: packs and tokens are made anew, from the names as written
in the rows."""

from importlib import import_module

from django.db import migrations

forget = import_module("fanal.people.migrations.0012_thai_as_it_sounds").forget


class Migration(migrations.Migration):
    dependencies = [("people", "0018_sealed_for_rows")]
    operations = [migrations.RunPython(forget, forget)]
