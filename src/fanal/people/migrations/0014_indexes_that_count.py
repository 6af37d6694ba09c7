"""Indexes made since 0013 count no word of a name, and packs and tokens hold Zawgyi as it reads in
Unicode too: they are made anew, from the names as written in the rows."""

from importlib import import_module

from django.db import migrations

forget = import_module("fanal.people.migrations.0012_thai_as_it_sounds").forget


class Migration(migrations.Migration):
    dependencies = [("people", "0013_names_as_they_are_read")]
    operations = [migrations.RunPython(forget, forget)]
