"""What stands in lists to choose from, and what codes of the journal are called."""

from fanal.core.shelters.asking import SAYS as BED_REQUEST_SAYS
from fanal.core.shelters.stays import ACT_SAYS
from fanal.services.words import chosen_from as chosen_from

JOURNAL_CODES = {
    "answer": {one.value: says for one, says in BED_REQUEST_SAYS.items()},
    "step": {one.value: says for one, says in ACT_SAYS.items()},
}
