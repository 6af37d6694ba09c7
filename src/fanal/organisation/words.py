"""What the codes of the journal are called."""

from fanal.organisation.changes import KINDS

JOURNAL_CODES = {
    "change": {code: kind.title for code, kind in KINDS.items()},
    "fields": dict(KINDS["person"].labels),
}
