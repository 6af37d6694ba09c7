"""An index in memory of a few entries."""

from fanal.core.names.packed import columns
from fanal.core.names.search import Index, Part


def build(entries):
    every = list(entries)
    return Index([Part(columns(every), [entry.key for entry in every])])
