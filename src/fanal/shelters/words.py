"""What stands in lists to choose from, and what codes of the journal are called."""

from fanal.core.shelters.stays import ACT_SAYS
from fanal.services.words import chosen_from as chosen_from

JOURNAL_CODES = {"step": {one.value: says for one, says in ACT_SAYS.items()}}
