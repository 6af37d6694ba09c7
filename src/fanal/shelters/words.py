"""What stands in lists to choose from, and what codes of the journal are called."""

from fanal.core.shelters.asking import BedRequestState
from fanal.core.shelters.stays import StayAct
from fanal.core.words import labels

JOURNAL_CODES = {"answer": labels(BedRequestState), "step": labels(StayAct)}
