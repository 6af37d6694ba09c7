"""Burmese, Khmer and Thai names are read by more rules now: packs and tokens are made anew, from the
names as written in the rows."""

from importlib import import_module

from django.db import migrations

forget = import_module("fanal.people.migrations.0012_thai_as_it_sounds").forget


class Migration(migrations.Migration):
    dependencies = [("people", "0016_titles_inside_names")]
    operations = [migrations.RunPython(forget, forget)]
