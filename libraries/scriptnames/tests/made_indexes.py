"""An index in memory of a few entries."""

from scriptnames.index import Index, Part
from scriptnames.name_table import NameTable


def build(entries):
    every = list(entries)
    return Index([Part(NameTable.of(every), [entry.key for entry in every])])
