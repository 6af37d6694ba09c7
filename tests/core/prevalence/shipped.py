"""The published tables that ship with the project, by name."""

from importlib.resources import as_file, files

from fanal.core.prevalence.reading import read_table


def shipped(name):
    with as_file(files("fanal.core.prevalence") / "tables" / f"{name}.csv") as path:
        return read_table(path)
