"""What stands in lists to choose from, and what codes of the journal are called."""

from fanal.core.shelters.asking import BedRequestState
from fanal.core.shelters.stays import StayAct

JOURNAL_CODES = {
    "answer": {one.value: one.label for one in BedRequestState},
    "step": {one.value: one.label for one in StayAct},
}
