"""An index in memory of a few entries."""

from scriptnames.name_table import columns
from scriptnames.index import Index, Part


def build(entries):
    every = list(entries)
    return Index([Part(columns(every), [entry.key for entry in every])])
